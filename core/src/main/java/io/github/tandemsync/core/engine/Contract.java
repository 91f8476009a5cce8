package io.github.tandemsync.core.engine;

import org.jspecify.annotations.Nullable;

/** Checks what the engine owes itself: better stopped than wrong. */
final class Contract {
    private Contract() {}

    /** A value that the code around it has made sure of. */
    static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The engine lost track of a value that it had; this is a bug in it");
        }
        return value;
    }
}
