package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Many records in a row, in little more than the bytes of their ids. Not safe for several threads. */
final class RefList implements Iterable<RecordRef> {
    private static final int CHUNK = 1000;

    private final List<Chunk> chunks = new ArrayList<>();
    private final List<RecordRef> last = new ArrayList<>();

    /** The ids one after the other, with their lengths; types are shared. */
    private static final class Chunk {
        private final List<ObjectType> types;
        private final byte[] typeOf;
        private final int[] ends;
        private final byte[] ids;

        private Chunk(List<ObjectType> types, byte[] typeOf, int[] ends, byte[] ids) {
            this.types = types;
            this.typeOf = typeOf;
            this.ends = ends;
            this.ids = ids;
        }

        static Chunk of(List<RecordRef> refs) {
            List<ObjectType> types =
                    refs.stream().map(RecordRef::type).distinct().toList();
            ByteArrayOutputStream ids = new ByteArrayOutputStream();
            byte[] typeOf = new byte[refs.size()];
            int[] ends = new int[refs.size()];
            for (int i = 0; i < refs.size(); i++) {
                typeOf[i] = (byte) types.indexOf(refs.get(i).type());
                ids.writeBytes(refs.get(i).id().getBytes(StandardCharsets.UTF_8));
                ends[i] = ids.size();
            }
            return new Chunk(types, typeOf, ends, ids.toByteArray());
        }

        List<RecordRef> refs() {
            List<RecordRef> refs = new ArrayList<>(ends.length);
            int start = 0;
            for (int i = 0; i < ends.length; i++) {
                String id = new String(ids, start, ends[i] - start, StandardCharsets.UTF_8);
                refs.add(types.get(typeOf[i]).ref(id));
                start = ends[i];
            }
            return refs;
        }
    }

    void add(RecordRef ref) {
        last.add(ref);
        if (last.size() == CHUNK) {
            chunks.add(Chunk.of(last));
            last.clear();
        }
    }

    int size() {
        return chunks.size() * CHUNK + last.size();
    }

    /** In the order in which they were added; nothing is added meanwhile. */
    @Override
    public Iterator<RecordRef> iterator() {
        return new Iterator<>() {
            private Iterator<RecordRef> present = List.<RecordRef>of().iterator();
            private int next;

            @Override
            public boolean hasNext() {
                while (!present.hasNext() && next <= chunks.size()) {
                    present = (next < chunks.size() ? chunks.get(next).refs() : last).iterator();
                    next++;
                }
                return present.hasNext();
            }

            @Override
            public RecordRef next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return present.next();
            }
        };
    }
}
