package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.e2e.http.Connectors;
import io.github.tandemsync.e2e.http.storm.People.Act;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.IndexLag;
import io.github.tandemsync.simulators.hubspot.RateLimits;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that syncs is killed again and again while people work on both sides. The systems live on in this process. The seed is
 * printed; it fixes the choices, not the timing. {@code -Dtandem.kills=N -Dtandem.seed=S} ask for more kills, or for a seed.
 */
@Tag("long")
class KillTest {
    private static final int KILLS = Integer.getInteger("tandem.kills", 30);
    private static final long SEED = Long.getLong("tandem.seed", System.nanoTime());
    private static final int ACTS = 120;

    /** Merges are for {@link HardWeatherTest}; others that are left out as a rule: {@code docs/kill-test.md}. */
    private static final Set<Act> ACTS_OF_PEOPLE = Boolean.getBoolean("tandem.kill.thorough")
            ? EnumSet.complementOf(EnumSet.of(Act.MERGE))
            : EnumSet.of(Act.CREATE, Act.DELETE, Act.CLEAR, Act.EDIT_MONEY, Act.EDIT);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** When a child dies. */
    private enum Moment {
        /** A write has been committed and is not answered. */
        AFTER_WRITE,
        /** A request has arrived; it is carried out when the child is dead. */
        AT_ARRIVAL,
        /** Any time. */
        ANY
    }

    /**
     * Searches are limited as in a real portal. Other calls are not: the limit is one of ten seconds, and a child that finds it used
     * up by the one before would be killed while it waits.
     */
    private final HubSpotSimulator hubspot = HubSpotSimulator.builder()
            .limits(new RateLimits(0, RateLimits.starter().searchesPerSecond(), 0))
            .restoringMovesStamp(true)
            .indexLag(IndexLag.random(new Random(SEED), Duration.ofMillis(300)))
            .seed(SEED)
            .start();

    private final DataverseSimulator dynamics =
            DataverseSimulator.builder().seed(SEED).start();
    private final Site site =
            new Site(hubspot.uri().toString(), hubspot.token(), dynamics.uri().toString(), dynamics.token());
    private final People people = new People(hubspot, dynamics, SEED, ACTS_OF_PEOPLE);
    private final Trap trap = new Trap(hubspot, dynamics);
    private final LookLog looks = new LookLog(hubspot, InstantSource.system());
    private final Random random = new Random(SEED);
    private final AtomicBoolean atWork = new AtomicBoolean(true);
    /** What the last child said. */
    private String words = "";
    /** How much people will do in the present life, however slowly a child starts. */
    private final AtomicInteger strength = new AtomicInteger();

    private final Thread work = new Thread(this::work, "people");

    @TempDir
    Path directory;

    @BeforeEach
    void begin() {
        try (HubSpotConnector connector = site.hubspotConnector()) {
            connector.prepare(Connectors.COMPANIES);
        }
        hubspot.log().keepBodies(false);
        dynamics.log().keepBodies(false);
        for (int i = 0; i < 100; i++) {
            people.act();
        }
        work.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        rest();
        hubspot.close();
        dynamics.close();
    }

    @Test
    void killingTheProcessLosesNothingAndDoublesNothing() throws Exception {
        Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
        for (int life = 0; life < KILLS || kills.getOrDefault(Moment.AFTER_WRITE, 0) < 5; life++) {
            assertThat(life)
                    .as(
                            "lives, to come to the kills that are wanted, and not only to %s; seed %s; the last: %s",
                            kills, SEED, words)
                    .isLessThan(3 * KILLS + 20);
            kills.merge(live(life), 1, Integer::sum);
        }
        rest();
        System.out.println("Kill test, seed " + SEED + ": kills " + kills + ", "
                + hubspot.truth().writes().size() + " writes in HubSpot, "
                + dynamics.truth().writes() + " in Dynamics; people did " + people.done());

        try (StateStore store = JdbcStateStore.open("jdbc:sqlite:" + directory.resolve("state.db"));
                HubSpotConnector left = site.hubspotConnector();
                DynamicsConnector right = site.dynamicsConnector();
                SyncRunner runner = last(left, right, store)) {
            runUntilQuiet(runner, store);

            SideTruth companies = Truths.of(hubspot);
            SideTruth accounts = Truths.of(dynamics);
            Told told = Told.by(store, new ConnectionId(Site.CONNECTION), companies, accounts);
            Judge judge = new Judge(companies, accounts, told, looks, new Merges(), new Explained(runner));
            List<String> violations = judge.verdict();
            System.out.println("Parents in HubSpot set between look and write: " + judge.atTheLimit());
            assertThat(violations)
                    .as("seed %s%s", SEED, Story.of(violations, companies, accounts, store))
                    .isEmpty();
            assertWritesNothing(runner);
        }
    }

