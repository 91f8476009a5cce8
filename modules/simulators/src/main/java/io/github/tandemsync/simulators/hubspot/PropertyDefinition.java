package io.github.tandemsync.simulators.hubspot;

import java.util.List;

/**
 * A property of an object type (HubSpot's OpenAPI: crm.properties).
 *
 * @param name internal name, immutable
 * @param label what people see
 * @param groupName group it is shown in
 * @param type string, number, date, datetime, enumeration, bool or phone_number
 * @param fieldType text, textarea, number, date, select, checkbox and so on
 * @param options of an enumeration
 * @param hasUniqueValue no two records may hold the same value
 * @param readOnly the API must not write it
 * @param calculated HubSpot computes it
 * @param hubspotDefined came with the portal
 * @param owner refers to an owner; its options are not listed
 * @param archived dropped: reads do not show it, writes are refused
 */
public record PropertyDefinition(
        String name,
        String label,
        String groupName,
        String type,
        String fieldType,
        List<PropertyOption> options,
        boolean hasUniqueValue,
        boolean readOnly,
        boolean calculated,
        boolean hubspotDefined,
        boolean owner,
        boolean archived) {
    /** Longest text that HubSpot stores in a property. */
    static final int MAX_LENGTH = 65_536;

    /** Keeps its own copy of the options. */
    public PropertyDefinition {
        options = List.copyOf(options);
    }

    /** A property that an administrator adds. */
    public static PropertyDefinition custom(String name, String groupName, String type, String fieldType) {
        return new PropertyDefinition(
                name, name, groupName, type, fieldType, List.of(), false, false, false, false, false, false);
    }

    /** The same with these options. */
    public PropertyDefinition withOptions(List<PropertyOption> other) {
        return copy(label, other, hasUniqueValue, archived);
    }

    /** The same with unique values. */
    public PropertyDefinition unique() {
        return copy(label, options, true, archived);
    }

    /** The same under another label. */
    public PropertyDefinition withLabel(String other) {
        return copy(other, options, hasUniqueValue, archived);
    }

    /** The same, dropped or brought back. */
    public PropertyDefinition withArchived(boolean other) {
        return copy(label, options, hasUniqueValue, other);
    }

    private PropertyDefinition copy(String aLabel, List<PropertyOption> some, boolean isUnique, boolean isArchived) {
        return new PropertyDefinition(
                name,
                aLabel,
                groupName,
                type,
                fieldType,
                some,
                isUnique,
                readOnly,
                calculated,
                hubspotDefined,
                owner,
                isArchived);
    }

    boolean multiple() {
        return type.equals("enumeration") && fieldType.equals("checkbox");
    }

    boolean writable() {
        return !readOnly && !calculated;
    }
}
