package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.ObjectType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one type differs from the others, as HubSpot's guides tell.
 *
 * @param name the type's name in paths and scopes
 * @param lastModified the property that the change feed filters by; contacts have one of their own, and the common name silently
 *     finds nothing there
 * @param createKey how a create is found again: products take no unique property
 * @param required properties that a create needs
 * @param merges records of the type can be merged
 */
record TypeProfile(String name, String lastModified, CreateKeyKind createKey, Set<String> required, boolean merges) {
    private static final String COMMON = "hs_lastmodifieddate";

    private static final Map<String, TypeProfile> KNOWN = List.of(
                    new TypeProfile("companies", COMMON, CreateKeyKind.UNIQUE, Set.of(), true),
                    new TypeProfile("contacts", "lastmodifieddate", CreateKeyKind.NATURAL, Set.of(), true),
                    new TypeProfile("deals", COMMON, CreateKeyKind.UNIQUE, Set.of("dealname", "dealstage"), true),
                    new TypeProfile("products", COMMON, CreateKeyKind.SEARCHED, Set.of(), false),
                    new TypeProfile("line_items", COMMON, CreateKeyKind.UNIQUE, Set.of(), false),
                    new TypeProfile("invoices", COMMON, CreateKeyKind.UNIQUE, Set.of("hs_currency"), false),
                    new TypeProfile("orders", COMMON, CreateKeyKind.UNIQUE, Set.of(), true))
            .stream()
            .collect(Collectors.toMap(TypeProfile::name, Function.identity(), (a, b) -> a, TreeMap::new));

    static TypeProfile of(ObjectType type) {
        TypeProfile known = type.system().equals(HubSpotConnector.SYSTEM) ? KNOWN.get(type.name()) : null;
        if (known == null) {
            throw new ConnectorException(
                    Category.INVALID,
                    "HubSpot has no type " + type + " that this connector knows: name one of " + KNOWN.keySet());
        }
        return known;
    }

    String readScope() {
        return "crm.objects." + name + ".read";
    }

    String writeScope() {
        return "crm.objects." + name + ".write";
    }

    String schemaScope() {
        return "crm.schemas." + name + ".write";
    }
}
