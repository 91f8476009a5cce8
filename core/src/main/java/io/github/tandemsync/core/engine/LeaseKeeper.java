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
    private final Duration half;
    private @Nullable Lease lease;
    private Instant heldUntil = Instant.MIN;
    private boolean lost;

    LeaseKeeper(Settings settings) {
        this.settings = settings;
        this.half = settings.leaseTerm().dividedBy(2);
    }

    /** A new run, which has decided nothing yet: a lease that ran out, or was lost in the run before, may be taken anew. */
    synchronized void begin() {
        Lease last = lost ? null : lease;
        if (lost || isToBeRenewed(settings.clock().instant())) {
            lease = null;
        }
        lost = false;
        held(last);
    }

    private boolean isToBeRenewed(Instant now) {
        return !now.plus(half).isBefore(heldUntil);
    }

    /**
     * Before a call to a system: a run that reads for longer than the lease lasts must not lose it by being silent. One that is lost
     * already stays so, which the next commit says.
     */
    synchronized void keep() {
        Instant now = settings.clock().instant();
        if (lease != null && !lost && isToBeRenewed(now) && now.isBefore(heldUntil)) {
            held();
        }
    }

    /** Immediately before a write is sent: unlike a commit, it never takes anew what was given back meanwhile. */
    synchronized void check() {
        if (lease == null) {
            throw lost();
        }
        held();
    }

    /**
     * The lease, taken or renewed if need be. Once it is lost it is not taken anew before the next run: what this one has decided
     * may be out of date, and must not be committed under a newer epoch.
     */
    synchronized Lease held() {
        return held(lease);
    }

    /** @param last the lease that is renewed; null to take it from whoever has the same name, of a process that died for instance */
    private Lease held(@Nullable Lease last) {
        if (lost) {
            throw lost();
        }
        Instant now = settings.clock().instant();
        Lease current = lease;
        if (current != null && !isToBeRenewed(now)) {
            return current;
        }
        Lease renewed = (last == null
                        ? settings.store().acquire(settings.connection(), settings.holder(), settings.leaseTerm())
                        : settings.store().renew(last, settings.leaseTerm()))
                .orElseThrow(this::taken);
        if (current != null && current.epoch() != renewed.epoch()) {
            throw givenBack(renewed);
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

    /** What is not used must not keep others out. */
    private FencedException givenBack(Lease unused) {
        FencedException gone = lost();
        try {
            settings.store().release(unused);
        } catch (RuntimeException fault) {
            gone.addSuppressed(fault);
        }
        return gone;
    }

    private FencedException taken() {
        lost = lease != null;
        return new FencedException("Another runner holds the lease of connection " + settings.connection()
                + "; let it finish, or wait until its lease ends");
    }

    /** From here on everything is refused until the next run begins. */
    synchronized FencedException lost() {
        lost = true;
        return new FencedException("The lease of connection " + settings.connection()
                + " ran out and was taken again; this run ends here, and the next one takes up its work");
    }
}
