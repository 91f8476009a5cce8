package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;

/** What a {@link Converter} makes of one value. */
public sealed interface Converted {

    /** The other side's value. */
    record Value(FieldValue value) implements Converted {}

    /**
     * The value has no form on the other side: the rule is set aside until either side changes.
     *
     * @param code a stable code, such as {@code not-a-domain}
     * @param reason what to change, without the value
     */
    record Park(String code, String reason) implements Converted {}

    static Converted value(FieldValue value) {
        return new Value(value);
    }

    static Converted park(String code, String reason) {
        return new Park(code, reason);
    }
}
