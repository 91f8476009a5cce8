package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import java.util.List;

/**
 * A lens between a HubSpot field and a Dynamics field: two functions and a law. Registered by {@link Mappings#with}, named by
 * the key {@code convert}. Obligations of an implementation:
 *
 * <ul>
 *   <li>Its methods MUST be pure functions of their arguments, quick, and safe for several threads. What it throws parks the
 *       rule; it does not end the run.
 *   <li>It is never given an empty value: empty is always converted to empty.
 *   <li>{@link #canonical} MUST be a fixed point: {@code canonical(s, canonical(s, x))} equals {@code canonical(s, x)}.
 *   <li>In a two-way rule, a value that is converted and converted back MUST have the same canonical form, also after the
 *       systems trimmed and rounded it. This is checked on sample values when a mapping is compiled, and on every value when
 *       it is converted: a value that breaks the law is parked, never written.
 * </ul>
 */
public interface Converter {
    /** The name by which mappings call it: lower-case words joined by hyphens. */
    String name();

    /** Whether it converts between fields of these kinds. */
    boolean accepts(FieldSchema.Kind hubspot, FieldSchema.Kind dynamics);

    /** Dynamics' value for HubSpot's. */
    Converted toDynamics(FieldValue hubspot);

    /** HubSpot's value for Dynamics'. */
    Converted toHubspot(FieldValue dynamics);

    /**
     * What of a side's value matters: values with equal form mean the same to this converter. By default the usual canonical
     * form (text: Unicode NFC, LF line ends, no blanks around).
     */
    default FieldValue canonical(Side side, FieldValue value) {
        return Canonical.value(value);
    }

    /** Values of a side to try the law on, beside those made from the schema. */
    default List<FieldValue> samples(Side side) {
        return List.of();
    }
}
