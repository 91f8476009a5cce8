package io.github.tandemsync.simulators.hubspot;

/**
 * One entry of a property's history.
 *
 * @param value empty when it was cleared
 * @param at epoch milliseconds
 */
record Version(String value, long at, ChangeSource source) {}
