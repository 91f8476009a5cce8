package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Lists of a size that one statement takes. */
final class Chunks {
    private Chunks() {}

    /** The addresses as stored, each once. */
    static List<List<String>> ofRefs(Collection<RecordRef> refs) {
        List<String> texts = new ArrayList<>(refs.size());
        refs.forEach(ref -> texts.add(RefText.of(ref)));
        return of(texts);
    }

    /** The texts, each once. */
    static List<List<String>> of(Collection<String> texts) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(texts));
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += Database.CHUNK) {
            chunks.add(distinct.subList(from, Math.min(from + Database.CHUNK, distinct.size())));
        }
        return chunks;
    }
}
