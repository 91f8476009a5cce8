package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds one request at a chosen moment, on the systems' side, for as long as it takes to kill who sent it. Afterwards the request is
 * let go on: what had only arrived is carried out when its sender is dead.
 */
final class Trap {
    private int arrivals = -1;
    private int commits = -1;
    private CountDownLatch sprung = new CountDownLatch(1);
    private CountDownLatch released = new CountDownLatch(1);

    Trap(HubSpotSimulator hubspot, DataverseSimulator dynamics) {
        hubspot.hooks().onArrival(request -> arrived());
        dynamics.hooks().onArrival(request -> arrived());
        WriteWatch companies = new WriteWatch(() -> hubspot.truth().apiWrites().size());
        WriteWatch accounts = new WriteWatch(() -> dynamics.truth().log().stream()
                .filter(write -> write.application())
                .count());
        hubspot.hooks().afterCommit((request, reply) -> committed(companies.hasNews()));
        dynamics.hooks().afterCommit((request, reply) -> committed(accounts.hasNews()));
    }

    /** Springs when so many more requests have arrived, before the last of them is carried out. */
    synchronized void atArrival(int number) {
        set(number, -1);
    }

    /** Springs when so many more requests have written something, before the last of them is answered. */
    synchronized void afterWrite(int number) {
        set(-1, number);
    }

    synchronized void off() {
        set(-1, -1);
    }

    private void set(int newArrivals, int newCommits) {
        arrivals = newArrivals;
        commits = newCommits;
        sprung = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    /** Whether a request is held now. */
    boolean awaitSprung(Duration patience) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = sprung;
        }
        return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void release() {
        released.countDown();
    }

    private void arrived() {
        @Nullable CountDownLatch until;
        synchronized (this) {
            until = arrivals > 0 && --arrivals == 0 ? released : null;
        }
        hold(until);
    }

    private void committed(boolean wrote) {
        @Nullable CountDownLatch until;
        synchronized (this) {
            until = wrote && commits > 0 && --commits == 0 ? released : null;
        }
        hold(until);
    }

    private void hold(@Nullable CountDownLatch until) {
        if (until == null) {
            return;
        }
        synchronized (this) {
            sprung.countDown();
        }
        try {
            if (!until.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Nobody released a held request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the sync has written since it was last asked. */
    private static final class WriteWatch {
        private final LongSupplier writes;
        private long last;

        WriteWatch(LongSupplier writes) {
            this.writes = writes;
        }

        synchronized boolean hasNews() {
            long now = writes.getAsLong();
            boolean more = now > last;
            last = now;
            return more;
        }
    }
}
