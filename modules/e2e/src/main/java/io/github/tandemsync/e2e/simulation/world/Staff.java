package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.PlannedLinks;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts runner processes and lets them run; a killed one is replaced by a new one. */
final class Staff {
    private static final String REFUSED = "planned writes were not sent";
    private static final String NOT_JOINED = "planned links were not made";
    private static final Set<Kind> WRITES = Set.of(Kind.UPDATED, Kind.CLEARED);
    static final Duration REMOVAL_SCAN = Duration.ofMinutes(30);
    private static final Duration SHORT_MEMORY = Duration.ofDays(2);
    private static final Duration FOR_EVER = Duration.ofDays(36_500); // what runs did is taken back however old it is

    private final World world;
    private final EngineUnderTest.Factory factory;
    private int started;
    private boolean suspended;
    private boolean forPoison;
    private List<String> problems = List.of();
    private @Nullable RunnerProcess process;
    private @Nullable EngineUnderTest engine;

    Staff(World world, EngineUnderTest.Factory factory) {
        this.world = world;
        this.factory = factory;
        world.onSecondRunner(this::secondRunner);
    }

    /** One run by the present process, or by a new one; false if it did not end well. */
    boolean cycle() {
        EngineUnderTest running = present();
        RunnerProcess runner = Objects.requireNonNull(process);
        boolean well = run(runner, running);
        if (well) {
            world.upkeep.settled();
            world.restores.settled();
        }
        if (runner.killed()) {
            dismiss();
        }
        return well;
    }

    /** The present process ends; the next run is done by a new one. */
    void dismiss() {
        if (process != null && engine != null && !process.killed()) {
            close(engine);
        }
        process = null;
        engine = null;
    }

    /** What kept the last run from doing everything; nothing if it ended with an exception. */
    List<String> problems() {
        return problems;
    }

    /** Whether the last run left the pair out, for a right that it had been found to lack. */
    boolean isSuspended() {
        return suspended;
    }

    /** Whether the last run failed, and only for a record with which something never works. */
    boolean failsForPoison() {
        return world.scenario == Scenario.POISON && forPoison;
    }

    EngineUnderTest present() {
        if (process == null || engine == null) {
            process = new RunnerProcess(world, "runner-" + ++started);
            engine = start(process);
        }
        return engine;
    }

    /** An operator says that the store is older than the systems. */
    void recover() {
        long begun = world.clock.nextEvent();
        insist("somebody says that the store is older than the systems", EngineUnderTest::recover);
        world.ledger.recovered(begun, world.clock.nextEvent());
        world.coverage.met("recovered");
    }

    /** An operator accepts that a system was put back. */
    void accept() {
        long begun = world.clock.nextEvent();
        world.ledger.restorations().accepted(begun);
        insist("somebody accepts that a system was put back", engine -> engine.order(SyncRunner::acceptRestored));
        world.ledger.recovered(begun, world.clock.nextEvent());
        world.coverage.met("put back, and accepted");
    }

    /** An operator says something, again and again, until that is durable. */
    void insist(String tale, Consumer<EngineUnderTest> order) {
        world.calls.toldOfAll();
        boolean said = false;
        while (!said && !world.isEndless()) {
            EngineUnderTest running = present();
            RunnerProcess runner = Objects.requireNonNull(process);
            world.tell(() -> tale);
            said = ends(runner, () -> {
                order.accept(running);
                return List.of();
            });
            if (runner.killed()) {
                dismiss();
            }
            world.pass(said ? Duration.ZERO : World.LEASE.plusSeconds(1));
        }
    }

    private void secondRunner() {
        RunnerProcess second = new RunnerProcess(world, "runner-" + ++started);
        EngineUnderTest other = start(second);
        run(second, other);
        if (!second.killed()) {
            close(other);
        }
    }

    private EngineUnderTest start(RunnerProcess runner) {
        SimConnector left = new SimConnector(world, runner, world.left);
        SimConnector right = new SimConnector(world, runner, world.right);
        return factory.start(new EngineUnderTest.Setup(
                world.connection,
                left,
                right,
                new SimStore(world, runner),
                world.setting.pairs(),
                world.clock,
                world::nextId,
                runner.name(),
                World.LEASE,
                World.SETTLE,
                REMOVAL_SCAN,
                world.scenario == Scenario.UPKEEP ? SHORT_MEMORY : FOR_EVER,
                world.shape.roundSize(),
                world.host,
                () -> {
                    left.begunAnew();
                    right.begunAnew();
                    world.calls.begunAnew();
                }));
    }

