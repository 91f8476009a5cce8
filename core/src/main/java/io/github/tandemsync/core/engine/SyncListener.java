package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;

/**
 * Hears what a run does, as it does it. Called on the runner's thread: be quick. What a listener throws ends up in
 * {@link SyncReport#problems()}, and the run goes on.
 */
public interface SyncListener {
    /** Hears nothing. */
    SyncListener SILENT = new SyncListener() {};

    /** A run has begun. */
    default void started(String run) {}

    /**
     * Something was made durable.
     *
     * @param event what happened; its values are record content
     */
    default void happened(HistoryEntry event) {}

    /**
     * A step of a pair went on.
     *
     * @param stage what the pair is doing
     * @param done records dealt with in this stage so far
     */
    default void progress(PairId pair, Stage stage, long done) {}

    /**
     * A run has ended: by itself, by a fault, which then is the report's last problem and reaches the caller after this, or, one
     * in slices, because nobody goes on with it. Told once for every run that was told to have started.
     */
    default void ended(SyncReport report) {}

    /**
     * A run of {@link SyncRunner#start} could not begin, or ended by a fault. Called on the background thread.
     *
     * @param message problem, cause and remedy, without record content
     * @param next when it is tried again
     */
    default void failed(String message, Instant next) {}

    /** The stages that a pair goes through. */
    enum Stage {
        LISTING,
        MATCHING,
        SYNCING
    }
}
