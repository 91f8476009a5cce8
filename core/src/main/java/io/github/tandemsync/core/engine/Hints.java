package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Hint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Raises the marks of records that somebody says are worth a look. Safe for several threads: it has no state. */
final class Hints {
    private final Settings settings;

    Hints(Settings settings) {
        this.settings = settings;
    }

    /**
     * Raises the marks, or none of them if a type is unknown. A pair that was never listed is left out: its listing will show it all.
     *
     * @return whether a pair that takes part in runs has been given something to do
     */
    boolean give(Collection<RecordRef> records) {
        List<RecordRef> refs = List.copyOf(new LinkedHashSet<>(records));
        demandKnown(settings, refs);
        ConnectionState state = settings.store().connection(settings.connection());
        Instant now = settings.clock().instant();
        List<Hint> hints = new ArrayList<>();
        boolean runs = false;
        for (ObjectPair pair : settings.pairs()) {
            int before = hints.size();
            if (state.pair(pair.id()).generation() > 0) {
                refs.forEach(ref -> add(pair, ref, now, hints));
            }
            runs |= hints.size() > before && state.pair(pair.id()).enabled();
        }
        if (!hints.isEmpty()) {
            settings.store().hint(settings.connection(), hints);
        }
        return runs;
    }

    private static void add(ObjectPair pair, RecordRef ref, Instant now, List<Hint> hints) {
        for (Side side : Side.values()) {
            if (pair.types(side).contains(ref.type())) {
                hints.add(new Hint(pair.id(), side, ref, now));
            }
        }
    }

    /** @throws IllegalArgumentException if no pair has a record's type */
    static void demandKnown(Settings settings, Collection<RecordRef> refs) {
        SortedSet<ObjectType> known = new TreeSet<>();
        for (ObjectPair pair : settings.pairs()) {
            for (Side side : Side.values()) {
                known.addAll(pair.types(side));
            }
        }
        for (RecordRef ref : refs) {
            if (!known.contains(ref.type())) {
                throw new IllegalArgumentException("No pair of this runner has the type " + ref.type() + "; they have "
                        + known + ". Name records of these types, or build the runner with a pair for it");
            }
        }
    }
}
