package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.hubspot.Property;

/** Which kind of value a property holds (HubSpot, "Properties": types and field types). */
final class Kinds {
    private Kinds() {}

    static Kind of(Property property) {
        if ("OWNER".equals(property.referencedObjectType())) {
            return Kind.REFERENCE;
        }
        return switch (property.type()) {
            case "number" -> Kind.NUMBER;
            case "bool" -> Kind.FLAG;
            case "date" -> Kind.DAY;
            case "datetime" -> Kind.TIMESTAMP;
            case "enumeration" -> enumeration(property.fieldType());
            default -> Kind.TEXT;
        };
    }

    private static Kind enumeration(String fieldType) {
        return switch (fieldType) {
            case "checkbox" -> Kind.CHOICES;
            case "booleancheckbox" -> Kind.FLAG;
            default -> Kind.CHOICE;
        };
    }
}
