package io.github.tandemsync.core.engine;

import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A runner's runs, slice by slice: at most one is under way. Used under the runner's lock. */
final class Slices {
    private final Settings settings;
    private final CallReserve reserve;
    private final BiFunction<Slice, Boolean, Run> begin;
    private final Retention retention = new Retention();
    private @Nullable Run sliced;

    /** @param begin begins a run with its first slice; with all feeds, or those that are due */
    Slices(Settings settings, CallReserve reserve, BiFunction<Slice, Boolean, Run> begin) {
        this.settings = settings;
        this.reserve = reserve;
        this.begin = begin;
    }

    /**
     * Goes on with the run, or begins one.
     *
     * @param all whether a run that begins asks every pair's feeds, whatever their intervals
     * @param stop whether somebody wants the slice to end after the step that it is in
     */
    SyncReport next(SliceBudget budget, boolean all, BooleanSupplier stop) {
        Run before = sliced;
        sliced = null;
        Slice slice = new Slice(budget, settings.clock(), reserve, stop);
        Run run = before == null ? begin.apply(slice, all) : before;
        SyncReport report = told(run, () -> {
            if (before == null) {
                run.tellStarted();
            } else {
                run.resume(slice);
            }
            boolean more = run.work();
            if (!more) {
                run.noteWaiting();
                retention.prune(run.session());
            }
            return run.report(more);
        });
        sliced = report.more() ? run : null;
        return report;
    }

    /**
     * Carries a plan out in a run of its own.
     *
     * @param refused gets each write that was not sent, and each link that was not made; null: nobody asks
     */
    SyncReport apply(PlanDigest plan, Consent consent, Run run, @Nullable Consumer<RefusedWrite> refused) {
        return told(run, () -> {
            run.tellStarted();
            if (plan.linksOnly()) {
                LinkPlans.apply(plan, run, refused);
            } else {
                Plans.apply(plan, consent, run, refused);
            }
            run.noteWaiting(plan.leftOut());
            retention.prune(run.session());
            return run.report(false);
        });
    }

    /** What the work answers; if it throws, the listener hears that the run has ended before the caller does. */
    private static SyncReport told(Run run, Supplier<SyncReport> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error fault) {
            run.endedBy(fault);
            throw fault;
        }
    }

    /** A run in slices that nobody goes on with has ended. */
    void giveUp() {
        Run run = sliced;
        sliced = null;
        if (run != null) {
            run.givenUp();
        }
    }
}
