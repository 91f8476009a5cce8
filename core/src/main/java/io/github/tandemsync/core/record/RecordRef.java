package io.github.tandemsync.core.record;

/**
 * The address of one record: type and id. It is the only part of a record that may be logged.
 *
 * @param type the record's type
 * @param id the id as the system spells it (HubSpot: digits; Dataverse: a GUID in lower case)
 */
public record RecordRef(ObjectType type, String id) implements Comparable<RecordRef> {
    public RecordRef {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A record of " + type + " needs an id");
        }
    }

    /** Parses what {@link #toString()} writes: {@code system:name/id}. */
    public static RecordRef parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("A record is written system:type/id, such as hubspot:companies/512");
        }
        return ObjectType.parse(text.substring(0, slash)).ref(text.substring(slash + 1));
    }

    @Override
    public int compareTo(RecordRef other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type + "/" + id;
    }
}
