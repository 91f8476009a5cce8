package io.github.tandemsync.e2e.simulation.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Virtual time, shared by runners and store; the servers' clocks differ from it by their skew. Also numbers all events. */
public final class SimClock implements InstantSource {
    private static final long START = Instant.parse("2026-03-02T08:00:00Z").toEpochMilli();

    private long now = START;
    private long events;

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    public void advance(Duration by) {
        now += by.toMillis();
    }

    /** The number of the last event. */
    public long lastEvent() {
        return events;
    }

    /** The number of the next event, in the order of all events of the history. */
    public long nextEvent() {
        return ++events;
    }
}
