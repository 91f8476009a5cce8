package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.engine.PlanDigest;
import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.PlanSink;
import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.record.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is measured, in order: with an empty Dataverse, a first plan of n creates and, in a store of its own, a run that makes them;
 * then, with n firms on both sides, a plan of the links, the first load that links them, idle cycles, changes on either side, and a
 * pair that was disabled for a while.
 */
final class Phases {
    /** The stores, each with its phases, in order: of a first plan, of a load that creates, of one that links and what follows it. */
    static final List<String> STORES = List.of("planned", "created", "linked");

    /** In how many places of a phase the heap is measured. */
    private static final int MEASURED = 8;

    private final int firms;
    private final List<Integer> changes;
    private final Path folder;
    private final LoadClock clock;
    private final StageExecutor stages;
    private final Consumer<Measurement> told;
    private int revision;

    /**
     * @param firms how many
     * @param changes how many firms are changed in one cycle, for each measurement; none more than there are firms
     * @param folder for the stores; empty
     * @param told hears of each phase at its end
     */
    Phases(
            int firms,
            List<Integer> changes,
            Path folder,
            LoadClock clock,
            StageExecutor stages,
            Consumer<Measurement> told) {
        this.firms = firms;
        this.changes = List.copyOf(changes);
        this.folder = folder;
        this.clock = clock;
        this.stages = stages;
        this.told = told;
    }

    /** Work to be measured; answers how many writes it has sent, or planned. */
    private interface Step {
        long run();
    }

    /**
     * Measures the phases of the stores.
     *
     * @param wanted of {@link #STORES}
     * @return the bytes of each store at its end, by name
     */
    SortedMap<String, Long> run(Collection<String> wanted) {
        SortedMap<String, Long> stores = new TreeMap<>();
        for (String store : wanted) {
            switch (store) {
                case "planned" -> with(store, 0, stores, this::firstPlan);
                case "created" -> with(store, 0, stores, this::creates);
                case "linked" -> with(store, firms, stores, this::links);
                default -> throw new IllegalArgumentException("The stores are " + STORES + "; got " + store);
            }
        }
        return stores;
    }

    private void with(String store, int facing, SortedMap<String, Long> stores, Consumer<Application> work) {
        Path file = folder.resolve(store + ".db");
        try (Application application = application(file, facing)) {
            work.accept(application);
        }
        try {
            stores.put(store, Files.size(file));
            Files.delete(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void firstPlan(Application application) {
        measure(application, "first plan, creates", firms, () -> plan(application));
    }

    private void creates(Application application) {
        measure(application, "first load, creates", firms, () -> sync(application));
        measureIdle(application);
    }

    private void links(Application application) {
        measure(application, "first plan, links", firms, () -> planLinks(application));
        measure(application, "first load, links", firms, () -> sync(application));
        measureIdle(application);
        for (int count : changes) {
            measureChanges(application, Side.LEFT, count);
            measureChanges(application, Side.RIGHT, count);
        }
        measureIdle(application);
        int count = changes.get(0);
        application.runner().pairs().disable(Application.PAIR);
        edit(application, Side.LEFT, count);
        edit(application, Side.RIGHT, count);
        application.runner().pairs().enable(Application.PAIR);
        measure(application, "enabled again", count * 2L, () -> sync(application));
    }

    private Application application(Path file, int facing) {
        return new Application(
                new GeneratedHubSpot(firms, clock),
                new GeneratedDataverse(facing, facing == 0 ? firms : 1),
                clock,
                file,
                stages);
    }

    private void measureChanges(Application application, Side side, int count) {
        edit(application, side, count);
        measure(
                application,
                (side == Side.LEFT ? "HubSpot" : "Dataverse") + " changed",
                count,
                () -> sync(application));
    }

    /** What the search tells once more is over by then. */
    private void measureIdle(Application application) {
        pass(GeneratedHubSpot.INDEX_LAG.plus(Duration.ofMinutes(1)));
        sync(application);
        pass(Duration.ofMinutes(1));
        measure(application, "idle", 0, () -> sync(application));
    }

    private void pass(Duration time) {
        clock.skip(time);
    }

    /** Firms that are spread over all of them, other ones for each side. */
    private void edit(Application application, Side side, int count) {
        revision++;
        int apart = Math.max(1, firms / count);
        for (int i = 0; i < count; i++) {
            int number = (i * apart + (side == Side.LEFT ? 0 : apart / 2)) % firms;
            if (side == Side.LEFT) {
                application.hubspot().edit(number, revision);
            } else {
                application.dynamics().edit(number, revision);
            }
        }
    }

    private static long plan(Application application) {
        Counter counter = new Counter(application);
        PlanDigest digest = application.runner().plan(counter);
        demandOk(digest.problems());
        return counter.items;
    }

    private static long planLinks(Application application) {
        Counter counter = new Counter(application);
        PlanDigest digest = application.runner().planLinks(counter);
        demandOk(digest.problems());
        return counter.items;
    }

    private static long sync(Application application) {
        SyncReport report = application.runner().runOnce();
        demandOk(report.problems());
        return report.writes();
    }

    /** A figure of a run that went wrong would mean nothing. */
    private static void demandOk(List<SyncReport.Problem> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("The measurement is void: " + problems);
        }
    }

    private void measure(Application application, String name, long records, Step step) {
        application.hubspot().takeCalls();
        application.dynamics().takeCalls();
        Meter meter = new Meter(Math.max(1, records / MEASURED));
        application.measuredBy(meter);
        long writes = step.run();
        Duration time = meter.time();
        Duration processor = meter.processor();
        long allocated = meter.allocated();
        Duration collecting = meter.collecting();
        meter.measureHeap();
        SortedMap<Side, SortedMap<CallKind, CallCount>> calls = new TreeMap<>();
        calls.put(Side.LEFT, application.hubspot().takeCalls());
        calls.put(Side.RIGHT, application.dynamics().takeCalls());
        told.accept(new Measurement(
                name, records, time, processor, calls, meter.liveHeap(), allocated, collecting, writes));
    }

    /** Takes the items of a plan and keeps none. */
    private static final class Counter implements PlanSink {
        private final Application application;
        private long items;

        Counter(Application application) {
            this.application = application;
        }

        @Override
        public void item(PlanItem item) {
            items++;
            application.reached(items);
        }

        @Override
        public void withdrawn(String fingerprint) {
            items--;
        }
    }
}
