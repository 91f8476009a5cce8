package io.github.tandemsync.state.jdbc;

import java.time.Clock;
import java.time.InstantSource;

/** The one place where the real clock comes in. */
final class SystemWiring {
    private SystemWiring() {}

    static InstantSource clock() {
        return Clock.systemUTC();
    }
}
