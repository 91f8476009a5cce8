package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The writes whose outcome is not yet known. What is closed leaves nothing behind: a run may open and close a million. */
final class OpenIntents {
    private final Map<IntentId, Intent> open = new LinkedHashMap<>();
    private final Map<RecordRef, List<Intent>> byRecord = new HashMap<>();

    void clear() {
        open.clear();
        byRecord.clear();
    }

    void opened(Intent intent) {
        open.put(intent.id(), intent);
        ends(intent)
                .forEach(ref ->
                        byRecord.computeIfAbsent(ref, key -> new ArrayList<>()).add(intent));
    }

    void closed(IntentId id) {
        Intent intent = open.remove(id);
        if (intent != null) {
            ends(intent)
                    .forEach(ref -> byRecord.computeIfPresent(ref, (key, of) -> {
                        of.remove(intent);
                        return of.isEmpty() ? null : of;
                    }));
        }
    }

    private static Set<RecordRef> ends(Intent intent) {
        RecordRef ref = intent.ref();
        return ref == null || ref.equals(intent.source()) ? Set.of(intent.source()) : Set.of(intent.source(), ref);
    }

    /** Those that name the record as source or target. */
    List<Intent> of(PairId pair, RecordRef ref) {
        return byRecord.getOrDefault(ref, List.of()).stream()
                .filter(intent -> intent.pair().equals(pair))
                .toList();
    }

    /** Whether the record may be the copy of an open create, by an id that is the key. */
    boolean isAwaited(PairId pair, RecordRef ref) {
        return open.values().stream()
                .anyMatch(intent -> intent.pair().equals(pair)
                        && intent.kind() == Intent.Kind.CREATE
                        && intent.type().equals(ref.type())
                        && Contract.known(intent.key()).value().equals(ref.id()));
    }

    /** In the order in which they were journalled. */
    List<Intent> all() {
        return List.copyOf(open.values());
    }

    /** How many records they name. */
    int records() {
        return byRecord.size();
    }
}
