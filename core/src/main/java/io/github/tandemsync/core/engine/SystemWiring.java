package io.github.tandemsync.core.engine;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** The machine's own time and randomness, for a runner that was given none. The only place of the engine that touches them. */
final class SystemWiring {
    private SystemWiring() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static Supplier<String> ids() {
        return () -> UUID.randomUUID().toString();
    }
}
