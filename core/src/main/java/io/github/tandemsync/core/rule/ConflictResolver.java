package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides between two edits of the same rule. The losing value is recorded whatever it decides. An implementation MUST be safe for
 * several threads, MUST be quick, since a run waits for it, and MUST NOT call the runner but for its views. What it throws, null, and
 * no answer in time ({@link io.github.tandemsync.core.engine.SyncRunnerBuilder#resolverTimeout}) count as {@link Verdict#UNDECIDED},
 * and the conflict says so.
 */
@FunctionalInterface
public interface ConflictResolver {
    /** The left side wins. */
    ConflictResolver PREFER_LEFT = conflict -> Verdict.LEFT;

    /** The right side wins. */
    ConflictResolver PREFER_RIGHT = conflict -> Verdict.RIGHT;

    /** Nobody wins: the conflict waits for a person. */
    ConflictResolver MANUAL = conflict -> Verdict.UNDECIDED;

    /**
     * The later edit wins, where both sides say when the field was edited; otherwise undecided. That takes a history of fields on both
     * sides ({@link io.github.tandemsync.core.connector.TypeTraits#fieldHistory}), which Dataverse does not have; preflight warns.
     */
    ConflictResolver MOST_RECENT = conflict -> {
        Instant left = conflict.leftEdited();
        Instant right = conflict.rightEdited();
        if (left == null || right == null || left.equals(right)) {
            return Verdict.UNDECIDED;
        }
        return left.isAfter(right) ? Verdict.LEFT : Verdict.RIGHT;
    };

    Verdict decide(Conflict conflict);

    /** The decision. */
    enum Verdict {
        LEFT,
        RIGHT,
        UNDECIDED
    }

    /**
     * Two edits of the same rule.
     *
     * @param rule the rule's id
     * @param leftBase what the left side held when the two last agreed; null at first contact
     * @param rightBase what the right side held then; null at first contact
     * @param left what it holds now
     * @param right what it holds now
     * @param leftEdited when the field was edited, where the system says so
     * @param rightEdited when the field was edited, where the system says so
     */
    record Conflict(
            String rule,
            @Nullable Values leftBase,
            @Nullable Values rightBase,
            Values left,
            Values right,
            @Nullable Instant leftEdited,
            @Nullable Instant rightEdited) {

        /** The named field's value on the left; empty where it is absent. */
        public FieldValue leftValue(String field) {
            return left.orEmpty(field);
        }

        /** The named field's value on the right; empty where it is absent. */
        public FieldValue rightValue(String field) {
            return right.orEmpty(field);
        }
    }
}
