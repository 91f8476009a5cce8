package io.github.tandemsync.simulators.hubspot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The properties and groups of one object type. Guarded by the portal's lock. */
final class Schema {
    private final Map<String, PropertyDefinition> properties = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Set<String> requiredByForm = new TreeSet<>();

    Schema(ObjectTypeDef type) {
        for (PropertyDefinition property : StandardProperties.of(type)) {
            properties.put(property.name(), property);
            groups.putIfAbsent(property.groupName(), property.groupName());
        }
    }

    /** A property that is there, which a dropped one is not. */
    Optional<PropertyDefinition> find(String name) {
        return Optional.ofNullable(properties.get(name)).filter(property -> !property.archived());
    }

    Optional<PropertyDefinition> findAlsoArchived(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    boolean isUnique(String name) {
        return find(name).filter(PropertyDefinition::hasUniqueValue).isPresent();
    }

    Collection<PropertyDefinition> all() {
        return List.copyOf(properties.values());
    }

    void put(PropertyDefinition property) {
        properties.put(property.name(), property);
        groups.putIfAbsent(property.groupName(), property.groupName());
    }

    /** Group names and their labels. */
    Map<String, String> groups() {
        return groups;
    }

    /** Names that the Create-Record form requires; the API enforces them since 2026-09. */
    Set<String> requiredByForm() {
        return requiredByForm;
    }

    long countUnique() {
        return properties.values().stream()
                .filter(property -> property.hasUniqueValue() && !property.hubspotDefined())
                .count();
    }

    Set<String> names() {
        return new LinkedHashSet<>(properties.keySet());
    }
}
