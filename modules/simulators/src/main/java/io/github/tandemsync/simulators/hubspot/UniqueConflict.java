package io.github.tandemsync.simulators.hubspot;

/** How a write with a value that another record holds in a unique property is refused. The true answer is not documented. */
public enum UniqueConflict {
    /** 409 {@code CONFLICT}, the other record's id only in the text, as for a contact's e-mail address. */
    CONFLICT_409,
    /** 400 {@code VALIDATION_ERROR}, the other record's id in the property's message. */
    VALIDATION_400
}
