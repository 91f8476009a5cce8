package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;

/** How the values of two facing fields mean the same. Total: any value of any kind has a canonical form. */
interface Lens {
    /** What of a side's value matters; equal forms mean the same. Empty for a blank value. */
    FieldValue canonical(Side side, FieldValue value);

    /** Whether the two sides mean the same. */
    default boolean agree(FieldValue left, FieldValue right) {
        return canonical(Side.LEFT, left).equals(canonical(Side.RIGHT, right));
    }

    /** The other side's value for one that is not blank. */
    Converted convert(Side from, FieldValue value);
}
