package io.github.tandemsync.simulators.hubspot;

/**
 * An option of an enumeration.
 *
 * @param value what is stored
 * @param label what people see
 * @param hidden no longer offered to people; still valid
 */
public record PropertyOption(String value, String label, boolean hidden) {
    /** A visible option. */
    public static PropertyOption of(String value, String label) {
        return new PropertyOption(value, label, false);
    }
}
