package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.PairState;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of a pair's state. */
final class PairStateForm {
    private PairStateForm() {}

    static byte[] write(PairState state) {
        BodyWriter out = new BodyWriter()
                .flag(state.enabled())
                .constant(state.phase())
                .number(state.generation())
                .texts(names(state.listing()))
                .texts(names(state.sweeping()))
                .text(state.mappingHash())
                .number(state.notes().size());
        state.notes().forEach((name, value) -> out.text(name).text(value));
        return out.finish();
    }

    static PairState read(PairId pair, byte @Nullable [] body) {
        return BodyReader.read(
                "pair " + pair,
                body,
                in -> new PairState(
                        in.flag(),
                        in.constant(PairState.Phase.class),
                        in.number(),
                        types(in.texts()),
                        types(in.texts()),
                        in.text(),
                        notes(in)));
    }

    private static List<String> names(Set<ObjectType> types) {
        return types.stream().map(ObjectType::toString).toList();
    }

    private static Set<ObjectType> types(List<String> names) {
        Set<ObjectType> types = new TreeSet<>();
        names.forEach(name -> types.add(ObjectType.parse(name)));
        return types;
    }

    private static SortedMap<String, String> notes(BodyReader in) {
        int count = in.count();
        SortedMap<String, String> notes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            notes.put(in.text(), in.text());
        }
        return notes;
    }
}
