package io.github.tandemsync.core.state;

import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.PairId;
import java.util.Comparator;

/** Which feed of which pair a cursor belongs to. */
public record CursorKey(PairId pair, ObjectType type, FeedMode mode) implements Comparable<CursorKey> {
    private static final Comparator<CursorKey> ORDER =
            Comparator.comparing(CursorKey::pair).thenComparing(CursorKey::type).thenComparing(CursorKey::mode);

    @Override
    public int compareTo(CursorKey other) {
        return ORDER.compare(this, other);
    }
}
