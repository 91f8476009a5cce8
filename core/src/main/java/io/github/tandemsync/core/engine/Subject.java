package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is about.
 *
 * @param wishes what people ask for; none: what the rules decide
 * @param written the records of the links that a plan about every link, or about a run, would write, by pair, the two of a link one
 *     after the other; null of a plan about what is due, or about the links that the wishes name
 * @param looked how many links a plan about every link has looked at
 * @param undone of a plan that takes a run back: that run, whose history has the rest of the wishes
 */
record Subject(
        Wishes wishes,
        @Nullable SortedMap<PairId, RefList> written,
        long looked,
        @Nullable String undone) {

    static Subject of(Wishes wishes) {
        return new Subject(wishes, null, 0, null);
    }

    /** What people ask for of the entries' links. */
    Wishes wishes(Settings settings, ObjectPair pair, List<Entry> entries) {
        return undone == null ? wishes : new Undo(settings, undone).wishes(pair, entries, wishes);
    }

    /** The records of the pair that an apply looks at; null: what is due. */
    @Nullable
    RefList refs(PairId pair) {
        Map<PairId, RefList> known = written;
        if (known != null) {
            return known.getOrDefault(pair, new RefList());
        }
        if (wishes.isNone()) {
            return null;
        }
        RefList all = new RefList();
        wishes.refs(pair).forEach(all::add);
        return all;
    }
}
