package io.github.tandemsync.e2e.simulation.world;

/** As {@link Crash}, in the shape of an error, such as running out of memory; the only shape in which a connector throws it. */
public final class CrashError extends Error {
    private static final long serialVersionUID = 1L;

    CrashError() {
        super("the process ran out of memory", null, false, false);
    }
}
