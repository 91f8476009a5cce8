package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.TimeLimiter;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The engine, as a history drives it. */
public interface EngineUnderTest extends AutoCloseable {

    /** Lets the pairs run; durable. */
    void enable();

    /** Keeps the pairs out of runs; durable. */
    void disable();

    /** Forgets the pairs, which are disabled; durable. */
    void delete();

    /** Has every record tried again now that is tried again later, or given up; durable. */
    void retry();

    /** Lets so many more removals and emptied fields of each pair through; durable. */
    void consent(int more);

    /** One run, until nothing is due now; answers what kept it from doing everything. */
    List<String> cycle();

    /** Says that the store is older than the systems; durable. */
    void recover();

    /** What a run would write now, in any order; writes nothing. */
    List<PlannedWrite> plan();

    /** What it takes to take back what the run did, in any order; writes nothing. */
    List<PlannedWrite> planUndo(String run);

    /** What it takes to settle the conflicts that are open, each as chosen, in any order; writes nothing. */
    List<PlannedWrite> planResolution(Supplier<Side> winner);

    /** What the plan would write, in any order; writes nothing. */
    List<PlannedWrite> plan(Function<SyncRunner, SyncPlan> planning);

    /** Gives an order; durable. */
    void order(Consumer<SyncRunner> order);

    /** Erases a record and what belongs to it; answers all of them. */
    List<RecordRef> erase(RecordRef ref);

    /** Does what the last plan said, by now approved; answers what kept it from doing everything. */
    List<String> apply();

    @Override
    void close();

    /** Starts engines: one for each process that is started. */
    @FunctionalInterface
    interface Factory {
        EngineUnderTest start(Setup setup);
    }

    /**
     * What an engine is started with.
     *
     * @param holder the name under which it takes the lease
     * @param ids makes ids that are new within the history
     * @param lease how long the lease lasts
     * @param settle how long after its sending a write may still reach a system
     * @param removalScan how often to scan for removals that no feed reports
     * @param historyRetention how long history is kept
     * @param roundSize most entries of one round
     * @param timeLimiter how it waits for a policy
     * @param anew to be told when a runner takes the place of one that was drained, and knows nothing of what that was told
     */
    record Setup(
            ConnectionId connection,
            Connector left,
            Connector right,
            StateStore store,
            List<ObjectPair> pairs,
            InstantSource clock,
            Supplier<String> ids,
            String holder,
            Duration lease,
            Duration settle,
            Duration removalScan,
            Duration historyRetention,
            int roundSize,
            TimeLimiter timeLimiter,
            Runnable anew) {}
}