    private boolean run(RunnerProcess runner, EngineUnderTest running) {
        world.tell(() -> runner.name() + " runs");
        runner.begins();
        return ends(runner, () -> {
            if (!enabled() && world.setting.isWanted()) {
                running.enable();
            }
            return world.scenario == Scenario.APPLY
                    ? applied(runner, running, running::plan, world::meanwhile)
                    : cycled(running);
        });
    }

    private List<String> cycled(EngineUnderTest running) {
        world.calls.looksAround();
        return running.cycle();
    }

    /** Somebody takes back what a run did, or settles the conflicts; people go on meanwhile. */
    void operate() {
        operate(this::wished);
    }

    /** Somebody has a plan made, and applies it; people go on meanwhile. */
    void operate(Function<EngineUnderTest, List<PlannedWrite>> planning) {
        world.calls.toldOfAll();
        EngineUnderTest running = present();
        RunnerProcess runner = Objects.requireNonNull(process);
        ends(runner, () -> applied(runner, running, () -> planning.apply(running), world::meanwhile));
        runner.free();
        if (runner.killed()) {
            dismiss();
        }
    }

    /** Somebody enables the pair, has its links planned, and applies that; people go on meanwhile. False if it did not end well. */
    boolean planLinks(PlannedLinks judge, Function<SyncRunner, SyncPlan> planning) {
        EngineUnderTest running = present();
        RunnerProcess runner = Objects.requireNonNull(process);
        runner.joinsOnly(judge);
        boolean well = ends(runner, () -> {
            running.enable();
            return applied(runner, running, () -> running.plan(planning), world::meanwhile);
        });
        runner.free();
        if (runner.killed()) {
            dismiss();
        }
        return well;
    }

    /** Somebody erases a record, and, mostly, deletes what belongs to it in both systems. */
    void erase() {
        List<Row> rows = rows();
        if (rows.isEmpty()) {
            return;
        }
        RecordRef ref = rows.get(world.choices.below(rows.size())).ref();
        world.tell(() -> "somebody erases " + ref);
        world.ledger.erasures().begins(ref, world.clock.nextEvent());
        EngineUnderTest running = present();
        RunnerProcess runner = Objects.requireNonNull(process);
        List<CreateKey> open = world.ledger.open().stream()
                .map(Intent::key)
                .filter(Objects::nonNull)
                .toList();
        Map<RecordRef, String> before = domains();
        ends(runner, () -> {
            List<RecordRef> erased = running.erase(ref);
            Map<RecordRef, String> shown = domains();
            shown.keySet().retainAll(erased);
            shown.entrySet().removeIf(now -> !now.getValue().equals(before.get(now.getKey())));
            world.ledger.erasures().ended(erased, shown.values(), open);
            world.coverage.met("record erased");
            return List.of();
        });
        runner.free();
        if (runner.killed()) {
            dismiss();
        }
        if (!world.choices.chance(1, 3)) {
            rows().stream()
                    .filter(row -> row.ref().equals(ref))
                    .forEach(row -> world.server(row.side()).remove(row, Author.USER));
        }
    }

    private List<Row> rows() {
        return world.rows().filter(row -> row.live() && !row.hidden()).toList();
    }

    /** What identifies the records that are there, where they are matched. */
    private Map<RecordRef, String> domains() {
        Map<RecordRef, String> domains = new TreeMap<>();
        for (Row row : rows()) {
            String domain = Canonical.text(row.value(Field.DOMAIN));
            if (world.shape.agreement().of(row).matching() && !domain.isEmpty()) {
                domains.put(row.ref(), domain);
            }
        }
        return domains;
    }

    private List<PlannedWrite> wished(EngineUnderTest running) {
        List<String> runs = world
                .store
                .history(HistoryQuery.of(world.connection).kinds(WRITES))
                .stream()
                .map(HistoryEntry::run)
                .distinct()
                .toList();
        if (runs.isEmpty() || world.choices.chance(1, 3)) {
            world.tell(() -> "somebody settles the conflicts");
            return met("conflicts settled", running.planResolution(() -> world.choices.pick(Side.LEFT, Side.RIGHT)));
        }
        return met("run taken back", takeBack(running, runs.get(world.choices.below(runs.size()))));
    }

