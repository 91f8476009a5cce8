package io.github.tandemsync.core.state;

import io.github.tandemsync.core.rule.PairId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The small state of a connection, read at the start of each slice.
 *
 * @param pins portal id, organisation id and other facts that must not change, by name
 * @param cursors by feed
 * @param pairs by pair; a pair that is missing is {@link PairState#NEW}
 */
public record ConnectionState(
        SortedMap<String, String> pins, SortedMap<CursorKey, SavedCursor> cursors, SortedMap<PairId, PairState> pairs) {
    public ConnectionState {
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
        cursors = Collections.unmodifiableSortedMap(new TreeMap<>(cursors));
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
    }

    public PairState pair(PairId id) {
        return pairs.getOrDefault(id, PairState.NEW);
    }
}
