package io.github.tandemsync.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property's definition.
 *
 * @param name its name in the API
 * @param label the name that people see
 * @param type {@code string}, {@code number}, {@code date}, {@code datetime}, {@code enumeration}, {@code bool}... HubSpot may add
 *     types
 * @param fieldType how it is edited, such as {@code text} or {@code checkbox} (several options)
 * @param groupName the group it is shown in
 * @param options its options, of an enumeration
 * @param externalOptions its options live elsewhere
 * @param referencedObjectType what its values are ids of, such as {@code OWNER}; null if of nothing
 * @param hasUniqueValue HubSpot keeps its values unique
 * @param calculated HubSpot computes it
 * @param readOnlyValue it can not be written
 * @param archived it was taken away
 */
public record Property(
        String name,
        String label,
        String type,
        String fieldType,
        String groupName,
        List<Option> options,
        boolean externalOptions,
        @Nullable String referencedObjectType,
        boolean hasUniqueValue,
        boolean calculated,
        boolean readOnlyValue,
        boolean archived) {
    public Property {
        options = List.copyOf(options);
    }

    /**
     * One option.
     *
     * @param value what is stored
     * @param label what people see
     * @param hidden not offered to people, but still valid
     */
    public record Option(String value, String label, boolean hidden) {}
}
