package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.state.Lease;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connection's lease. It trusts the lease for one term from before it asked for it, by its own clock, which is never
 * longer than the store's; when less than half of the term is left it renews. Safe for several threads: writes are sent from some.
 */
final class LeaseKeeper {
    private final Settings settings;
    private @Nullable Lease lease;
    private Instant heldUntil = Instant.MIN;

    LeaseKeeper(Settings settings) {
        this.settings = settings;
    }

    /** A new run: a lease that ran out between runs may be taken again. */
    synchronized void begin() {
        if (!settings.clock().instant().isBefore(heldUntil)) {
            lease = null;
        }
        held();
    }

    /** Immediately before a write is sent: unlike a commit, it never takes anew what was given back meanwhile. */
    synchronized void check() {
        if (lease == null) {
            throw lost();
        }
        held();
    }

    /** The lease, taken or renewed if need be. */
    synchronized Lease held() {
        Instant now = settings.clock().instant();
        Lease current = lease;
        Duration half = settings.leaseTerm().dividedBy(2);
        if (current != null && now.plus(half).isBefore(heldUntil)) {
            return current;
        }
        Lease renewed = settings.store()
                .acquire(settings.connection(), settings.holder(), settings.leaseTerm())
                .orElseThrow(() -> new FencedException("Another runner holds the lease of connection "
                        + settings.connection() + "; let it finish, or wait until its lease ends"));
        if (current != null && current.epoch() != renewed.epoch()) {
            throw lost();
        }
        lease = renewed;
        heldUntil = now.plus(settings.leaseTerm());
        return renewed;
    }

    synchronized void release() {
        Lease current = lease;
        if (current != null) {
            settings.store().release(current);
            lease = null;
        }
    }

    /** Gives the lease back after a fault, which is what the caller hears of. */
    void releaseAfter(Throwable fault) {
        try {
            release();
        } catch (RuntimeException | Error second) {
            fault.addSuppressed(second);
        }
    }

    FencedException lost() {
        return new FencedException("The lease of connection " + settings.connection()
                + " ran out and was taken again; this run ends here, and the next one takes up its work");
    }
}
