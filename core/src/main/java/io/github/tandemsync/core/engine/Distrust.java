package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recovery rules: what the store says two records last agreed on is not to be believed, because the store is older than the systems, or
 * a system was put back. Page by page each link loses its bases, and its rules are marked; a marked rule agrees, or is a conflict for
 * a person, and writes nothing. Then both sides are listed and everything is compared. As long as anything of that is due, nothing is
 * removed; a link that is never compared stays marked for as long as it takes. Broken off, it goes on where it was.
 */
final class Distrust {
    /** The reason of rules, and of their conflicts, whose base was dropped. */
    static final String CODE = "recovered";

    private static final String NOTE = "recovery";
    private static final String COMPARING = "comparing";
    private static final String OVER = "over";
    private static final EnumSet<EntryState> ALL = EnumSet.allOf(EntryState.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** What was put back. */
    enum Older {
        /** The store; the systems' feeds go on from where it had read them. */
        STORE,
        /** A system; no place in its feeds means anything any more. */
        SYSTEM
    }

    private final Session session;
    private final ObjectPair pair;

    Distrust(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** The note of a pair under recovery rules. */
    private record Progress(Instant begun, Older older, String place) {
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
        for (FieldRule rule : Links.rules(pair, link)) {
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

    /** The link of a record and its copy; what a create of an older world gave it is no base. */
    static Link copied(Session session, Link link, Intent intent) {
        Progress progress = Progress.of(session.pair(link.pair()));
        boolean outdated = progress != null && intent.at().isBefore(progress.begun());
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

    /** Drops the bases, as far as they are not. False if the slice was used up before the end. */
    boolean run() {
        Progress progress = Progress.of(session.pair(pair.id()));
        if (progress == null || !isPending(session.pair(pair.id()))) {
            return true;
        }
        demandNothingArrives();
        RecordRef after = progress.place().isEmpty() ? null : RecordRef.parse(progress.place());
        return EntryPages.resume(session, pair.id(), ALL, after, (page, upTo, change) -> {
            drop(page, change);
            if (upTo == null) {
                finish(progress, change);
            } else {
                change.pair(pair.id(), at(progress, upTo.toString()));
            }
            session.slice().took(page.size());
        });
    }

    /** A write of which nobody knows whether it ran has to have come to rest: what the systems show is all that counts. */
    private void demandNothingArrives() {
        Instant latest = Instant.MIN;
        for (Intent intent : session.intents()) {
            Instant until = Recovery.latest(session, intent);
            latest = intent.pair().equals(pair.id()) && until.isAfter(latest) ? until : latest;
        }
        if (latest.isAfter(session.now())) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "The pair " + pair.id()
                            + " is under recovery rules, and a write without an answer may still arrive;"
                            + " it goes on by itself at " + latest,
                    Duration.between(session.now(), latest),
                    null);
        }
    }

    private PairState at(Progress progress, String place) {
        return new Progress(progress.begun(), progress.older(), place).in(session.pair(pair.id()));
    }

    private void drop(List<Entry> page, StateChange change) {
        Map<LinkId, Link> links = Links.stored(session.settings(), pair.id(), Links.ids(page));
        for (Entry entry : page) {
            Link link = entry.link() == null ? null : links.get(entry.link());
            if (link == null) {
                if (entry.stamp() != null) {
                    change.put(EntryUpdate.keep(entry.withStamp(null))); // it is read anew when the listing shows it
                }
                continue;
            }
            Links.replace(link, marked(session, pair, link), change);
            Entry bare = entry.withStamp(null);
            change.put(link.live() ? EntryUpdate.raise(bare, session.now()) : EntryUpdate.keep(bare));
        }
    }

    /** A create has its own look for its copy, which is there or known to be gone; of other writes the systems show what became. */
    private void finish(Progress progress, StateChange change) {
        for (Intent intent : session.intents()) {
            if (intent.pair().equals(pair.id()) && intent.kind() != Intent.Kind.CREATE) {
                change.close(intent.id());
            }
        }
        Set<ObjectType> types = Listing.types(pair);
        for (ObjectType type : types) {
            change.dropCursor(new CursorKey(pair.id(), type, FeedMode.BASELINE));
            if (progress.older() == Older.SYSTEM) {
                change.dropCursor(new CursorKey(pair.id(), type, FeedMode.CHANGES));
            }
        }
        change.pair(pair.id(), at(progress, COMPARING).relisting(types));
    }

    /** Nothing of the pair is due any more: everything that could be was compared. */
    void end() {
        Progress progress = Progress.of(session.pair(pair.id()));
        if (progress != null && progress.isComparing()) {
            session.commit(new StateChange().pair(pair.id(), at(progress, OVER)));
        }
    }

    /** Of what would be removed nothing is, before all is compared. */
    boolean putsOff(Proposal proposal) {
        if (proposal.kind() != Intent.Kind.REMOVE || !isOn(session.pair(pair.id()))) {
            return false;
        }
        proposal.work()
                .lookAgainAt(
                        session.now().plus(PAUSE),
                        session.reason(CODE, "nothing is removed before all is compared anew"));
        return true;
    }
}