    /** One child, from its start to its death. */
    private Moment live(int life) throws IOException, InterruptedException {
        Moment wanted = life % 3 == 0 ? Moment.AFTER_WRITE : life % 3 == 1 ? Moment.AT_ARRIVAL : Moment.ANY;
        // A child of another name has to wait until the lease of the one before has run out.
        strength.set(ACTS);
        Child child = Child.start(directory, life, life % 10 == 9 ? "other" : "node", site);
        Moment met;
        boolean alive;
        try {
            assertThat(child.awaitReady(PATIENCE)).as("%s", child.output()).isTrue();
            met = await(wanted);
            alive = child.isAlive();
        } finally {
            child.kill();
            words = child.output();
        }
        people.actOnWhatWasWritten();
        trap.release();
        trap.off();
        assertThat(alive)
                .as("the child lived until it was killed: %s", child.output())
                .isTrue();
        return met;
    }

    /** Waits for the moment; if it does not come in time, although people go on, for any. */
    private Moment await(Moment wanted) throws InterruptedException {
        switch (wanted) {
            case AFTER_WRITE -> trap.afterWrite(1 + random.nextInt(4));
            case AT_ARRIVAL -> trap.atArrival(1 + random.nextInt(60));
            case ANY -> Thread.sleep(20 + random.nextInt(1000));
        }
        for (int i = 0; wanted != Moment.ANY && i < 5; i++) {
            if (trap.awaitSprung(Duration.ofSeconds(3))) {
                return wanted;
            }
            strength.set(ACTS / 4); // a child that starts slowly finds everything done, and writes it at one go
        }
        return Moment.ANY;
    }

    private void work() {
        while (atWork.get()) {
            if (strength.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                people.act();
            }
            try {
                Thread.sleep(15);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void rest() throws InterruptedException {
        atWork.set(false);
        work.join();
    }

    private static SyncRunner last(HubSpotConnector left, DynamicsConnector right, StateStore store)
            throws InterruptedException {
        Thread.sleep(Site.LEASE_TERM.toMillis());
        return Site.runner(left, right, store, "last");
    }

    /** Quiet: longer than the search lags and writes may be late, nothing was written or is to be looked at. */
    private static void runUntilQuiet(SyncRunner runner, StateStore store) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 15) {
            SyncReport report = run(runner);
            boolean busy = report == null || report.writes() > 0 || !report.ok() || report.more() || waits(store);
            quiet = busy ? 0 : quiet + 1;
            assertThat(System.nanoTime())
                    .as("quiet in time; last: %s", report == null ? "" : report.text())
                    .isLessThan(end);
            Thread.sleep(200);
        }
    }

    private static boolean waits(StateStore store) {
        Instant soon = Instant.now().plus(PATIENCE);
        return !store.entries(new EntryQuery.Due(new ConnectionId(Site.CONNECTION), new PairId(Site.PAIR), soon, 1))
                .isEmpty();
    }

    private static @Nullable SyncReport run(SyncRunner runner) {
        try {
            return runner.runOnce();
        } catch (FencedException late) {
            return null;
        }
    }

    private void assertWritesNothing(SyncRunner runner) {
        int companies = hubspot.truth().writes().size();
        long accounts = dynamics.truth().writes();

        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isZero();
        assertThat(hubspot.truth().writes()).hasSize(companies);
        assertThat(dynamics.truth().writes()).isEqualTo(accounts);
    }
}
