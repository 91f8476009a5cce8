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
        if (isRunning(now) && !who.equals(holder)) {
            return Optional.empty();
        }
        epoch++;
        return Optional.of(given(connection, who, now, term));
    }

    Optional<Lease> renew(Lease held, Instant now, Duration term) {
        if (!isRunning(now)) {
            return acquire(held.connection(), held.holder(), now, term);
        }
        return isNewest(held) ? Optional.of(given(held.connection(), held.holder(), now, term)) : Optional.empty();
    }

    private boolean isRunning(Instant now) {
        return holder != null && now.isBefore(until);
    }

    private Lease given(ConnectionId connection, HolderId who, Instant now, Duration term) {
        holder = who;
        until = now.plus(term);
        return new Lease(connection, who, epoch, until);
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