    /** A plan that takes back the run. */
    List<PlannedWrite> takeBack(EngineUnderTest running, String run) {
        world.tell(() -> "somebody takes back " + run);
        List<PlannedWrite> plan = running.planUndo(run);
        for (PlannedWrite write : plan) {
            RecordRef ref = write.ref();
            if (ref != null) {
                world.ledger.takenBack(ref, write.values(), world.clock.nextEvent());
            }
        }
        return plan;
    }

    /** A plan by the present process, and its application at once; all is well. */
    void amend(Function<EngineUnderTest, List<PlannedWrite>> planning) {
        world.calls.toldOfAll();
        EngineUnderTest running = present();
        RunnerProcess runner = Objects.requireNonNull(process);
        ends(runner, () -> applied(runner, running, () -> planning.apply(running), () -> {}));
        runner.free();
    }

    private List<PlannedWrite> met(String mark, List<PlannedWrite> plan) {
        if (!plan.isEmpty()) {
            world.coverage.met(mark);
        }
        return plan;
    }

    private boolean ends(RunnerProcess runner, Supplier<List<String>> work) {
        boolean well;
        problems = List.of();
        world.still.runBegins(runner);
        world.restores.runBegins(runner);
        try {
            problems = work.get();
            world.still.runEnded(runner, problems);
            world.restores.runEnded(runner, problems);
            suspended = problems.stream().anyMatch(problem -> problem.contains("is suspended"));
            forPoison = problems.stream().allMatch(world.poison::isNamed);
            problems.forEach(problem -> world.tell(() -> "problem: " + problem));
            well = problems.isEmpty();
        } catch (RuntimeException | Error thrown) {
            world.still.runOver(runner);
            judge(runner, thrown);
            return false;
        } finally {
            if (runner.swallowedInterrupt()) {
                world.ledger.report(Invariant.NO_PANIC, "the engine swallowed an interrupt");
            }
        }
        if (runner.killed()) {
            world.ledger.report(Invariant.NO_PANIC, "the engine swallowed the death of its process");
        }
        return well;
    }

    /** A plan by the present process, what happens until it is approved, and its application; all is well. */
    void apply(Runnable meanwhile) {
        EngineUnderTest running = present();
        applied(Objects.requireNonNull(process), running, running::plan, meanwhile);
    }

    private List<String> applied(
            RunnerProcess runner, EngineUnderTest running, Supplier<List<PlannedWrite>> planning, Runnable meanwhile) {
        world.calls.looksAround();
        List<PlannedWrite> plan = planning.get();
        world.tell(() -> "plan: " + plan);
        meanwhile.run();
        world.tell(() -> runner.name() + " applies the plan");
        world.calls.looksAround();
        runner.approve(plan);
        List<String> problems = new ArrayList<>(running.apply());
        boolean refused = problems.removeIf(problem -> problem.contains(REFUSED));
        if (problems.removeIf(problem -> problem.contains(NOT_JOINED))) {
            world.coverage.met("planned link refused");
        }
        if (!plan.isEmpty()) {
            world.coverage.met(refused ? "plan refused in part" : "plan carried out");
        }
        return problems;
    }

    private void judge(RunnerProcess runner, Throwable thrown) {
        world.tell(
                () -> runner.name() + " ends with " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        if (!runner.killed() && !(thrown instanceof TandemException)) {
            String where = Arrays.stream(thrown.getStackTrace())
                    .limit(4)
                    .map(StackTraceElement::toString)
                    .reduce("", (all, line) -> all + " < " + line);
            world.ledger.report(Invariant.NO_PANIC, thrown + where);
        }
    }

    private boolean enabled() {
        ConnectionState known = world.store.connection(world.connection);
        return world.shape.pairs().stream()
                .allMatch(pair -> known.pair(pair.id()).enabled());
    }

    private void close(EngineUnderTest ending) {
        try {
            ending.close();
        } catch (RuntimeException | Error thrown) {
            if (!RunnerProcess.isCrash(thrown) && !(thrown instanceof TandemException)) {
                world.ledger.report(Invariant.NO_PANIC, "closing: " + thrown);
            }
        } finally {
            Thread.interrupted(); // whoever closes may be interrupted as well
        }
    }
}
