package io.github.tandemsync.core.engine;

/** Makes alarms that share some threads. What rings first is done first; of what rings at the same time, what was set first. */
interface Alarms {
    Alarm alarm();

    /** No alarm rings any more. What is being done goes on to its end. */
    default void close() {}
}
