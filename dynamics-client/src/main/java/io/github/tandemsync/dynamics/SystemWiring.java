package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.Waiter;
import java.time.InstantSource;

/** The only place in this module that touches the machine's clock and sleep. */
final class SystemWiring {
    private SystemWiring() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static Waiter waiter() {
        return time -> Thread.sleep(Math.max(0, time.toMillis()));
    }
}
