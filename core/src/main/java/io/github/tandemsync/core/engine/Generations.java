package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.StateChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts, in the store and with the witness, the slices that committed anything. A store that has counted fewer than the witness was
 * told is older than what was done with it: a backup of it was restored.
 */
final class Generations {
    private static final String PIN = "generation";

    private Generations() {}

    static boolean isOlder(Settings settings, Map<String, String> pins) {
        return stored(pins) < witnessed(settings);
    }

    /** Counts this slice, with its first commit. */
    static void raise(Settings settings, Map<String, String> pins, StateChange change) {
        long next = Math.max(stored(pins), witnessed(settings)) + 1;
        change.pin(PIN, Long.toString(next));
    }

    /** The count is durable in the store. */
    static void tell(Settings settings, Map<String, String> pins) {
        settings.witness().saw(settings.connection(), stored(pins));
    }

    static long stored(Map<String, String> pins) {
        @Nullable String pin = pins.get(PIN);
        return pin == null ? 0 : Long.parseLong(pin);
    }

    static long witnessed(Settings settings) {
        return settings.witness().generation(settings.connection());
    }
}
