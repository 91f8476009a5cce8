package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.e2e.http.Connectors;
import io.github.tandemsync.e2e.http.Systems;
import io.github.tandemsync.e2e.http.storm.People.Act;
import io.github.tandemsync.simulators.dataverse.Behaviour;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulatorBuilder;
import io.github.tandemsync.simulators.hubspot.IndexLag;
import io.github.tandemsync.simulators.hubspot.MergeStyle;
import io.github.tandemsync.simulators.hubspot.UniqueConflict;
import io.github.tandemsync.simulators.server.Request;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two systems with every hard setting that they have, real clients, a store on disk, people who never rest, and a network that breaks.
 * One clock for all, which only the test and waiting move, so that a seed is a story: the same each time, as far as the order of
 * requests is.
 */
final class Storm implements AutoCloseable {
    private static final int BEGINNERS = 60;
    private static final int FAULTS_PERCENT = 6;
    private static final int ACTS_PERCENT = 4;
    private static final int ACTS_A_ROUND = 6;
    private static final int MEETINGS_PERCENT = 30;

    /** The ids in the body of a write: HubSpot's are numbers, and Dataverse's stand in addresses. */
    private static final Pattern WRITTEN = Pattern.compile("(?:\"id\"\\s*:\\s*\"|PATCH \\S*accounts\\()([0-9a-f-]+)");

    /** More than any wait of the engine. */
    private static final Duration LONG = Duration.ofHours(2);

    private final long seed;
    private final Random random;
    private final Path file;
    private final Systems systems;
    private final Connectors connectors;
    private final ObjectPair pair;
    private final LookLog looks;
    private final People people;
    private final Weather weather;
    private StateStore store;
    private SyncRunner runner;
    private boolean raging;
    private int failed;
    private String last = "";

    /** @param folder an empty one, for the store */
    Storm(Path folder, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.file = folder.resolve("state.db");
        this.systems = new Systems(this::hard, this::hard);
        this.connectors = systems.connectors();
        this.looks = new LookLog(systems.hubspot, systems.clock);
        this.people = new People(systems.hubspot, systems.dynamics, seed, EnumSet.allOf(Act.class));
        this.weather = new Weather(seed, FAULTS_PERCENT);
        systems.hubspot.hooks().onArrival(this::meanwhile);
        systems.dynamics.hooks().onArrival(this::meanwhile);
        connectors.hubspot().prepare(Connectors.COMPANIES);
        this.pair = connectors.compile(Site.mapping());
        for (int i = 0; i < BEGINNERS; i++) {
            act();
        }
        this.store = open();
        this.runner = start();
        runner.pairs().enable(Site.PAIR);
        runner.pairs().consentToRemovals(Site.PAIR, 10_000);
    }

    private HubSpotSimulatorBuilder hard(HubSpotSimulatorBuilder portal) {
        return portal.seed(seed)
                .indexLag(IndexLag.random(new Random(seed), Systems.LAG))
                .restoringMovesStamp(true)
                .hiddenUpdateAfterWrite(true)
                .associatingMovesStamp(random.nextBoolean())
                .archivingFreesUniqueValues(random.nextBoolean())
                .victimsListedAsArchived(random.nextBoolean())
                .uniqueConflict(any(UniqueConflict.values()))
                .mergeStyle(any(MergeStyle.values()));
    }

    private DataverseSimulator.Builder hard(DataverseSimulator.Builder organisation) {
        return organisation.seed(seed).behaviour(Behaviour.HARD.with(any(Behaviour.DeltaStart.values())));
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }

