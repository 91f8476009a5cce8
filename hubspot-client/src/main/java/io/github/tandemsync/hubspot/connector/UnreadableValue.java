package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FieldSchema.Kind;

/** A text that is not of its field's kind; caught in this package. */
final class UnreadableValue extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableValue(String field, Kind kind) {
        super(
                "field " + field + " does not hold a " + kind + "; read the schema again if its type was changed",
                null,
                false,
                false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
