package io.github.tandemsync.core.engine;

import java.time.Duration;

/** Does one thing after another, each after a while, on a thread that it may share with other alarms. */
interface Alarm {
    /** The work, once, after the time, instead of what was set and has not begun. Does nothing once the alarm is off. */
    void set(Duration after, Runnable work);

    /** Forgets what is set, and sets nothing any more. What is being done goes on to its end. */
    void off();
}
