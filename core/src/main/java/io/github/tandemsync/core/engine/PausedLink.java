package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;

/**
 * Two linked records to which nothing is written, since one of them has left its side's membership filter, until both are in again.
 * Immutable. Holds no record content.
 *
 * @param pair the pair
 * @param link the two records
 * @param reason which of the two is out, of what filter, and since when
 */
public record PausedLink(PairId pair, LinkId link, Reason reason) {
    /** The record on the side. */
    public RecordRef ref(Side side) {
        return link.ref(side);
    }
}
