package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what plugged-in implementations owe: better stopped than wrong. */
final class Contract {
    private Contract() {}

    static void sameCount(String call, List<?> asked, List<?> answered) {
        if (asked.size() != answered.size()) {
            throw new TandemException("The connector answered " + answered.size() + " times to a " + call + " of "
                    + asked.size() + " items; it must answer once for every item, in order. Fix the connector");
        }
    }

    /** A value that the code around it has made sure of. */
    static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The engine lost track of a value that it had; this is a bug in it");
        }
        return value;
    }
}
