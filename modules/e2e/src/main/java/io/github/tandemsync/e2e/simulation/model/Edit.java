package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.record.FieldValue;

/**
 * One field set once.
 *
 * @param field which
 * @param value to what, as stored
 * @param author by whom
 * @param version the record's version that it made
 * @param event its place among all events of the history
 * @param shown whether the system's own history tells of it; a merge that keeps a value is a decision without a trace
 */
public record Edit(Field field, FieldValue value, Author author, long version, long event, boolean shown) {}
