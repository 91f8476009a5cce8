package io.github.tandemsync.core.record;

/**
 * A type of record in one system, written {@code hubspot:companies} or {@code dynamics:account}.
 *
 * @param system the system's short name, lower-case letters and digits
 * @param name the type's name as the system's API spells it
 */
public record ObjectType(String system, String name) implements Comparable<ObjectType> {
    public ObjectType {
        if (!isSystem(system) || !isName(name)) {
            throw new IllegalArgumentException("An object type is written system:name, such as hubspot:companies; got "
                    + system.length() + " and " + name.length() + " characters that do not fit");
        }
    }

    // by hand: one is made for each address that a store reads, and a matcher for each would be a twentieth of what a
    // run allocates
    private static boolean isSystem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = isLower(c) || (isDigit(c) && i > 0);
            if (!fits) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && !(c >= 'A' && c <= 'Z') && "_.-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