    /** People work before, in and after each run. */
    void rage(int rounds) {
        systems.hubspot.faults().source(weather::over);
        systems.dynamics.faults().source(weather::over);
        raging = true;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < ACTS_A_ROUND; i++) {
                act();
            }
            trouble();
            run();
            if (draw(4) == 0) {
                pass(3000);
                people.actOnWhatWasWritten();
            }
            systems.clock.advance(Duration.ofSeconds(draw(600)));
        }
    }

    private void meanwhile(Request request) {
        pass(50);
        if (raging && draw(100) < ACTS_PERCENT) {
            act();
        }
        if (raging && isWrite(request) && draw(100) < MEETINGS_PERCENT) {
            meet(request);
        }
    }

    private static boolean isWrite(Request request) {
        return request.path().endsWith("/companies/batch/update")
                || (request.path().endsWith("/$batch") && request.body().text().contains("PATCH "));
    }

    /** Somebody edits a record at the moment at which a write of it is under way, after the sync has looked at it. */
    private void meet(Request request) {
        List<String> ids = WRITTEN.matcher(request.body().text())
                .results()
                .map(hit -> hit.group(1))
                .toList();
        if (!ids.isEmpty()) {
            pass(50);
            people.edit(ids.get(draw(ids.size())));
            pass(1);
        }
    }

    /** Nothing else happens at the same moment. */
    private void act() {
        pass(3000);
        people.act();
        pass(1);
    }

    private void pass(int mostMillis) {
        systems.clock.advance(Duration.ofMillis(1 + draw(mostMillis)));
    }

    private int draw(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void trouble() {
        switch (draw(8)) {
            case 0 -> systems.dynamics.admin().expireDeltaTokens("account");
            case 1 -> restart();
            default -> {
                // not this time
            }
        }
    }

    private void restart() {
        runner.close();
        store.close();
        store = open();
        runner = start();
    }

    private StateStore open() {
        return JdbcStateStore.builder("jdbc:sqlite:" + file)
                .clock(systems.clock)
                .open();
    }

    private SyncRunner start() {
        return systems.runner(connectors, store, pair)
                .holder("node")
                .executor(StageExecutor.direct())
                .build();
    }

    /** A run that breaks off is one that the next one goes on with. */
    private @Nullable SyncReport run() {
        try {
            return runner.runOnce();
        } catch (TandemException brokenOff) {
            failed++;
            return null;
        }
    }

    /**
     * Fair weather, and rest. Quiet: nothing was written or is to be looked at, for longer than any scan or wait takes.
     *
     * @return whether it became quiet within the runs
     */
    boolean settle(int runs) {
        systems.hubspot.faults().clear();
        systems.dynamics.faults().clear();
        raging = false;
        int quiet = 0;
        for (int i = 0; i < runs && quiet < 3; i++) {
            systems.clock.advance(i % 4 == 3 ? SyncRunnerBuilder.REFERENCE_SCAN : LONG);
            SyncReport report = run();
            last = report == null ? "" : report.text();
            boolean busy = report == null || report.writes() > 0 || !report.ok() || report.more() || waits();
            quiet = busy ? 0 : quiet + 1;
        }
        return quiet == 3;
    }

    /** What is wrong in the end, with the stories of the first records. */
    List<String> verdict() {
        SideTruth companies = Truths.of(systems.hubspot);
        SideTruth accounts = Truths.of(systems.dynamics);
        Told told = Told.by(store, new ConnectionId(Site.CONNECTION), companies, accounts);
        Merges merges = Merges.of(systems.hubspot, companies, systems.dynamics, accounts);
        List<String> violations = new Judge(companies, accounts, told, looks, merges, new Explained(runner)).verdict();
        String story = Story.of(violations, companies, accounts, store);
        return story.isEmpty()
                ? violations
                : Stream.concat(violations.stream(), Stream.of(story)).toList();
    }

    /** How many writes one more run brings. */
    long writesOfOneMoreRun() {
        long before = writes();
        runner.runOnce();
        return writes() - before;
    }

    private long writes() {
        return systems.hubspot.truth().writes().size()
                + systems.dynamics.truth().writes();
    }

    /** What the last run reported, for one that does not become quiet. */
    String why() {
        return last;
    }

    Weather weather() {
        return weather;
    }

    /** In one line. */
    String told() {
        return "seed " + seed + ": people did " + people.done() + ", met " + weather.met() + ", " + failed
                + " runs broke off, " + writes() + " writes in all";
    }

    @Override
    public void close() {
        runner.close();
        store.close();
        connectors.close();
        systems.close();
    }

    private boolean waits() {
        return !store.entries(new EntryQuery.Due(
                        new ConnectionId(Site.CONNECTION),
                        new PairId(Site.PAIR),
                        systems.clock.instant().plus(LONG),
                        1))
                .isEmpty();
    }
}
