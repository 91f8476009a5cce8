package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.PlannedLinks;
import io.github.tandemsync.e2e.simulation.check.Sight;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The life of one runner. Once it is killed, nothing that it still calls has any effect. */
final class RunnerProcess implements Sight {
    private final World world;
    private final String name;
    private long epoch;
    private boolean killed;
    private boolean byError;
    private boolean interrupted;
    private long turnedAwayAt = -1;
    private long runBegan;
    private final long started;
    private final Set<Trouble> known = EnumSet.noneOf(Trouble.class);
    private @Nullable Set<String> approved;
    private @Nullable PlannedLinks links;
    private final Map<RecordRef, Long> shown = new HashMap<>();
    private final Map<RecordRef, Long> shownGone = new HashMap<>();
    private long begun;

    RunnerProcess(World world, String name) {
        this.world = world;
        this.name = name;
        this.started = world.clock.millis();
    }

    String name() {
        return name;
    }

    boolean killed() {
        return killed;
    }

    void kill(boolean error) {
        world.tell(() -> name + " is KILLED");
        killed = true;
        byError = error;
        demandAlive();
    }

    /** It begins a run, of which it has seen nothing yet. */
    void begins() {
        begun = world.clock.lastEvent();
        shown.clear();
        shownGone.clear();
    }

    /** It was shown a record, or that there is none: what is done to it from now on, it does not know. */
    void sees(RecordRef ref) {
        shown.put(ref, world.clock.lastEvent());
    }

    /** It was shown that a record is there no longer. */
    void seesGone(RecordRef ref) {
        shownGone.put(ref, world.clock.lastEvent());
    }

    @Override
    public long begun() {
        return begun;
    }

    @Override
    public long shown(RecordRef ref) {
        return shown.getOrDefault(ref, 0L);
    }

    @Override
    public long shownGone(RecordRef ref) {
        return shownGone.getOrDefault(ref, 0L);
    }

    /** When it was started. */
    long started() {
        return started;
    }

    /** When its last run began. */
    long runBegan() {
        return runBegan;
    }

    void runBegins(long now) {
        runBegan = now;
        turnedAwayAt = -1;
    }

    /** The troubles that it had to know of when its last run began. */
    Set<Trouble> known() {
        return known;
    }

    /** A batch was turned away for want of a right. */
    void turnedAway() {
        turnedAwayAt = world.clock.millis();
    }

    boolean wasTurnedAway() {
        return turnedAwayAt >= 0;
    }

    /** When a batch of its last run was turned away last. */
    long turnedAwayAt() {
        return turnedAwayAt;
    }

    /** Somebody interrupts the thread of its run. */
    void interrupt() {
        world.tell(() -> name + " is interrupted");
        world.coverage.met("run interrupted");
        interrupted = true;
        Thread.currentThread().interrupt();
    }

    /** The run is over. Whether it was interrupted, and the thread is not marked any more. */
    boolean swallowedInterrupt() {
        boolean marked = Thread.interrupted();
        boolean swallowed = interrupted && !marked && !killed;
        interrupted = false;
        return swallowed;
    }

    /** It took the lease. */
    void leased(long newEpoch) {
        epoch = newEpoch;
    }

    /**
     * Called when it has asked the fence, which let it pass.
     *
     * @param newest the epoch that had begun when it asked; one that began since is the limit of a late write
     */
    void demandLease(long newest) {
        if (epoch < newest) {
            world.ledger.report(
                    Invariant.FENCED, name + " sends under epoch " + epoch + ", and epoch " + newest + " has begun");
        }
    }

    /** From now on it may send only this. */
    void approve(List<PlannedWrite> plan) {
        approved = plan.stream().map(PlannedWrite::toString).collect(Collectors.toSet());
    }

    /** From now on it may join only what the plan of links names, and send nothing. */
    void joinsOnly(PlannedLinks plan) {
        approve(List.of());
        links = plan;
    }

    /** From now on it may send and join anything again. */
    void free() {
        approved = null;
        links = null;
    }

    /** Called with whatever it makes durable. */
    void commits(StateChange change) {
        if (links != null) {
            links.joins(change);
        }
    }

    /** Called with whatever it sends. */
    void demandApproved(PlannedWrite write) {
        if (approved != null && !approved.contains(write.toString())) {
            world.ledger.report(Invariant.DRY_RUN, "sent, and not named by the plan: " + write);
        }
    }

    /** Called at whatever it does: throws if it is dead, and kills it if it goes on for ever. */
    void demandAlive() {
        if (!killed && world.isEndless()) {
            kill(false);
        }
        if (killed) {
            if (byError) {
                throw new CrashError();
            }
            throw new Crash();
        }
    }

    /** A step of a connector, whose exceptions are taken for faults of its own: a death must be told from a fault. */
    static void dying(Runnable step) {
        try {
            step.run();
        } catch (Crash crash) {
            throw new CrashError();
        }
    }

    /** Whether the throwable, or what caused it, is the crash of a process. */
    static boolean isCrash(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Crash || cause instanceof CrashError) {
                return true;
            }
        }
        return false;
    }
}
