package io.github.tandemsync.core.transport;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The only place in this package that touches the machine's clock, sleep and randomness. */
final class SystemWiring {
    private SystemWiring() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static Waiter waiter() {
        return time -> Thread.sleep(Math.max(0, time.toMillis()));
    }

    static DoubleSupplier jitter() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }

    static Supplier<String> ids() {
        return () -> UUID.randomUUID().toString();
    }
}
