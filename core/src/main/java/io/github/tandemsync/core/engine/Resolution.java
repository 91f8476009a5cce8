package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import org.jspecify.annotations.Nullable;

/**
 * A person's word about a conflict: one of the two edits, or a value that neither side holds. Immutable. Holds record content, which
 * {@code toString} does not show.
 *
 * @param conflict as {@link Conflicts#open} told it; if either side has moved since, the word does not count
 * @param side the side whose values both sides get, or in whose form {@code values} are; what loses is kept in the history
 * @param values what both sides get instead of either edit: fields of the rule on {@code side}, others of its fields stay as they are
 *     there; the rule says what the other side gets. Null: the side's own values
 */
public record Resolution(
        OpenConflict conflict, Side side, @Nullable Values values) {
    public Resolution {
        if (values != null && values.isEmpty()) {
            throw new IllegalArgumentException("Name at least one field of rule " + conflict.rule()
                    + " and its value; to empty it, give FieldValue.EMPTY");
        }
    }

    /** Both sides get what the winner holds. */
    public Resolution(OpenConflict conflict, Side winner) {
        this(conflict, winner, null);
    }

    /**
     * Both sides get a value of your own: {@code Resolution.neither(conflict, Side.LEFT, Values.of("phone", FieldValue.text("555")))}.
     *
     * @param form the side whose fields the values are
     */
    public static Resolution neither(OpenConflict conflict, Side form, Values values) {
        return new Resolution(conflict, form, values);
    }

    @Override
    public String toString() {
        return conflict + " " + (values == null ? side : "neither");
    }
}
