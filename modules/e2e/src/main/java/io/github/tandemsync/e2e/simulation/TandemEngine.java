package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.engine.Consent;
import io.github.tandemsync.core.engine.ErasureReport;
import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.Resolution;
import io.github.tandemsync.core.engine.SliceResult;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.PlannedWrite;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real engine, as the simulation drives it. */
public final class TandemEngine implements EngineUnderTest {
    private static final int MOST_SLICES = 2000;
    private static final int MOST_CONFLICTS = 1000;
    private static final int SELDOM = 20;
    private static final Set<EntryState> RETRIED =
            EnumSet.of(EntryState.FAILING, EntryState.WAITING, EntryState.AMBIGUOUS, EntryState.LINKED);

    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Setup setup;
    private final List<String> pairs;
    private final Manner manner;
    private final InstantSource clock;
    private final Beats beats;
    private SyncRunner runner;
    private int built;
    private boolean planned;
    private @Nullable SyncPlan plan;

    private TandemEngine(Setup setup, Manner manner) {
        this.setup = setup;
        this.manner = manner;
        clock = setup.clock();
        beats = new Beats(manner, clock);
        pairs = setup.pairs().stream().map(pair -> pair.id().value()).toList();
        runner = built();
    }

    /** Another runner of the same process. */
    private SyncRunner built() {
        SyncRunnerBuilder builder = SyncRunner.builder()
                .connection(setup.connection().value())
                .left(manner.started() ? beats.watched(setup.left(), setup.roundSize()) : setup.left())
                .right(manner.started() ? beats.watched(setup.right(), setup.roundSize()) : setup.right())
                .stateStore(setup.store())
                .clock(setup.clock())
                .ids(setup.ids())
                .holder(built++ == 0 ? setup.holder() : setup.holder() + "-" + built)
                .leaseTerm(setup.lease())
                .settleTime(setup.settle())
                .removalScan(setup.removalScan(), manner.sliced() ? 1 : SyncRunnerBuilder.REMOVAL_PAGES)
                .referenceScan(setup.removalScan())
                .historyRetention(setup.historyRetention())
                .roundSize(setup.roundSize())
                .timeLimiter(setup.timeLimiter())
                .executor(manner.executor(setup.clock()));
        if (manner.started()) {
            builder.listener(beats);
        }
        setup.pairs().forEach(pair -> add(builder, pair));
        return builder.build();
    }

    private void add(SyncRunnerBuilder builder, ObjectPair pair) {
        Duration interval = manner.started() ? manner.interval(clock) : null;
        if (interval == null) {
            builder.pair(pair);
        } else {
            builder.pair(pair, interval);
        }
    }

    /** Starts one that is driven plainly. */
    public static EngineUnderTest start(Setup setup) {
        return new TandemEngine(setup, Manner.PLAIN);
    }

    /** Starts engines that are driven in the given manner. */
    public static Factory in(Manner manner) {
        return setup -> new TandemEngine(setup, manner);
    }

    /** Starts engines by reflection, from inside another class loader. */
    public static final class Maker implements Factory {
        @Override
        public EngineUnderTest start(Setup setup) {
            return TandemEngine.start(setup);
        }
    }

    @Override
    public void enable() {
        pairs.forEach(runner.pairs()::enable);
    }

    @Override
    public void disable() {
        pairs.forEach(runner.pairs()::disable);
    }

    @Override
    public void delete() {
        pairs.forEach(runner.pairs()::delete);
    }

    @Override
    public void retry() {
        List<RecordRef> records = new ArrayList<>();
        for (EntryState state : RETRIED) {
            pairs.forEach(pair -> runner.records().in(pair, state, records::add));
        }
        runner.records().retry(records);
    }

    @Override
    public void consent(int more) {
        pairs.forEach(pair -> runner.pairs().consentToRemovals(pair, more));
    }

    @Override
    public List<String> cycle() {
        return manner.started() ? beat() : faults(run().problems());
    }

    private List<String> beat() {
        beats.told();
        SliceResult result = null;
        for (int slices = 0; result == null || result.moreWork(); slices++) {
            demandEnd(slices);
            if (!beats.isStarted()) {
                runner.start(INTERVAL, beats);
            }
            result = beats.slice(!planned);
            if (beats.draining()) {
                runner.close();
                beats.told(); // that the run was given up
                runner = built();
                setup.anew().run();
                result = null;
            }
            if (result == null || result.moreWork()) {
                hint();
            }
        }
        planned = false;
        setup.store()
                .connection(
                        setup.connection()); // which a process that died in a slice that failed does not live to ask
        return beats.told();
    }

    private void hint() {
        RecordRef seen = beats.seen();
        if (seen != null && manner.chance(clock, SELDOM) == 0) {
            runner.hint(seen);
        }
    }

    /** A run that holds something back for want of consent is well: it is as far as it comes without a person. */
    static List<String> faults(List<SyncReport.Problem> problems) {
        return problems.stream()
                .filter(problem -> !problem.waiting())
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }

    private static void demandEnd(int slices) {
        if (slices == MOST_SLICES) {
            throw new IllegalStateException("a run of " + slices + " slices has no end");
        }
    }

    private SyncReport run() {
        if (!manner.sliced()) {
            return runner.runOnce();
        }
        SyncReport report = runner.runSlice(manner.budget(clock));
        for (int slices = 1; report.more(); slices++) {
            demandEnd(slices);
            report = report.plus(runner.runSlice(manner.budget(clock)));
        }
        return report;
    }

    @Override
    public void recover() {
        runner.recover();
    }

    @Override
    public List<PlannedWrite> plan() {
        return writes(runner.plan());
    }

    @Override
    public List<PlannedWrite> planUndo(String run) {
        return writes(runner.planUndo(run));
    }

    @Override
    public List<PlannedWrite> planResolution(Supplier<Side> winner) {
        return writes(runner.planResolution(runner.conflicts().open(0, MOST_CONFLICTS).stream()
                .map(conflict -> new Resolution(conflict, winner.get()))
                .toList()));
    }

    @Override
    public List<PlannedWrite> plan(Function<SyncRunner, SyncPlan> planning) {
        return writes(planning.apply(runner));
    }

    @Override
    public void order(Consumer<SyncRunner> order) {
        order.accept(runner);
    }

    private List<PlannedWrite> writes(SyncPlan made) {
        plan = made;
        planned = true;
        return made.writes().stream().map(TandemEngine::write).toList();
    }

    @Override
    public List<RecordRef> erase(RecordRef ref) {
        ErasureReport report = runner.records().erase(ref);
        if (!report.problems().isEmpty()) {
            throw new TandemException("not everything was learned: " + report.problems());
        }
        return report.records();
    }

    @Override
    public List<String> apply() {
        SyncPlan made = Objects.requireNonNull(plan, "nothing was planned");
        List<String> problems = new ArrayList<>(faults(made.problems()));
        problems.addAll(faults(runner.apply(made, Consent.GIVEN).problems()));
        return problems;
    }

    private static PlannedWrite write(PlanItem item) {
        Values values = Values.none();
        if (item.action() != PlanItem.Action.REMOVE) {
            for (PlanItem.FieldChange change : item.fields()) {
                values = values.with(change.field(), change.after());
            }
        }
        return new PlannedWrite(item.side(), item.ref(), values);
    }

    @Override
    public void close() {
        runner.close();
    }
}
