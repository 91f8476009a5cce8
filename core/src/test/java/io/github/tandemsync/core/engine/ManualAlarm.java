package io.github.tandemsync.core.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rings when a test says so. */
final class ManualAlarm implements Alarm {
    private @Nullable Duration after;
    private @Nullable Runnable work;
    private boolean off;

    @Override
    public void set(Duration time, Runnable next) {
        if (!off) {
            after = time;
            work = next;
        }
    }

    @Override
    public void off() {
        off = true;
        after = null;
        work = null;
    }

    boolean isOff() {
        return off;
    }

    /** How long until the next; null if nothing is set. */
    @Nullable
    Duration after() {
        return after;
    }

    /** Does what is set; the answer is how long it has to be until what is set then. */
    @Nullable
    Duration ring() {
        Runnable now = Contract.known(work);
        after = null;
        work = null;
        now.run();
        return after;
    }
}
