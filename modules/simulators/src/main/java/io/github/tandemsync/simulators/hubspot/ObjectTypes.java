package io.github.tandemsync.simulators.hubspot;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The object types of the portal (HubSpot docs: understanding-the-crm, search-the-crm). */
final class ObjectTypes {
    private static final String CREATED = "createdate";
    private static final String MODIFIED = "hs_lastmodifieddate";

    static final ObjectTypeDef CONTACTS = new ObjectTypeDef(
            "contacts",
            "contact",
            "0-1",
            CREATED,
            "lastmodifieddate",
            Set.of("email", "firstname", "lastname"),
            Set.of(),
            List.of("firstname", "lastname", "email", "lastmodifieddate", "hs_object_id", CREATED),
            Set.of("email"),
            true,
            true,
            45);
    static final ObjectTypeDef COMPANIES = new ObjectTypeDef(
            "companies",
            "company",
            "0-2",
            CREATED,
            MODIFIED,
            Set.of("name", "domain"),
            Set.of(),
            List.of("name", "domain", CREATED, MODIFIED, "hs_object_id"),
            Set.of(),
            true,
            true,
            20);
    static final ObjectTypeDef DEALS = new ObjectTypeDef(
            "deals",
            "deal",
            "0-3",
            CREATED,
            MODIFIED,
            Set.of(),
            Set.of("dealname", "dealstage"),
            List.of("dealname", "amount", "closedate", "pipeline", "dealstage", CREATED, MODIFIED, "hs_object_id"),
            Set.of(),
            true,
            true,
            20);
    static final ObjectTypeDef PRODUCTS = new ObjectTypeDef(
            "products",
            "product",
            "0-7",
            CREATED,
            MODIFIED,
            Set.of("name"),
            Set.of(),
            List.of("name", "description", "price", CREATED, MODIFIED, "hs_object_id"),
            Set.of(),
            false,
            false,
            20);
    static final List<ObjectTypeDef> ALL = List.of(CONTACTS, COMPANIES, DEALS, PRODUCTS);

    private ObjectTypes() {}

    /** The type with this plural or singular name or type id. */
    static Optional<ObjectTypeDef> find(String text) {
        return ALL.stream().filter(type -> type.isCalled(text)).findFirst();
    }

    static ObjectTypeDef named(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("The simulated portal has no object type '" + text
                        + "'; it has companies, contacts, deals and" + " products."));
    }
}
