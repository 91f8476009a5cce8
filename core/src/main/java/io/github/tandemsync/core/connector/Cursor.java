package io.github.tandemsync.core.connector;

/**
 * A place in a feed: "everything before this has been reported". It holds server time or server tokens only, never our clock.
 *
 * @param value the connector's own text, without secrets
 */
public record Cursor(String value) {}
