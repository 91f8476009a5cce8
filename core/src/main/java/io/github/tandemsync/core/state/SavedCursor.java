package io.github.tandemsync.core.state;

import io.github.tandemsync.core.connector.Cursor;
import java.time.Instant;

/** A cursor and when it was saved, by the runner's clock. */
public record SavedCursor(Cursor cursor, Instant at) {}
