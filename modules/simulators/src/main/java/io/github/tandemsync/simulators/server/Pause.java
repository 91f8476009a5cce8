package io.github.tandemsync.simulators.server;

import java.time.Duration;

/** Waits; a test without sockets gives one that only notes the time. */
@FunctionalInterface
public interface Pause {
    /** Waits for this long. An interrupt ends the wait and stays set on the thread. */
    void pause(Duration duration);
}
