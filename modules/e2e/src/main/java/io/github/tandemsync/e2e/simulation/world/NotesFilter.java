package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Set;

/**
 * Lets in records by what people note of them.
 *
 * @param third which third of the notes keeps a record out
 */
record NotesFilter(Side side, int third) implements RecordFilter {
    /** Has the pair ask who takes part. */
    static void ask(ObjectPair.Builder pair, Members members) {
        members.staying()
                .forEach((side, policy) -> pair.membershipFilter(side, new NotesFilter(side, members.third()))
                        .onExit(side, policy));
        members.starting().forEach(side -> pair.entryFilter(side, new NotesFilter(side, members.third())));
    }

    @Override
    public Set<String> fields() {
        return Set.of(Field.NOTES.on(side));
    }

    @Override
    public boolean accepts(Values values) {
        return Members.isIn(values.orEmpty(Field.NOTES.on(side)), third);
    }

    @Override
    public String describe() {
        return "what is noted lets it in, but for the third " + third;
    }
}
