package io.github.tandemsync.mapping;

import java.util.Locale;

/** Everything that can be wrong with a mapping. The text form ({@code unknown-field}) is stable; codes may be added. */
public enum DiagnosticCode {
    /** The file is missing, not readable or not UTF-8. */
    UNREADABLE_FILE,
    /** Not YAML, or YAML of a kind that a mapping has no use for (tags, several documents). */
    BAD_YAML,
    /** More text, nesting or (through aliases) more nodes than a mapping may have. */
    TOO_LARGE,
    /** A list where a text belongs, and the like. */
    WRONG_SHAPE,
    /** A key that a mapping does not have. */
    UNKNOWN_KEY,
    /** A key given twice. */
    DUPLICATE_KEY,
    /** A key that must be there, or that is there without a value. */
    MISSING_KEY,
    /** A key that does not go with the others of its rule. */
    MISPLACED_KEY,
    /** A pair or type name of the wrong form. */
    BAD_NAME,
    /** A direction other than two-way, to-dynamics, to-hubspot. */
    UNKNOWN_DIRECTION,
    /** A rule that writes to a side that its pair does not write to. */
    DIRECTION_OUTSIDE_PAIR,
    /** An unknown word for conflict, drift, unknown or on-delete. */
    UNKNOWN_POLICY,
    /** A comparison that does not exist. */
    UNKNOWN_COMPARE,
    /** A converter that is neither built in nor registered. */
    UNKNOWN_CONVERTER,
    /** Two rules with the same id. */
    DUPLICATE_RULE_ID,
    /** Two rules that write the same field. */
    DUPLICATE_FIELD,
    /** A rule with more fields on one side than on the other. */
    UNEVEN_FIELDS,
    /** An option map that does not say which option to write. */
    AMBIGUOUS_OPTIONS,
    /** A reference to a pair that is not among those compiled. */
    UNKNOWN_REFERENCE,
    /** A type that the system does not have. */
    UNKNOWN_TYPE,
    /** A field that the type does not have. */
    UNKNOWN_FIELD,
    /** Two fields that hold different kinds of value. */
    TYPE_MISMATCH,
    /** A field that the credentials may not see. */
    NOT_READABLE,
    /** A field that can not be changed, in a rule that writes to it. */
    NOT_WRITABLE,
    /** An option that the field does not have. */
    UNKNOWN_OPTION,
    /** A converter that loses something in a two-way rule, or whose result does not agree with its source. */
    NO_FIXED_POINT,
    /** A converter that threw an exception. */
    CONVERTER_FAILED,
    /** Warning: the system has options that the map does not name; records that hold one are parked. */
    UNMAPPED_OPTIONS,
    /** Warning: a field that a create must have is not mapped. */
    UNMAPPED_REQUIRED;

    /** The stable form, such as {@code unknown-field}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the mapping can be used in spite of it. */
    public boolean isWarning() {
        return this == UNMAPPED_OPTIONS || this == UNMAPPED_REQUIRED;
    }

    @Override
    public String toString() {
        return text();
    }
}
