package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;

/**
 * A person's choice between the two edits of a conflict. For a third value, edit the record in either system instead: an edit of one
 * side that follows the conflict ends it where the other side is given the same.
 *
 * @param conflict as {@link Conflicts#open} told it; if either side has moved since, the choice does not count
 * @param winner the side whose values both sides get; the others are kept in the history
 */
public record Resolution(OpenConflict conflict, Side winner) {}
