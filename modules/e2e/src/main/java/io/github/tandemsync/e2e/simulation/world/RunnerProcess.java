package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.LineGuard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The life of one runner. Once it is killed, nothing that it still calls has any effect. */
final class RunnerProcess implements LineGuard.Sight {
    private final World world;
    private final String name;
    private long epoch;
    private boolean killed;
    private boolean byError;
    private @Nullable Set<String> approved;
    private final Map<RecordRef, Long> shown = new HashMap<>();
    private long begun;

    RunnerProcess(World world, String name) {
        this.world = world;
        this.name = name;
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
    }

    /** It was shown a record, or that there is none: what is done to it from now on, it does not know. */
    void sees(RecordRef ref) {
        shown.put(ref, world.clock.lastEvent());
    }

    @Override
    public long begun() {
        return begun;
    }

    @Override
    public long shown(RecordRef ref) {
        return shown.getOrDefault(ref, 0L);
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

    /** From now on it may send anything again. */
    void free() {
        approved = null;
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
