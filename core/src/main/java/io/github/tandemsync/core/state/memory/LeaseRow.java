package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may write for a connection. */
final class LeaseRow {
    private long epoch;
    private @Nullable HolderId holder;
    private Instant until = Instant.MIN;

    Optional<Lease> acquire(ConnectionId connection, HolderId who, Instant now, Duration term) {
        boolean running = holder != null && now.isBefore(until);
        boolean mine = who.equals(holder);
        if (running && !mine) {
            return Optional.empty();
        }
        if (!running) {
            epoch++;
        }
        holder = who;
        until = now.plus(term);
        return Optional.of(new Lease(connection, who, epoch, until));
    }

    void release(Lease lease) {
        if (isNewest(lease)) {
            holder = null;
        }
    }

    boolean isNewest(Lease lease) {
        return epoch == lease.epoch() && lease.holder().equals(holder);
    }

    LeaseRow copy() {
        LeaseRow copy = new LeaseRow();
        copy.epoch = epoch;
        copy.holder = holder;
        copy.until = until;
        return copy;
    }
}
