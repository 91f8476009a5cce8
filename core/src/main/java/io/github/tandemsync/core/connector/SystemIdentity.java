package io.github.tandemsync.core.connector;

/**
 * Which installation of a system this is.
 *
 * @param system the short name used in object types, such as {@code hubspot}
 * @param account the portal id or organisation id; pinned, so that a store is never used with another account
 * @param location where it answers, for messages: a host name, never with credentials
 */
public record SystemIdentity(String system, String account, String location) {}
