package io.github.tandemsync.simulators.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether the values of a write are taken, and in which form they would be stored. Changes nothing. */
final class Validator {
    private final Portal portal;
    private final Store store;

    Validator(Portal portal, Store store) {
        this.portal = portal;
        this.store = store;
    }

    /**
     * The values to store; a single bad one refuses them all.
     *
     * @param current the record to be updated; null for a create
     */
    Map<String, String> stored(Map<String, String> wanted, @Nullable StoredRecord current) {
        List<PropertyError> errors = new ArrayList<>();
        Map<String, String> stored = new LinkedHashMap<>();
        wanted.forEach((name, value) -> {
            Optional<PropertyError> error = problem(name, value);
            error.ifPresent(errors::add);
            if (error.isEmpty()) {
                stored.put(name, form(property(name), value, current == null ? "" : current.value(name)));
            }
        });
        if (!errors.isEmpty()) {
            throw ApiError.properties(errors);
        }
        return stored;
    }

    /** Refuses a create that lacks what the type needs; form rules bind the API since 2026-09. */
    void requireForCreate(Map<String, String> values, boolean formRules) {
        ObjectTypeDef type = store.type();
        if (!type.required().isEmpty() && type.required().stream().noneMatch(name -> given(values, name))) {
            throw ApiError.validation("At least one of these properties is required to create a " + type.singular()
                    + ": " + type.required().stream().sorted().toList());
        }
        List<PropertyError> missing = Stream.concat(
                        type.allRequired().stream(), formRules ? store.schema().requiredByForm().stream() : Stream.of())
                .filter(name -> !given(values, name))
                .sorted()
                .map(name -> new PropertyError(name, "REQUIRED_FIELD", "Property \"" + name + "\" is required"))
                .toList();
        if (!missing.isEmpty()) {
            throw ApiError.properties(missing);
        }
    }

    /** Refuses a unique value that another record holds. */
    void requireFree(Map<String, String> values, @Nullable StoredRecord self) {
        values.forEach((name, value) -> {
            if (!value.isEmpty() && store.schema().isUnique(name)) {
                store.holder(name, value)
                        .filter(holder -> self == null || holder.id() != self.id())
                        .ifPresent(holder -> {
                            throw conflict(name, holder.idText());
                        });
            }
        });
    }

    /** The refusal of a unique value that the record of this id holds. */
    ApiError conflict(String property, String holderId) {
        boolean custom = !store.type().builtInUnique().contains(property);
        if (custom && portal.settings().uniqueConflict() == UniqueConflict.VALIDATION_400) {
            return ApiError.properties(List.of(
                    new PropertyError(property, "CONFLICTING_UNIQUE_VALUE", holderId + " already has that value.")));
        }
        String noun = Character.toUpperCase(store.type().singular().charAt(0))
                + store.type().singular().substring(1);
        return ApiError.of(409, "CONFLICT", noun + " already exists. Existing ID: " + holderId);
    }

    private Optional<PropertyError> problem(String name, String value) {
        Optional<PropertyDefinition> property = store.schema().find(name);
        if (property.isEmpty()) {
            return Optional.of(
                    new PropertyError(name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist"));
        }
        if (!property.get().writable()) {
            return Optional.of(new PropertyError(name, "READ_ONLY_VALUE", "\"" + name + "\" is a read only property"));
        }
        return value.isEmpty() ? Optional.empty() : ValueRules.problem(property.get(), value, portal.owners());
    }

    private String form(PropertyDefinition property, String value, String current) {
        if (value.isEmpty()) {
            return "";
        }
        if (property.multiple()) {
            return choices(value, current);
        }
        return portal.settings()
                .canonicaliser()
                .canonical(store.type().name(), property, ValueRules.form(property, value));
    }

    /** A leading semicolon adds to what is there. */
    private static String choices(String value, String current) {
        Set<String> chosen = new LinkedHashSet<>();
        Stream.of((value.startsWith(";") ? current + value : value).split(";"))
                .filter(part -> !part.isEmpty())
                .forEach(chosen::add);
        return String.join(";", chosen);
    }

    private PropertyDefinition property(String name) {
        return store.schema().find(name).orElseThrow();
    }

    private static boolean given(Map<String, String> values, String name) {
        return !values.getOrDefault(name, "").isEmpty();
    }
}
