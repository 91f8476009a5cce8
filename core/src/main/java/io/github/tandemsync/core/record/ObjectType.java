package io.github.tandemsync.core.record;

import java.util.regex.Pattern;

/**
 * A type of record in one system, written {@code hubspot:companies} or {@code dynamics:account}.
 *
 * @param system the system's short name, lower-case letters and digits
 * @param name the type's name as the system's API spells it
 */
public record ObjectType(String system, String name) implements Comparable<ObjectType> {
    private static final Pattern SYSTEM = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    public ObjectType {
        if (!SYSTEM.matcher(system).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("An object type is written system:name, such as hubspot:companies; got "
                    + system.length() + " and " + name.length() + " characters that do not fit");
        }
    }

    /** Parses {@code system:name}. */
    public static ObjectType parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("An object type is written system:name, such as hubspot:companies");
        }
        return new ObjectType(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The record of this type with the given id. */
    public RecordRef ref(String id) {
        return new RecordRef(this, id);
    }

    @Override
    public int compareTo(ObjectType other) {
        int bySystem = system.compareTo(other.system);
        return bySystem != 0 ? bySystem : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return system + ":" + name;
    }
}
