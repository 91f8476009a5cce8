package io.github.tandemsync.e2e.simulation.world;

/** The process was killed. The engine may not swallow it; whatever it still calls throws it again. Only stores throw it. */
public final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // a crash has no place in the code, and a stack trace costs too much
    Crash() {
        super("the process was killed", null, false, false);
    }
}
