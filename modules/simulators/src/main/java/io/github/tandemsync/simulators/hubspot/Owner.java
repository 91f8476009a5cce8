package io.github.tandemsync.simulators.hubspot;

/**
 * A person who can own records.
 *
 * @param id what {@code hubspot_owner_id} holds; not the user id
 * @param userId the person's user id
 * @param archived deactivated; listed only when asked for
 */
public record Owner(long id, long userId, String email, String firstName, String lastName, boolean archived) {}
