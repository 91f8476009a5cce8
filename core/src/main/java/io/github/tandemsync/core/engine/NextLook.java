package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a record that is not done is looked at again. */
final class NextLook {
    private static final int QUICK_LOOKS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private NextLook() {}

    /**
     * One more attempt.
     *
     * @param again whether it is to be looked at at once, or after ever longer pauses if that did not help
     * @param later not before; null where nobody said so, then {@code again} is true
     */
    static EntryUpdate attempt(Entry entry, boolean again, @Nullable Instant later, Instant now) {
        int attempts = entry.mark().attempts() + 1;
        Instant due = later;
        if (again) {
            Instant soon = attempts < QUICK_LOOKS ? now : now.plus(pause(attempts - QUICK_LOOKS));
            due = due == null || soon.isAfter(due) ? soon : due;
        }
        return EntryUpdate.reschedule(entry, Contract.known(due), attempts);
    }

    /** Doubles with every attempt. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
