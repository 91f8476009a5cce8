package io.github.tandemsync.simulators.dataverse;

/** What the application user sees of a secured column without permission. */
public enum SecuredReading {
    /** Null, as the vendor documents it: not to be told from an empty column. */
    NULL,
    /** The property is missing from the answer. */
    OMITTED,
    /** The value: a permission exists. */
    ALLOWED
}
