package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links of records with what they have never agreed with: of the same two, merged on both sides, different ones survived; or an heir
 * comes back to what its predecessor faced.
 */
final class Survivors {
    /** What is said of a succession that begins as a first contact. */
    static final String MET =
            "; of the same two another survived there, so the two are compared as if they had just met";

    /** How the reason of a record begins that was taken over; its successor follows. */
    private static final String TAKEN_OVER = "taken over by ";

    private final Session session;
    private final ObjectPair pair;
    private final Side side;

    /** @param side the heir's */
    Survivors(Session session, ObjectPair pair, Side side) {
        this.session = session;
        this.pair = pair;
        this.side = side;
    }

    /** Why a record is none of its own any more. */
    static Reason takenOver(Session session, RecordRef successor) {
        return session.reason("merged", TAKEN_OVER + successor);
    }

    /** Who took the entry over, in one step; null if nobody did. */
    static @Nullable RecordRef successorOf(Entry entry) {
        Reason why = entry.state() == EntryState.REPLACED ? entry.reason() : null;
        return why != null && why.detail().startsWith(TAKEN_OVER)
                ? RecordRef.parse(why.detail().substring(TAKEN_OVER.length()))
                : null;
    }

    /** Whether the record is of another type, as a qualified lead's contact is, and took over the entry's by however many steps. */
    static boolean isHeirOfAnotherType(Session session, Entry entry, RecordRef record) {
        if (record.type().equals(entry.ref().type())) {
            return false; // of a merge, the systems themselves have the references point to the survivor
        }
        return isReached(session, entry.pair(), record, successorOf(entry));
    }

    /** Who the record lives on in, by however many steps; itself if nobody took it over. */
    static Entry heir(Session session, Entry entry) {
        Set<RecordRef> met = new HashSet<>();
        Entry heir = entry;
        for (RecordRef next = successorOf(entry); next != null && met.add(next); next = successorOf(heir)) {
            List<Entry> known = session.entries(entry.pair(), List.of(next));
            if (known.isEmpty()) {
                return heir;
            }
            heir = known.get(0);
        }
        return heir;
    }

    /** Whether the record is the first one, or took it over by however many steps. */
    private static boolean isReached(Session session, PairId pair, RecordRef record, @Nullable RecordRef first) {
        Set<RecordRef> met = new HashSet<>();
        RecordRef reached = first;
        while (reached != null && !reached.equals(record) && met.add(reached)) {
            reached = session.entries(pair, List.of(reached)).stream()
                    .findFirst()
                    .map(Survivors::successorOf)
                    .orElse(null);
        }
        return record.equals(reached);
    }

    /** Whether what the heir faced was merged into the record that it is to face now. */
    boolean isOther(Entry heir, RecordRef counterpart) {
        Link former = heir.state() == EntryState.SHADOWED ? Links.last(session, heir) : null;
        return former != null && isReached(session, pair.id(), counterpart, former.ref(side.other()));
    }

    /**
     * The link of the heir without what was agreed so far; edits of the counterpart that are still to be merged stay so, and where both
     * are known to have held a value, what is empty then was emptied by somebody.
     */
    Link meet(Link link, Entry heir) {
        RecordRef left = side == Side.LEFT ? heir.ref() : link.ref(Side.LEFT);
        RecordRef right = side == Side.RIGHT ? heir.ref() : link.ref(Side.RIGHT);
        Link next = Link.between(pair.id(), left, right).withPaused(link.paused());
        Link former = Contract.known(Links.last(session, heir));
        SortedMap<String, RuleState> rules = new TreeMap<>();
        for (FieldRule rule : LinkRules.of(pair, next)) {
            RuleState known = link.rule(rule.id());
            boolean held = holds(known.base(side.other()))
                    && holds(former.rule(rule.id()).base(side));
            RuleState met = held ? RuleState.unknown().contest() : RuleState.unknown();
            rules.put(rule.id(), met.sinceOn(side.other(), known.since(side.other())));
        }
        return Distrust.handedOn(session, pair, link, next.withRules(rules));
    }

    /**
     * The new link of an heir and of what its predecessor faced: where the heir holds a value, and the other one did when anything was
     * agreed on last, what is empty later was emptied by somebody. A reference may have been emptied by a removal.
     *
     * @param now what the heir holds
     */
    static Link inherited(ObjectPair pair, Link old, Entry heir, Values now, Entry other) {
        return LinkRules.contested(pair, Links.between(heir, other), rule -> {
            RuleState known = old.rule(rule.id());
            Values base = known.base(other.side());
            boolean held = holds(now.only(rule.fields(heir.side()))) && holds(base) && !refers(base);
            return held || known.isDisputed();
        });
    }

    private static boolean refers(@Nullable Values base) {
        return base != null && base.names().stream().anyMatch(name -> base.get(name) instanceof FieldValue.Reference);
    }

    private static boolean holds(@Nullable Values base) {
        return base != null && !base.allEmpty();
    }
}
