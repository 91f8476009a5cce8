package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an audit tells of links besides what a run would write: every rule that differs or stands still, with its state and why. */
final class Findings {
    private final Session session;
    private final Planner planner;
    private final Set<String> told = new HashSet<>();

    Findings(Session session, Planner planner) {
        this.session = session;
        this.planner = planner;
    }

    List<PlanItem> of(Round.Decision decision) {
        List<Work> links = decision.works().stream().filter(Work::isLinked).toList();
        References references = References.of(session, links, decision.change(), Outlook.FREE);
        List<PlanItem> items = new ArrayList<>();
        for (Work work : links) {
            items.addAll(of(work, decision, references));
        }
        items.addAll(0, planner.reports(decision, event -> !told.contains(key(event))));
        return items;
    }

    private static String key(HistoryEntry event) {
        return event.ref() + " " + event.rule();
    }

    private List<PlanItem> of(Work work, Round.Decision decision, References references) {
        List<Proposal> writes = decision.proposals().stream()
                .filter(proposal -> proposal.work() == work)
                .toList();
        if (work.isFinished() || writes.stream().anyMatch(write -> write.kind() == Intent.Kind.REMOVE)) {
            return List.of();
        }
        String why = notCompared(work);
        if (why != null) {
            return List.of(remark(work, Side.LEFT, "NOT COMPARED: " + why, List.of()));
        }
        Set<String> written = new HashSet<>();
        writes.forEach(write -> write.decisions().forEach(reasoned -> written.add(id(reasoned))));
        List<PlanItem> items = new ArrayList<>();
        for (FieldRule rule : LinkRules.of(work.pair(), work.link())) {
            if (!written.contains(rule.id())) {
                PlanItem item = of(work, rule, references);
                if (item != null) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    private static String id(Reasoned reasoned) {
        return reasoned.rule().id();
    }

    private static @Nullable String notCompared(Work work) {
        if (!work.isFound(Side.LEFT) || !work.isFound(Side.RIGHT)) {
            return "a side could not be read";
        }
        if (!work.intents().isEmpty()) {
            return "the outcome of a write is not known yet; a run finds it out";
        }
        Reason paused = work.paused();
        return paused == null ? null : "nothing is written to the two: " + paused.detail();
    }

    private @Nullable PlanItem of(Work work, FieldRule rule, References references) {
        Look left = work.look(Side.LEFT);
        Look right = work.look(Side.RIGHT);
        if (!left.isAnswered(rule) || !right.isAnswered(rule)) {
            return remark(work, Side.LEFT, "UNKNOWN " + rule.id() + ": a field was not in the answer", List.of());
        }
        boolean agree = rule.agree(left.actual(rule), right.actual(rule), references);
        String why = why(work, rule, agree);
        if (why == null) {
            return null;
        }
        Side side = rule.direction() == Direction.TO_RIGHT ? Side.RIGHT : Side.LEFT;
        for (Entry entry : work.entries().values()) {
            told.add(entry.ref() + " " + rule.id());
        }
        return remark(work, side, why, FieldDiff.left(work, side, rule, why));
    }

    /** Null if there is nothing to be said of the rule. */
    private static @Nullable String why(Work work, FieldRule rule, boolean agree) {
        RuleState state = work.rule(rule);
        if (state.status() != Status.AGREED) {
            Reason reason = state.reason();
            return state.status() + " " + rule.id() + (reason == null ? "" : ": " + reason.detail());
        }
        RuleState begun = work.begun().rule(rule.id());
        boolean leftMoved = isMoved(work, rule, Side.LEFT, begun);
        boolean rightMoved = isMoved(work, rule, Side.RIGHT, begun);
        if (agree) {
            return leftMoved && rightMoved
                    ? "BASE " + rule.id() + ": both sides agree, on another value than is stored; a run takes it down"
                    : null;
        }
        if (rule.direction() != Direction.BOTH) {
            return "DRIFT " + rule.id() + ": the target of a one-way rule differs, and is left as it is";
        }
        return leftMoved || rightMoved || !work.isDone()
                ? "DIFFERS " + rule.id() + ": it is held up; the record's other items say by what, or a run looks again"
                : "DIFFERS " + rule.id() + ": both sides are as when they last agreed, so that nothing is written until"
                        + " one of them is edited; a back-fill fills an empty one";
    }

    private static boolean isMoved(Work work, FieldRule rule, Side side, RuleState state) {
        Values base = state.base(side);
        return base != null && !rule.same(side, base, work.look(side).actual(rule));
    }

    private PlanItem remark(Work work, Side side, String reason, List<PlanItem.FieldChange> fields) {
        return planner.remark(
                work.pair().id(),
                side,
                work.entry(side).ref(),
                work.entry(side.other()).ref(),
                reason,
                fields);
    }
}
