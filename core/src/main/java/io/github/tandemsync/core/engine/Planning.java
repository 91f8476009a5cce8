package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a plan: as a run would, but for the writes. What was planned stays due, and is not looked at twice. */
final class Planning {
    private final Session session;
    private final List<PlanItem> items = new ArrayList<>();

    Planning(Session session) {
        this.session = session;
    }

    List<PlanItem> items() {
        return items;
    }

    /** Always true: nothing of the pair is left to be planned. */
    boolean plan(PairRun pair) {
        Set<RecordRef> planned = new HashSet<>();
        while (true) {
            List<Entry> due = pair.due(Integer.MAX_VALUE).stream()
                    .filter(entry -> !planned.contains(entry.ref()))
                    .limit(session.settings().roundSize())
                    .toList();
            if (due.isEmpty()) {
                return true;
            }
            Round round = pair.newRound();
            Round.Decision decision = round.decide(round.look(due), leaving());
            round.remember(decision);
            unplan(decision.change(), planned);
            items.addAll(new Planner(session).items(decision));
            for (Proposal proposal : decision.proposals()) {
                proposal.work().entries().values().forEach(entry -> planned.add(entry.ref()));
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

    /** What was planned on a link that has changed since, or with a reference to a record of one, is planned anew. */
    private void unplan(StateChange change, Set<RecordRef> planned) {
        Set<RecordRef> moved = new HashSet<>();
        change.entries().forEach(update -> moved.add(update.entry().ref()));
        for (PlanItem item : List.copyOf(items)) {
            boolean stale = moved.contains(item.ref())
                    || moved.contains(item.other())
                    || item.fields().stream().anyMatch(field -> refersTo(field.after(), moved));
            if (item.isWrite() && stale) {
                items.remove(item);
                planned.remove(item.ref());
                planned.remove(item.other());
            }
        }
    }

    private static boolean refersTo(FieldValue value, Set<RecordRef> refs) {
        return value instanceof FieldValue.Reference reference && refs.contains(reference.target());
    }
}
