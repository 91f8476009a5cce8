package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.ObjectType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next page of a feed.
 *
 * @param type whose records
 * @param mode which feed
 * @param cursor where the last page ended; null to start. A CHANGES feed started without a cursor reports what happens from now
 *     on and may report nothing of the past
 * @param fields wanted content, in BASELINE only
 * @param limit most rows of the page; a system may answer fewer
 */
public record ChangeRequest(
        ObjectType type, FeedMode mode, @Nullable Cursor cursor, Set<String> fields, int limit) {}
