package io.github.tandemsync.simulators.dataverse.model;

import org.jspecify.annotations.Nullable;

/**
 * One option of a choice.
 *
 * @param value the number on the wire
 * @param label the text in the organisation's language
 * @param state for a status: the state it belongs to
 */
public record Option(int value, String label, @Nullable Integer state) {
    /** An option of an ordinary choice. */
    public static Option of(int value, String label) {
        return new Option(value, label, null);
    }
}
