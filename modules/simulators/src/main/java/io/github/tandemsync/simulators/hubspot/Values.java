package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.hubspot.Associations.End;

/** The values of a record as the API shows them: stored ones and those that HubSpot derives. */
final class Values {
    private final Portal portal;
    private final ObjectTypeDef type;

    Values(Portal portal, ObjectTypeDef type) {
        this.portal = portal;
        this.type = type;
    }

    /** The value; empty when there is none. */
    String of(Fields record, String name) {
        if (name.equals(type.createdProperty())) {
            return Json.instant(record.createdAt());
        }
        if (name.equals(type.modifiedProperty())) {
            return Json.instant(record.updatedAt());
        }
        return switch (name) {
            case "hs_object_id" -> Long.toString(record.id());
            case "hs_parent_company_id" ->
                portal.associations()
                        .first(end(record), AssociationType.CHILD_TO_PARENT)
                        .map(parent -> Long.toString(parent.id()))
                        .orElse("");
            case "hs_num_child_companies" ->
                Long.toString(portal.associations().count(end(record), AssociationType.PARENT_TO_CHILD));
            default -> record.value(name);
        };
    }

    private End end(Fields record) {
        return new End(type.name(), record.id());
    }
}
