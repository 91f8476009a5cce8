package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.ObjectType;

/** A right that a run will need. */
public record AccessRequest(ObjectType type, Right right) {
    /** What is to be done with records of the type. */
    public enum Right {
        READ,
        CREATE,
        UPDATE,
        REMOVE
    }
}
