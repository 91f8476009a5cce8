package io.github.tandemsync.simulators.hubspot;

/** The form in which a value is stored, when it is not the form in which it was written. */
@FunctionalInterface
public interface Canonicaliser {
    /**
     * The stored form of a valid, non-empty value.
     *
     * @param type path name of the object type
     * @param property definition of the property
     */
    String canonical(String type, PropertyDefinition property, String value);

    /**
     * The default: text loses outer blanks; a company's domain loses scheme, {@code www.}, path and capitals; an e-mail address
     * loses capitals; a number loses sign {@code +} and trailing zeros. Nothing of this is documented in this exactness: it is
     * here so that nobody relies on reading back what was written.
     */
    static Canonicaliser standard() {
        return StandardForms::canonical;
    }

    /** Everything is stored as it was written. */
    static Canonicaliser none() {
        return (type, property, value) -> value;
    }
}
