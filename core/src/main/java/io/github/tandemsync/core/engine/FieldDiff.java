package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.PlanItem.Facing;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.engine.PlanItem.LastChange;
import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Give;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.Restore;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a plan shows of the fields of a write, or of a rule that is left as it is: read from what was looked at, without a call. */
final class FieldDiff {
    private FieldDiff() {}

    /** The fields of a write; none of a removal. */
    static List<FieldChange> of(Proposal proposal) {
        return proposal.kind() == Intent.Kind.CREATE ? created(proposal) : updated(proposal);
    }

    private static List<FieldChange> created(Proposal proposal) {
        Intent intent = proposal.intent();
        List<FieldChange> fields = new ArrayList<>();
        Side target = intent.target();
        LastChange changed = Attribution.change(proposal.work(), target.other());
        for (FieldRule rule : LinkRules.of(proposal.work().pair(), intent)) {
            Facing facing = new Facing(intent.sourceValues().only(rule.fields(target.other())), null, null, changed);
            intent.intended()
                    .only(rule.fields(target))
                    .forEach((name, value) -> fields.add(new FieldChange(
                            rule.id(),
                            name,
                            null,
                            FieldValue.EMPTY,
                            value,
                            facing,
                            Decision.COPY,
                            "copied",
                            null,
                            null,
                            null)));
        }
        return fields;
    }

    private static List<FieldChange> updated(Proposal proposal) {
        List<FieldChange> fields = new ArrayList<>();
        Intent intent = proposal.intent();
        Side target = intent.target();
        for (Reasoned reasoned : proposal.decisions()) {
            Decision decision = decision(reasoned);
            String reason = reason(decision, intent.source().type().system());
            add(
                    proposal.work(),
                    target,
                    reasoned.rule(),
                    reasoned.before(),
                    reasoned.before().status(),
                    intent.intended(),
                    decision,
                    reason,
                    fields);
        }
        return fields;
    }

    /** The fields of the rule that the event is about, on the event's side; none if it is about the whole, or a side is away. */
    static List<FieldChange> of(Work work, HistoryEntry event) {
        List<FieldChange> fields = new ArrayList<>();
        if (!work.isLinked() || !work.isFound(Side.LEFT) || !work.isFound(Side.RIGHT)) {
            return fields;
        }
        for (FieldRule rule : LinkRules.of(work.pair(), work.link())) {
            if (rule.id().equals(event.rule())) {
                fields.addAll(left(work, event.side(), rule, event.detail()));
            }
        }
        return fields;
    }

    /** The fields of a rule, on that side, that stay as they are; both records were found. */
    static List<FieldChange> left(Work work, Side side, FieldRule rule, String reason) {
        List<FieldChange> fields = new ArrayList<>();
        Values held = work.look(side).actual(rule);
        RuleState before = work.begun().rule(rule.id());
        add(work, side, rule, before, work.rule(rule).status(), held, Decision.LEAVE, reason, fields);
        return fields;
    }

    private static void add(
            Work work,
            Side side,
            FieldRule rule,
            RuleState state,
            RuleState.Status status,
            Values after,
            Decision decision,
            String reason,
            List<FieldChange> fields) {
        Look own = work.look(side);
        Look other = work.look(side.other());
        Facing facing = new Facing(
                other.actual(rule),
                state.base(side.other()),
                Attribution.edit(other, state, rule.fields(side.other())),
                Attribution.change(work, side.other()));
        Values base = state.base(side);
        after.only(rule.fields(side))
                .forEach((name, value) -> fields.add(new FieldChange(
                        rule.id(),
                        name,
                        base == null ? null : base.get(name),
                        own.record().fields().orEmpty(name),
                        value,
                        facing,
                        decision,
                        reason,
                        Attribution.edit(own, state, Set.of(name)),
                        Attribution.change(work, side),
                        status)));
    }

    private static Decision decision(Reasoned reasoned) {
        if (reasoned.decision() instanceof Restore) {
            return Decision.GIVE_BACK;
        }
        if (reasoned.decision() instanceof Give give) {
            return give.cause() == Cause.UNDO ? Decision.TAKE_BACK : Decision.GIVE;
        }
        Write write = (Write) reasoned.decision();
        if (write.cause() == Cause.UNDO) {
            return Decision.TAKE_BACK;
        }
        if (write.cause() == Cause.FILL) {
            return Decision.FILL;
        }
        if (write.loser() != null) {
            return write.cause() == Cause.CHOICE ? Decision.CHOOSE : Decision.PREFER;
        }
        return reasoned.before().leftBase() == null ? Decision.FILL : Decision.FOLLOW;
    }

    private static String reason(Decision decision, String source) {
        return switch (decision) {
            case COPY, LEAVE -> throw new IllegalStateException("No update is made by " + decision);
            case FILL -> "empty so far; " + source + " has a value";
            case FOLLOW -> "changed in " + source;
            case PREFER -> "both sides differ; the policy prefers " + source;
            case GIVE -> "both sides differ; a person gave both another value";
            case CHOOSE -> "both sides differ; a person chose " + source;
            case TAKE_BACK -> "taken back; held until either side changes";
            case GIVE_BACK -> "gives back a user's edit that a write of ours covers";
        };
    }
}
