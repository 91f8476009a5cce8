package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what a round's decision would do, item by item. */
final class Planner {
    private final Session session;
    private final @Nullable String undone;

    Planner(Session session) {
        this(session, null);
    }

    /** @param undone the run that is taken back; null if none is */
    Planner(Session session, @Nullable String undone) {
        this.session = session;
        this.undone = undone;
    }

    /** What happened, or is to be known, besides writes. */
    List<PlanItem> reports(Round.Decision decision) {
        return reports(decision, event -> true);
    }

    /** The same, with those of the events that are wanted. */
    List<PlanItem> reports(Round.Decision decision, Predicate<HistoryEntry> wanted) {
        List<PlanItem> items = new ArrayList<>();
        Map<RecordRef, Work> linked = new HashMap<>();
        for (Work work : decision.works()) {
            if (work.isLinked()) {
                work.entries().values().forEach(entry -> linked.put(entry.ref(), work));
            }
        }
        decision.change().history().stream()
                .filter(wanted)
                .forEach(event -> items.add(reported(event, fields(linked.get(event.ref()), event, decision))));
        for (Work work : decision.works()) {
            work.events().stream()
                    .filter(wanted)
                    .forEach(event -> items.add(reported(event, fields(work, event, decision))));
            items.addAll(remarks(work));
        }
        Set<HistoryEntry> told = new HashSet<>(decision.change().history());
        for (Work work : decision.works()) {
            HistoryEntry standstill = work.standstill();
            if (standstill != null && !told.contains(standstill)) {
                items.add(reported(standstill, List.of())); // the history tells of it since an earlier look, if at all
            }
        }
        return items;
    }

    /** A rule that is written shows its fields with the write. */
    private static List<FieldChange> fields(@Nullable Work work, HistoryEntry event, Round.Decision decision) {
        boolean written = decision.proposals().stream()
                .filter(proposal -> proposal.work() == work)
                .flatMap(proposal -> proposal.decisions().stream())
                .anyMatch(reasoned -> reasoned.rule().id().equals(event.rule()));
        return work == null || written ? List.of() : FieldDiff.of(work, event);
    }

    private PlanItem reported(HistoryEntry event, List<FieldChange> fields) {
        Action action = event.kind() == Kind.LINKED ? Action.LINK : Action.REPORT;
        String rule = event.rule() == null ? "" : " " + event.rule();
        String reason = event.kind() + rule + (event.detail().isEmpty() ? "" : ": " + event.detail());
        String fingerprint =
                session.digests().print(event.kind().name(), event.ref().toString(), reason);
        return new PlanItem(
                event.pair(), action, event.side(), event.ref(), event.other(), fields, reason, fingerprint, true);
    }

    /** Why something asked for is not done. */
    List<PlanItem> remarks(Work work) {
        List<PlanItem> items = new ArrayList<>();
        work.remarks().forEach((rule, remark) -> items.add(remarked(work.link(), rule + ": " + remark)));
        return items;
    }

    private PlanItem remarked(Link link, String reason) {
        return remark(link.pair(), Side.LEFT, link.ref(Side.LEFT), link.ref(Side.RIGHT), reason);
    }

    /** That something asked for will not be done. */
    PlanItem remark(PairId pair, Side side, RecordRef ref, @Nullable RecordRef other, String reason) {
        return remark(pair, side, ref, other, reason, List.of());
    }

    /** The same, with the fields that it is about. */
    PlanItem remark(
            PairId pair, Side side, RecordRef ref, @Nullable RecordRef other, String reason, List<FieldChange> fields) {
        String fingerprint = session.digests().print("remark", ref.toString(), Objects.toString(other), reason);
        return new PlanItem(pair, Action.REPORT, side, ref, other, fields, reason, fingerprint, true);
    }

    PlanItem item(Proposal proposal) {
        Intent intent = proposal.intent();
        return new PlanItem(
                intent.pair(),
                action(intent.kind()),
                intent.target(),
                intent.ref(),
                intent.source(),
                FieldDiff.of(proposal),
                reason(proposal),
                fingerprint(intent),
                proposal.undoable());
    }

    private static Action action(Intent.Kind kind) {
        return switch (kind) {
            case CREATE -> Action.CREATE;
            case UPDATE -> Action.UPDATE;
            case REMOVE -> Action.REMOVE;
        };
    }

    private String reason(Proposal proposal) {
        Intent intent = proposal.intent();
        return switch (intent.kind()) {
            case CREATE -> "has no counterpart";
            case UPDATE -> undone == null ? "differs from " + intent.source() : "taken back from run " + undone;
            case REMOVE -> {
                String left = Departures.why(session, proposal.work(), intent);
                yield left == null ? "on behalf of " + intent.source() : left;
            }
        };
    }

    /** What was read, and what would be written: nothing else may have moved when the plan is applied. */
    String fingerprint(Intent intent) {
        return session.digests()
                .print(
                        intent.kind().name(),
                        intent.target().name(),
                        intent.source().toString(),
                        Objects.toString(intent.ref()),
                        Objects.toString(intent.sourceStamp()),
                        Objects.toString(intent.targetStamp()),
                        Digests.flat(intent.intended()));
    }
}
