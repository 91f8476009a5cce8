package io.github.tandemsync.core.transport;

/** The HTTP methods that the two APIs use. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
