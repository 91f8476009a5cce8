package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import org.jspecify.annotations.Nullable;

/**
 * A write of a plan that was not sent when the plan was applied; or a link, of a plan of links alone, that was not made. Holds record
 * content if it has an item; {@code toString} shows none.
 *
 * @param pair the pair
 * @param fingerprint which write, or link, it is: {@link PlanItem#fingerprint()} of the planned item
 * @param item the planned item; null if the items of the plan went to a sink
 * @param reason why it was not sent, or made, and what to do, in words without record content
 */
public record RefusedWrite(
        PairId pair, String fingerprint, @Nullable PlanItem item, String reason) {
    @Override
    public String toString() {
        return (item == null ? pair + " " + fingerprint : item.toString()) + ": " + reason;
    }
}
