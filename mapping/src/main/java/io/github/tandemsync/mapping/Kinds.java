package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import org.jspecify.annotations.Nullable;

/** The kinds of value, and what people call them. */
final class Kinds {
    private static final Converted.Park UNEXPECTED = new Converted.Park(
            "unexpected-kind", "The value is of another kind than the field's schema says; compile the mapping again");

    private Kinds() {}

    /** Null for an empty value, which is of every kind. */
    static @Nullable Kind of(FieldValue value) {
        if (value instanceof FieldValue.Text) {
            return Kind.TEXT;
        } else if (value instanceof FieldValue.Numeric) {
            return Kind.NUMBER;
        } else if (value instanceof FieldValue.Flag) {
            return Kind.FLAG;
        } else if (value instanceof FieldValue.Timestamp) {
            return Kind.TIMESTAMP;
        } else if (value instanceof FieldValue.Day) {
            return Kind.DAY;
        } else if (value instanceof FieldValue.Choice) {
            return Kind.CHOICE;
        } else if (value instanceof FieldValue.Choices) {
            return Kind.CHOICES;
        } else if (value instanceof FieldValue.Reference) {
            return Kind.REFERENCE;
        }
        return value instanceof FieldValue.References ? Kind.REFERENCES : null;
    }

    static String name(Kind kind) {
        return switch (kind) {
            case TEXT -> "text";
            case NUMBER -> "a number";
            case FLAG -> "yes or no";
            case TIMESTAMP -> "a point in time";
            case DAY -> "a calendar day";
            case CHOICE -> "one option of a list";
            case CHOICES -> "several options of a list";
            case REFERENCE -> "a reference to a record";
            case REFERENCES -> "references to records";
        };
    }

    static boolean isReference(Kind kind) {
        return kind == Kind.REFERENCE || kind == Kind.REFERENCES;
    }

    static boolean isTime(Kind kind) {
        return kind == Kind.DAY || kind == Kind.TIMESTAMP;
    }

    static Converted unexpected() {
        return UNEXPECTED;
    }
}
