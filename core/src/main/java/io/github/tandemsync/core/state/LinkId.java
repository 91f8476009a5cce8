package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;

/** Identifies a link by the two records it joins, so that the same two never have two links. */
public record LinkId(RecordRef left, RecordRef right) implements Comparable<LinkId> {
    /** The record on the side. */
    public RecordRef ref(Side side) {
        return side == Side.LEFT ? left : right;
    }

    @Override
    public int compareTo(LinkId other) {
        int byLeft = left.compareTo(other.left);
        return byLeft != 0 ? byLeft : right.compareTo(other.right);
    }

    @Override
    public String toString() {
        return left + "=" + right;
    }
}
