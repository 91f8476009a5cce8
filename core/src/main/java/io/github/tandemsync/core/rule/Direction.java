package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;

/** Which way values travel. */
public enum Direction {
    TO_LEFT,
    TO_RIGHT,
    BOTH;

    /** True if values may be written to the given side. */
    public boolean writes(Side side) {
        return this == BOTH || this == (side == Side.LEFT ? TO_LEFT : TO_RIGHT);
    }
}
