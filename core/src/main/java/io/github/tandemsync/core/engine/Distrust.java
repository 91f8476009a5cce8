package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a store is not to be believed, and how that is noted: a pair under recovery rules, and rules whose base was dropped. {@link
 * RecoveryRules} carries them out.
 */
final class Distrust {
    /** The reason of rules, and of their conflicts, whose base was dropped. */
    static final String CODE = "recovered";

    private static final String NOTE = "recovery";
    static final String COMPARING = "comparing";
    static final String OVER = "over";

    /** What was put back. */
    enum Older {
        /** The store; the systems' feeds go on from where it had read them. */
        STORE,
        /** A system; no place in its feeds means anything any more. */
        SYSTEM
    }

    private Distrust() {}

    /**
     * The note of a pair under recovery rules.
     *
     * @param place how far its bases are dropped, or what comes then
     */
    record Progress(Instant begun, Older older, String place) {
        static @Nullable Progress of(PairState state) {
            String note = state.notes().get(NOTE);
            if (note == null) {
                return null;
            }
            String[] parts = note.split(" ", 3);
            return new Progress(Instant.parse(parts[0]), Older.valueOf(parts[1]), parts[2]);
        }

        PairState in(PairState state) {
            return state.withNote(NOTE, begun + " " + older + " " + place);
        }

        boolean isComparing() {
            return place.equals(COMPARING);
        }

        boolean isOver() {
            return place.equals(OVER);
        }
    }

    /** The state of a pair that begins, or begins anew, with recovery rules. */
    static PairState begun(PairState state, Older older, Instant now) {
        Progress before = Progress.of(state);
        boolean system = older == Older.SYSTEM
                || (before != null && before.older() == Older.SYSTEM && !before.isComparing() && !before.isOver());
        return new Progress(now, system ? Older.SYSTEM : Older.STORE, "").in(state);
    }

    /** Puts every pair that the store knows under recovery rules, those that the runner was built without included. */
    static void begin(Session session, Older older, StateChange change) {
        Set<PairId> all = new TreeSet<>(session.pairs());
        session.settings().pairs().forEach(pair -> all.add(pair.id()));
        all.forEach(id -> change.pair(id, begun(session.pair(id), older, session.now())));
    }

    /** Whether the pair is under recovery rules. */
    static boolean isOn(PairState state) {
        Progress progress = Progress.of(state);
        return progress != null && !progress.isOver();
    }

    /** Whether there are bases that are still to be dropped. */
    static boolean isPending(PairState state) {
        Progress progress = Progress.of(state);
        return progress != null && !progress.isComparing() && !progress.isOver();
    }

    /** Whether the rule's base was dropped, and nobody has decided since. */
    static boolean isMarked(RuleState state) {
        Reason why = state.reason();
        return state.leftBase() == null && why != null && why.code().equals(CODE);
    }

    static boolean isMarked(Link link) {
        return link.rules().values().stream().anyMatch(Distrust::isMarked);
    }

    /** The link without a base, under recovery rules. */
    static Link marked(Session session, ObjectPair pair, Link link) {
        Reason why = session.reason(CODE, "what the two last agreed on is not known; they are compared next");
        SortedMap<String, RuleState> rules = new TreeMap<>();
        for (FieldRule rule : LinkRules.of(pair, link)) {
            rules.put(rule.id(), RuleState.unknown().in(Status.AGREED, why, null));
        }
        return link.withRules(rules);
    }

    /**
     * A link that two records enter. Under recovery rules they may have been linked before, and have agreed on something; of a record and
     * a copy of it that turns up later, that is certain.
     */
    static Link entered(Session session, Link link, Entry one, Entry other) {
        return isForgotten(session, one, other) ? marked(session, pair(session, link.pair()), link) : link;
    }

    private static boolean isForgotten(Session session, Entry one, Entry other) {
        PairState state = session.pair(one.pair());
        boolean keyed = one.key() != null || other.key() != null;
        return isOn(state) || (keyed && Progress.of(state) != null);
    }

    /**
     * The link of a record and its copy; what a create of an older world gave it is no base.
     *
     * @param found whether nothing answered the create: then the copy under its key may be one that the store has forgotten
     */
    static Link copied(Session session, Link link, Intent intent, boolean found) {
        Progress progress = Progress.of(session.pair(link.pair()));
        boolean outdated = progress != null && (found || intent.at().isBefore(progress.begun()));
        return outdated ? marked(session, pair(session, link.pair()), link) : link;
    }

    /** What a marked link hands on to the one that takes its place under other rules. */
    static Link handedOn(Session session, ObjectPair pair, Link before, Link after) {
        return isMarked(before) ? marked(session, pair, after) : after;
    }

    private static ObjectPair pair(Session session, PairId id) {
        return Contract.known(session.settings().pair(id));
    }

    /** A record that enters a marked link: nobody knows from which version on it is to be merged. */
    static Entry entered(Link link, Entry entry) {
        return isMarked(link) ? entry.withStamp(null) : entry;
    }
}
