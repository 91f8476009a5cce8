package io.github.tandemsync.hubspot;

import io.github.tandemsync.core.transport.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when somebody waits. */
public final class FastTime implements InstantSource, Waiter {
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void await(Duration time) {
        now = now.plus(time);
    }
}
