package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;

/** A field that goes to the right only, and is closed for good by one value. */
record OneWay(String id, String closing) implements Plain {
    OneWay(String id) {
        this(id, "never");
    }

    @Override
    public Direction direction() {
        return Direction.TO_RIGHT;
    }

    @Override
    public boolean isFinal(Side target, Values before, Values after) {
        return !before.equals(after) && after.orEmpty(id).display().equals(closing);
    }
}
