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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Both systems in this process and in real time, with people who work in them, for processes that sync them over HTTP. */
final class LiveWorld implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BEGINNERS = 100;

    /**
     * Searches are limited as in a real portal. Other calls are not: the limit is one of ten seconds, and a child that finds it used
     * up by the one before would be stopped while it waits.
     */
    private final HubSpotSimulator hubspot;

    private final DataverseSimulator dynamics;
    private final Site site;
    private final People people;
    private final Trap trap;
    private final LookLog looks;
    private final long seed;
    private final AtomicBoolean atWork = new AtomicBoolean(true);

    /** How much people will still do. */
    private final AtomicInteger strength = new AtomicInteger();

    private final Thread work = new Thread(this::work, "people");

    /** @param acts what people do */
    LiveWorld(long seed, Set<Act> acts) {
        this.seed = seed;
        this.hubspot = HubSpotSimulator.builder()
                .limits(new RateLimits(0, RateLimits.starter().searchesPerSecond(), 0))
                .restoringMovesStamp(true)
                .indexLag(IndexLag.random(new Random(seed), Duration.ofMillis(300)))
                .seed(seed)
                .start();
        this.dynamics = DataverseSimulator.builder().seed(seed).start();
        this.site = new Site(
                hubspot.uri().toString(), hubspot.token(), dynamics.uri().toString(), dynamics.token());
        this.people = new People(hubspot, dynamics, seed, acts);
        this.trap = new Trap(hubspot, dynamics);
        this.looks = new LookLog(hubspot, InstantSource.system());
        try (HubSpotConnector connector = site.hubspotConnector()) {
            connector.prepare(Connectors.COMPANIES);
        }
        hubspot.log().keepBodies(false);
        dynamics.log().keepBodies(false);
        for (int i = 0; i < BEGINNERS; i++) {
            people.act();
        }
        work.start();
    }

    Site site() {
        return site;
    }

    People people() {
        return people;
    }

    Trap trap() {
        return trap;
    }

    /** Has every request take so much longer, until people go home. */
    void slow(Duration delay) {
        hubspot.hooks().onArrival(request -> sleep(delay));
        dynamics.hooks().onArrival(request -> sleep(delay));
    }

    private void sleep(Duration delay) {
        try {
            Thread.sleep(atWork.get() ? delay.toMillis() : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has people do so much, one thing after the other. */
    void busy(int acts) {
        strength.set(acts);
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

    /** People go home. */
    void rest() throws InterruptedException {
        atWork.set(false);
        work.join();
    }

    /** What was done, for the log of a build. */
    String done() {
        return "seed " + seed + ": " + hubspot.truth().writes().size() + " writes in HubSpot, "
                + dynamics.truth().writes() + " in Dynamics; people did " + people.done();
    }

    /** When nobody else syncs any more: a last runner works until nothing is left to do, and all that was done is judged. */
    void judge(String url) throws InterruptedException {
        try (StateStore store = JdbcStateStore.open(url);
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
                    .as("seed %s%s", seed, Story.of(violations, companies, accounts, store))
                    .isEmpty();
            assertWritesNothing(runner);
        }
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
            String last;
            boolean busy;
            try {
                SyncReport report = runner.runOnce();
                last = report.text();
                busy = report.writes() > 0 || !report.ok() || report.more() || waits(store);
            } catch (FencedException late) {
                last = late.toString();
                busy = true;
            }
            quiet = busy ? 0 : quiet + 1;
            assertThat(System.nanoTime()).as("quiet in time; last: %s", last).isLessThan(end);
            Thread.sleep(200);
        }
    }

    private static boolean waits(StateStore store) {
        Instant soon = Instant.now().plus(PATIENCE);
        return !store.entries(new EntryQuery.Due(new ConnectionId(Site.CONNECTION), new PairId(Site.PAIR), soon, 1))
                .isEmpty();
    }

    private void assertWritesNothing(SyncRunner runner) {
        int companies = hubspot.truth().writes().size();
        long accounts = dynamics.truth().writes();

        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isZero();
        assertThat(hubspot.truth().writes()).hasSize(companies);
        assertThat(dynamics.truth().writes()).isEqualTo(accounts);
    }

    @Override
    public void close() throws InterruptedException {
        rest();
        hubspot.close();
        dynamics.close();
    }
}
