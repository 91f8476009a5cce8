package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState.Status;
import org.jspecify.annotations.Nullable;

/**
 * How one field rule of two linked records stands. Immutable. Holds no record content.
 *
 * @param pair the pair
 * @param link the two records
 * @param rule the rule's id, as {@link Pairs#thaw} takes it
 * @param status its state
 * @param agreedBefore whether the two sides ever agreed about it, so that there is something to merge against
 * @param reason why, and since when; null where the state says it all
 */
public record RuleStanding(
        PairId pair,
        LinkId link,
        String rule,
        Status status,
        boolean agreedBefore,
        @Nullable Reason reason) {
    /** The record on the side. Either of the two is taken by {@link Records#retry} and {@link Pairs#thaw}. */
    public RecordRef ref(Side side) {
        return link.ref(side);
    }
}
