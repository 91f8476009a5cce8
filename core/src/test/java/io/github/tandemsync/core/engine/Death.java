package io.github.tandemsync.core.engine;

/** The process ends at a call of a connector: nothing takes that for a fault of the connector. */
final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String message) {
        super(message);
    }
}
