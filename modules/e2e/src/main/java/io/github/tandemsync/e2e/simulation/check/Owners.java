package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Set;

/**
 * Whose lines may be written: those of an owner that is there, and that is not closed, where that is asked. What people note of an
 * owner closes it, as it decides who takes part.
 *
 * @param closing the sides on which an owner can be closed
 */
public record Owners(Set<Side> closing) {
    /** Whether the owner's lines may be written on its side now. */
    public boolean lets(Row owner) {
        return owner.live() && !isClosed(owner);
    }

    /** Whether what is noted of the owner now keeps its lines from being written. */
    public boolean isClosed(Row owner) {
        return closing.contains(owner.side()) && !Members.isIn(owner.value(Field.NOTES));
    }
}
