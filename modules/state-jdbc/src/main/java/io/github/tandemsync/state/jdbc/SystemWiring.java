package io.github.tandemsync.state.jdbc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** The one place where the real clock and chance come in. */
final class SystemWiring {
    private SystemWiring() {}

    static InstantSource clock() {
        return Clock.systemUTC();
    }

    static SecureRandom nonces() {
        return new SecureRandom();
    }
}
