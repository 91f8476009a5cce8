package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;

/**
 * Who runs which connection when: the seam for schedulers, within a process or among nodes. {@link LocalCoordinator} is the one for a
 * single process; {@link SyncRunner#start(Duration, WorkCoordinator)} gives a runner to it.
 *
 * <p>What an implementation MUST do:
 *
 * <ul>
 *   <li>have at most one slice of a connection under way in this process, and none after {@link #stop} or {@link #drain} has been
 *       called, but for those that have begun;
 *   <li>begin the next slice after {@link SliceResult#next()}, or after {@link SliceResult#notBefore()} if it was triggered, and at
 *       once where there is more work, but behind other connections that are waiting;
 *   <li>after a slice that failed wait ever longer, and tell {@link SliceTask#failed};
 *   <li>let {@link SliceContext#draining()} be true from the moment on at which it is to stop.
 * </ul>
 *
 * <p>It need not be exact about who is alone: should two nodes run a connection at the same time, for example after one of them stood
 * still, the connection's lease keeps one of them out. Safe for several threads.
 */
public interface WorkCoordinator extends AutoCloseable {
    /**
     * Has the slices of a connection run from now on. Returns at once.
     *
     * @throws IllegalStateException if the connection was started already and not stopped, or this was drained
     */
    void start(ConnectionId connection, SliceTask task);

    /** Something has come up: the next slice begins sooner. Does nothing for a connection that is not started here. */
    void trigger(ConnectionId connection);

    /** No slice of the connection begins any more; one that is under way goes on to its next step and ends there. Returns at once. */
    void stop(ConnectionId connection);

    /**
     * No slice begins any more, and those under way are to end after the step that they are in: a batch that is sent is settled first.
     *
     * @param limit how long to wait for them
     * @return whether all have ended; false too if the waiting thread was interrupted, which stays marked as such
     * @throws IllegalStateException if it is called from inside a slice, which would wait for itself
     */
    boolean drain(Duration limit);

    /** Drains, and gives up what it has. What does not end in time goes on to its next step. May be called again. */
    @Override
    void close();

    /**
     * Whether the next slice of a connection may run on another node. Runners then give the connection's lease back after each slice;
     * otherwise they keep it, so that an idle connection writes nothing to the store.
     */
    default boolean isShared() {
        return false;
    }
}
