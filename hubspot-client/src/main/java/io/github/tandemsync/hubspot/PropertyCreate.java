package io.github.tandemsync.hubspot;

/**
 * A property to create.
 *
 * @param name lower-case letters, digits and underscores
 * @param label the name that people see
 * @param description what it is for
 * @param groupName an existing group, such as {@code companyinformation}
 * @param type see {@link Property#type()}
 * @param fieldType see {@link Property#fieldType()}
 * @param hasUniqueValue HubSpot keeps its values unique; can not be changed later
 */
public record PropertyCreate(
        String name,
        String label,
        String description,
        String groupName,
        String type,
        String fieldType,
        boolean hasUniqueValue) {}
