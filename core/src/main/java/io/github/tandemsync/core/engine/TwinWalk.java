package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.MatchGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through groups of several at first contact: finds the oldest of each side, then shows the others. Page by page: a group may
 * be larger than the store names.
 */
final class TwinWalk {
    private final Session session;
    private final ObjectPair pair;
    private final MatchRule rule;
    private final Predicate<RecordRef> free;
    private final Twins twins;

    /** @param free what is not linked, or about to be */
    TwinWalk(Session session, ObjectPair pair, MatchRule rule, Predicate<RecordRef> free) {
        this.session = session;
        this.pair = pair;
        this.rule = rule;
        this.free = free;
        this.twins = new Twins(session, pair);
    }

    /** Asks for the ages of all that are named, in few calls, and forgets those of the groups before. */
    void prepare(List<MatchGroup> groups) {
        twins.forgetAll();
        for (Side side : Side.values()) {
            List<RecordRef> several = new ArrayList<>();
            for (MatchGroup group : groups) {
                if (group.left().size() > 1 || group.right().size() > 1) {
                    several.addAll(members(group, side));
                }
            }
            twins.ask(side, several);
        }
    }

    static List<RecordRef> members(MatchGroup group, Side side) {
        return side == Side.LEFT ? group.left() : group.right();
    }

    /** The oldest of each side. Null if one can not be read now, so that nobody can tell, or if the two can not face each other. */
    @Nullable
    MatchGroup oldest(MatchGroup group) {
        RecordRef left = oldest(group, Side.LEFT);
        RecordRef right = oldest(group, Side.RIGHT);
        boolean told = left != null && right != null && pair.variant(left.type(), right.type()) != null;
        return told ? new MatchGroup(group.digest(), List.of(left), List.of(right)) : null;
    }

    /** Whether one of those named could not be read: the group is settled once the pair is live. */
    boolean isHidden(MatchGroup group) {
        return !(group.left().stream().allMatch(twins::isKnown)
                && group.right().stream().allMatch(twins::isKnown));
    }

    /** Whether a record of the groups took over others. */
    boolean tookOver(RecordRef ref) {
        return twins.tookOver(ref);
    }

    private @Nullable RecordRef oldest(MatchGroup group, Side side) {
        List<RecordRef> named = members(group, side);
        if (named.size() < MatchGroup.CAP) {
            return oldest(side, named);
        }
        RecordRef best = null;
        RecordRef after = null;
        List<Entry> page;
        do {
            page = page(side, group.digest(), after);
            List<RecordRef> refs = new ArrayList<>();
            page.stream().map(Entry::ref).filter(free).forEach(refs::add);
            after = page.isEmpty() ? after : page.get(page.size() - 1).ref();
            if (best != null) {
                refs.add(best);
            }
            RecordRef next = refs.isEmpty() ? null : oldest(side, refs);
            if (next == null && !refs.isEmpty()) {
                return null;
            }
            best = next;
            refs.remove(best);
            twins.forget(refs);
        } while (page.size() == Batches.STORE);
        return best;
    }

    private @Nullable RecordRef oldest(Side side, List<RecordRef> refs) {
        twins.ask(side, refs);
        return refs.stream().allMatch(twins::isKnown) ? twins.oldest(refs) : null;
    }

    private List<Entry> page(Side side, String digest, @Nullable RecordRef after) {
        return session.store()
                .entries(new EntryQuery.Sharing(
                        session.settings().connection(),
                        pair.id(),
                        side,
                        rule.id(),
                        List.of(digest),
                        Set.of(EntryState.UNMATCHED),
                        after,
                        Batches.STORE));
    }

    /**
     * Shows all of a side but the oldest.
     *
     * @param page given at most 1,000 at a time, of which it may change the states before it is given more
     */
    void others(MatchGroup oldest, Side side, Consumer<List<Entry>> page) {
        RecordRef best = members(oldest, side).get(0);
        RecordRef after = null;
        List<Entry> entries;
        do {
            entries = page(side, oldest.digest(), after);
            after = entries.isEmpty() ? after : entries.get(entries.size() - 1).ref();
            page.accept(entries.stream()
                    .filter(entry -> free.test(entry.ref()) && !entry.ref().equals(best))
                    .toList());
        } while (entries.size() == Batches.STORE);
    }
}
