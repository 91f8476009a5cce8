package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotException;
import io.github.tandemsync.hubspot.Property;
import io.github.tandemsync.hubspot.PropertyCreate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The property that holds the create key, which HubSpot keeps unique. Uniqueness can only be chosen when a property is made. */
record KeyProperty(HubSpotClient client, String name) {
    private static final int CONFLICT = 409;

    /** Makes it, if the portal has none of the name. */
    void ensure(ObjectType type) {
        boolean unique = isUnique(type);
        List<Property> properties = client.properties(type.name()).list();
        Optional<Property> existing = named(properties);
        if (existing.isEmpty()) {
            create(type, unique, properties);
        } else {
            check(type, unique, existing.get());
        }
    }

    /** Why creates of the type could not carry their key, and what to change; null if they can. */
    @Nullable
    String problem(ObjectType type) {
        Property property = named(client.properties(type.name()).list()).orElse(null);
        return property == null
                ? "The property for create keys is missing: " + remedy(type)
                : flaw(type, isUnique(type), property);
    }

    private String remedy(ObjectType type) {
        return "call HubSpotConnector.prepare(" + type + ") with the scope "
                + TypeProfile.of(type).schemaScope() + ", or make a single-line text property " + name
                + " with unique values by hand";
    }

    private void create(ObjectType type, boolean unique, List<Property> properties) {
        PropertyCreate create = new PropertyCreate(
                name,
                "Tandem key",
                "Written by the Tandem sync to find the records that it created. Do not edit.",
                group(properties),
                "string",
                "text",
                unique);
        try {
            client.properties(type.name()).create(create);
        } catch (HubSpotException e) {
            if (e.status() != CONFLICT) {
                throw refused(type, e);
            }
            Property made = named(client.properties(type.name()).list()).orElseThrow(() -> hidden(type, e));
            check(type, unique, made);
        }
    }

    private ConnectorException hidden(ObjectType type, HubSpotException fault) {
        String message =
                "The property " + name + " of " + type + " can not be made, because its name is taken, and the portal"
                        + " does not list it: if it was archived, restore it, or choose another name with"
                        + " HubSpotConnector.builder(..).keyProperty(..)";
        return new ConnectorException(Category.INVALID, message, null, fault);
    }

    private ConnectorException refused(ObjectType type, HubSpotException fault) {
        if (fault.category() != Category.FORBIDDEN) {
            return fault;
        }
        String message = "The property " + name + " of " + type + " is missing and may not be created: " + remedy(type)
                + ". " + fault.getMessage();
        return new ConnectorException(Category.FORBIDDEN, message, null, fault);
    }

    private void check(ObjectType type, boolean unique, Property property) {
        String flaw = flaw(type, unique, property);
        if (flaw != null) {
            throw new ConnectorException(Category.INVALID, flaw);
        }
    }

    /** Without uniqueness two creates of one key would both succeed, and be a duplicate. */
    private @Nullable String flaw(ObjectType type, boolean unique, Property property) {
        return unique && !property.hasUniqueValue()
                ? "The property " + name + " of " + type
                        + " exists, but HubSpot does not keep its values unique, and that can"
                        + " not be changed: choose another name with HubSpotConnector.builder(..).keyProperty(..)"
                : null;
    }

    private static boolean isUnique(ObjectType type) {
        return TypeProfile.of(type).createKey() != CreateKeyKind.SEARCHED;
    }

    /** The group in which the portal shows record ids; any other will do. */
    private static String group(List<Property> properties) {
        return properties.stream()
                .filter(property -> property.name().equals("hs_object_id"))
                .findFirst()
                .or(() -> properties.stream().findFirst())
                .map(Property::groupName)
                .orElse("");
    }

    private Optional<Property> named(List<Property> properties) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
    }
}
