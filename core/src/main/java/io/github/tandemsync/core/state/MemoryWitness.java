package io.github.tandemsync.core.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A witness for as long as the process lives. */
final class MemoryWitness implements StoreWitness {
    private final Map<ConnectionId, Long> seen = new ConcurrentHashMap<>();

    @Override
    public long generation(ConnectionId connection) {
        return seen.getOrDefault(connection, 0L);
    }

    @Override
    public void saw(ConnectionId connection, long generation) {
        seen.merge(connection, generation, Math::max);
    }
}
