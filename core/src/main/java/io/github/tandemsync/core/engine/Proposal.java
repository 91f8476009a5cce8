package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.Intent;
import java.util.List;

/**
 * A write that was decided on, before it is journalled and sent.
 *
 * @param work the piece of the round it belongs to
 * @param intent what is written, as it will be journalled
 * @param decisions what it completes, per rule; empty for a removal
 */
record Proposal(Work work, Intent intent, List<Reasoned> decisions) {
    Proposal {
        decisions = List.copyOf(decisions);
    }

    Side target() {
        return intent.target();
    }

    ObjectType type() {
        return intent.type();
    }

    Intent.Kind kind() {
        return intent.kind();
    }

    /** The record written; only of updates and removals. */
    RecordRef ref() {
        return Contract.known(intent.ref());
    }

    WriteRequest request() {
        return switch (intent.kind()) {
            case CREATE -> new WriteRequest.Create(intent.type(), Contract.known(intent.key()), intent.intended());
            case UPDATE -> new WriteRequest.Update(ref(), intent.targetStamp(), intent.intended());
            case REMOVE -> new WriteRequest.Remove(ref(), intent.targetStamp(), Contract.known(intent.how()));
        };
    }

    /** How many fields that hold a value would be emptied. */
    long clears() {
        return intent.intended().names().stream()
                .filter(name -> intent.intended().orEmpty(name).isEmpty()
                        && !intent.targetValues().orEmpty(name).isEmpty())
                .count();
    }

    /** Whether the former values can be written back: not of a removal, and not where a rule calls the new state final. */
    boolean undoable() {
        return switch (intent.kind()) {
            case CREATE -> true;
            case REMOVE -> false;
            case UPDATE -> decisions.stream().noneMatch(reasoned -> isFinal(reasoned.rule()));
        };
    }

    private boolean isFinal(FieldRule rule) {
        Values before = intent.targetValues().only(rule.fields(target()));
        Values after = before.overlay(intent.intended().only(rule.fields(target())));
        return rule.isFinal(target(), before, after);
    }

    /** Whether it is a part of what a person gave both sides. */
    boolean gives() {
        return decisions.stream().anyMatch(reasoned -> reasoned.decision() instanceof RuleDecision.Give);
    }

    /** Whether a person could not get back what it takes away. */
    boolean takesAway() {
        return intent.kind() == Intent.Kind.REMOVE || (intent.kind() == Intent.Kind.UPDATE && clears() > 0);
    }
}
