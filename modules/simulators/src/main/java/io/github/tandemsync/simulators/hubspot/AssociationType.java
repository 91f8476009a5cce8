package io.github.tandemsync.simulators.hubspot;

import java.util.List;
import java.util.Optional;

/**
 * A HubSpot-defined association type in one direction (HubSpot docs: associate-records, type id tables).
 *
 * @param underlying the unlabelled type that a labelled one brings along; its own id when it is unlabelled
 * @param label empty for the unlabelled one
 */
record AssociationType(String from, String to, int id, int reverse, int underlying, String label, String name) {
    static final int PARENT_TO_CHILD = 13;
    static final int CHILD_TO_PARENT = 14;

    static final List<AssociationType> ALL = List.of(
            new AssociationType("contacts", "companies", 1, 2, 279, "Primary", "contact_to_company"),
            new AssociationType("companies", "contacts", 2, 1, 280, "Primary", "company_to_contact"),
            new AssociationType("contacts", "companies", 279, 280, 279, "", "contact_to_company_unlabeled"),
            new AssociationType("companies", "contacts", 280, 279, 280, "", "company_to_contact_unlabeled"),
            new AssociationType("contacts", "deals", 4, 3, 4, "", "contact_to_deal"),
            new AssociationType("deals", "contacts", 3, 4, 3, "", "deal_to_contact"),
            new AssociationType("deals", "companies", 5, 6, 341, "Primary", "deal_to_company"),
            new AssociationType("companies", "deals", 6, 5, 342, "Primary", "company_to_deal"),
            new AssociationType("deals", "companies", 341, 342, 341, "", "deal_to_company_unlabeled"),
            new AssociationType("companies", "deals", 342, 341, 342, "", "company_to_deal_unlabeled"),
            new AssociationType("companies", "companies", 450, 450, 450, "", "company_to_company"),
            new AssociationType(
                    "companies",
                    "companies",
                    PARENT_TO_CHILD,
                    CHILD_TO_PARENT,
                    450,
                    "Child Company",
                    "parent_to_child"),
            new AssociationType(
                    "companies",
                    "companies",
                    CHILD_TO_PARENT,
                    PARENT_TO_CHILD,
                    450,
                    "Parent Company",
                    "child_to_parent"),
            new AssociationType("contacts", "contacts", 449, 449, 449, "", "contact_to_contact"),
            new AssociationType("deals", "deals", 451, 451, 451, "", "deal_to_deal"));

    static List<AssociationType> between(ObjectTypeDef from, ObjectTypeDef to) {
        return ALL.stream()
                .filter(type -> type.from.equals(from.name()) && type.to.equals(to.name()))
                .toList();
    }

    static Optional<AssociationType> find(ObjectTypeDef from, ObjectTypeDef to, int id) {
        return between(from, to).stream().filter(type -> type.id == id).findFirst();
    }

    static Optional<AssociationType> unlabelled(ObjectTypeDef from, ObjectTypeDef to) {
        return between(from, to).stream()
                .filter(type -> type.id == type.underlying)
                .findFirst();
    }

    static AssociationType byId(int id) {
        return ALL.stream().filter(type -> type.id == id).findFirst().orElseThrow();
    }
}
