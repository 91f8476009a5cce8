package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a plan: as a run would, but for the writes. What was planned stays due, and is not looked at twice. */
final class Planning {
    private final Session session;
    private final Wishes wishes;
    private final List<PlanItem> items = new ArrayList<>();
    /** For what records a record waits that has been planned without them. */
    private final Map<RecordRef, Set<RecordRef>> waiting = new HashMap<>();

    /** @param wishes what the plan is about; none: what is due */
    Planning(Session session, Wishes wishes) {
        this.session = session;
        this.wishes = wishes;
    }

    List<PlanItem> items() {
        return items;
    }

    /** Always true: nothing of the pair is left to be planned. */
    boolean plan(PairRun pair) {
        Set<RecordRef> planned = new HashSet<>();
        int most = session.settings().roundSize();
        if (!wishes.isNone()) {
            wanted(pair, most, planned);
            return true;
        }
        if (pair.due(most).size() == most) {
            pair.takeNotes();
        }
        while (true) {
            List<Entry> due = pair.due(Integer.MAX_VALUE).stream()
                    .filter(entry -> !planned.contains(entry.ref()))
                    .limit(most)
                    .toList();
            if (due.isEmpty()) {
                return true;
            }
            pair.bisection().each(due, some -> plan(pair, some, planned));
        }
    }

    private void wanted(PairRun pair, int most, Set<RecordRef> planned) {
        PairId id = pair.pair().id();
        for (List<LinkId> some : Batches.of(wishes.links(id), Math.max(1, most / 2))) {
            Set<LinkId> gone = new LinkedHashSet<>(some);
            List<RecordRef> refs = new ArrayList<>();
            for (Link link : session.links(id, some)) {
                if (link.live()) {
                    gone.remove(link.id());
                    refs.add(link.ref(Side.LEFT));
                    refs.add(link.ref(Side.RIGHT));
                }
            }
            pair.bisection().each(session.entries(id, refs), entries -> plan(pair, entries, planned));
            Planner planner = new Planner(session);
            gone.forEach(link -> items.add(
                    planner.remark(id, Side.LEFT, link.left(), link.right(), "the two are no longer linked")));
        }
    }

    private void plan(PairRun pair, List<Entry> due, Set<RecordRef> planned) {
        Round round = pair.newRound();
        Round.Decision decision = round.decide(
                round.look(due), Outlook.planned(leaving(), taking(pair.pair().id()), wishes));
        round.remember(decision);
        unplan(decision.change(), planned);
        Round.Decision firm = firm(decision);
        items.addAll(new Planner(session).items(firm));
        for (Proposal proposal : firm.proposals()) {
            plan(proposal.work(), planned);
        }
    }

    /** Without what is due once more, because a record that it waits for was linked in the same round. */
    private Round.Decision firm(Round.Decision decision) {
        return new Round.Decision(
                decision.works().stream()
                        .filter(work -> !work.isOvertaken(session))
                        .toList(),
                decision.proposals().stream()
                        .filter(proposal -> !proposal.work().isOvertaken(session))
                        .toList(),
                decision.held(),
                decision.change());
    }

    private void plan(Work work, Set<RecordRef> planned) {
        for (Entry entry : work.entries().values()) {
            planned.add(entry.ref());
            if (!work.waits().isEmpty()) {
                waiting.put(entry.ref(), Set.copyOf(work.waits()));
            }
        }
    }

    private Set<RecordRef> leaving() {
        Set<RecordRef> leaving = new HashSet<>();
        for (PlanItem item : items) {
            if (item.action() == PlanItem.Action.REMOVE) {
                leaving.add(Contract.known(item.ref()));
                leaving.add(Contract.known(item.other()));
            }
        }
        return leaving;
    }

    private long taking(PairId pair) {
        return items.stream()
                .filter(item -> item.pair().equals(pair) && item.takesAway())
                .count();
    }

    /** What was planned on a link that has changed since, or with or without a reference to a record of one, is planned anew. */
    private void unplan(StateChange change, Set<RecordRef> planned) {
        Set<RecordRef> moved = new HashSet<>();
        change.entries().forEach(update -> moved.add(update.entry().ref()));
        Set<RecordRef> again = new HashSet<>();
        for (PlanItem item : items) {
            boolean stale = names(item, moved)
                    || !Collections.disjoint(moved, waiting.getOrDefault(item.ref(), Set.of()))
                    || item.fields().stream().anyMatch(field -> refersTo(field.after(), moved));
            if (item.isWrite() && stale) {
                Stream.of(item.ref(), item.other()).filter(Objects::nonNull).forEach(again::add);
            }
        }
        items.removeIf(item -> item.isWrite() && names(item, again));
        planned.removeAll(again);
    }

    private static boolean names(PlanItem item, Set<RecordRef> refs) {
        return Stream.of(item.ref(), item.other()).anyMatch(ref -> ref != null && refs.contains(ref));
    }

    private static boolean refersTo(FieldValue value, Set<RecordRef> refs) {
        return value instanceof FieldValue.Reference reference && refs.contains(reference.target());
    }
}
