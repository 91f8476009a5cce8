package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;

/**
 * Whose parts the records of a pair are: the lines of an order, of an invoice, of a deal. A line is created only once its owner is
 * linked, and written or removed only while its owner is there and editable. Immutable.
 *
 * @param pair the pair that links the owners, of the same runner
 * @param left the field of a line on the left that refers to its owner; a field rule maps it to {@code right}
 * @param right the same on the right
 * @param leftEditable which owners on the left let their lines be written; an owner's fields, not a line's
 * @param rightEditable the same on the right
 */
public record Owner(PairId pair, String left, String right, RecordFilter leftEditable, RecordFilter rightEditable) {

    /** An owner whose lines may always be written. */
    public static Owner of(String pair, String left, String right) {
        return new Owner(new PairId(pair), left, right, RecordFilter.ALL, RecordFilter.ALL);
    }

    /** The same with lines that may be written on the given side only while the filter accepts their owner there. */
    public Owner editable(Side side, RecordFilter filter) {
        return side == Side.LEFT
                ? new Owner(pair, left, right, filter, rightEditable)
                : new Owner(pair, left, right, leftEditable, filter);
    }

    /** The field of a line of the given side that refers to its owner. */
    public String field(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Which owners of the given side let their lines be written. */
    public RecordFilter editable(Side side) {
        return side == Side.LEFT ? leftEditable : rightEditable;
    }
}
