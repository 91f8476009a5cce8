package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.engine.SliceBudget;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.simulators.server.Hooks;
import io.github.tandemsync.simulators.server.Request;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes share a connection through a store in PostgreSQL. One stands still inside a call, in the middle of a slice, for longer
 * than its lease; the other takes over and ends the work; then the first one goes on with what it knew.
 */
@Tag("long")
class TwoNodesTest {
    private static final Duration PAUSE = SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1);
    /** In real time, by the database's clock. */
    private static final Duration TERM = Duration.ofSeconds(4);

    private static final int RECORDS = 30;
    private static final SliceBudget SLICE = SliceBudget.ofEntries(20);
    private static EmbeddedPostgres postgres;

    private final Systems systems = new Systems();
    private final Node a = new Node("a");
    private final Node b = new Node("b");
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final UUID edited = systems.dynamics.user("Ada").create("account", Map.of("name", "edited"));

    /** Where the first node stands still. */
    enum Place {
        /** It has not decided anything yet. */
        AT_A_READ(true, request -> request.path().endsWith("/companies/batch/read"), false),
        /** Its write is on the way, and arrives when the other node has done the work. */
        BEFORE_ITS_CREATE_ARRIVES(true, request -> request.path().endsWith("/companies/batch/create"), false),
        /** Its write is done, and nobody has told it. */
        AFTER_ITS_CREATE(true, request -> request.path().endsWith("/companies/batch/create"), true),
        /** As for the create, but for changed records. */
        BEFORE_ITS_UPDATE_ARRIVES(false, request -> request.body().text().contains("PATCH /api"), false);

        private final boolean hubspot;
        private final Predicate<Request> call;
        private final boolean done;

        Place(boolean hubspot, Predicate<Request> call, boolean done) {
            this.hubspot = hubspot;
            this.call = call;
            this.done = done;
        }
    }

    /** A process with a store, connectors and a runner of its own. */
    private final class Node implements AutoCloseable {
        private final Connectors connectors = systems.connectors();
        private final JdbcStateStore store = JdbcStateStore.open(postgres.getJdbcUrl("postgres", "postgres"));
        private int stale;
        /** Its own clock may stand still with it, as that of a suspended machine does. */
        private volatile @Nullable Instant standsAt;

        private final SyncRunner runner;

        Node(String name) {
            runner = SyncRunner.builder()
                    .connection("contoso")
                    .left(connectors.hubspot())
                    .right(connectors.dynamics())
                    .stateStore(new PassingStore(store) {
                        @Override
                        public CommitResult commit(Lease lease, StateChange change) {
                            CommitResult result = super.commit(lease, change);
                            stale += result == CommitResult.STALE ? 1 : 0;
                            return result;
                        }
                    })
                    .pair(connectors.pair("company-account.yaml"))
                    .holder(name)
                    .leaseTerm(TERM)
                    .clock(() -> standsAt == null ? systems.clock.instant() : standsAt)
                    .build();
        }

        /** Slices until the run is at its end. */
        SyncReport run() {
            SyncReport report = runner.runSlice(SLICE);
            while (report.more()) {
                report = report.plus(runner.runSlice(SLICE));
            }
            return report;
        }

        @Override
        public void close() {
            runner.close();
            store.close();
            connectors.close();
        }
    }

    @BeforeAll
    static void startServer() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void bringInStep() throws Exception {
        a.connectors.hubspot().prepare(Connectors.COMPANIES);
        a.runner.pairs().enable("company-account");
        systems.clock.advance(PAUSE);
        a.run();
        systems.clock.advance(PAUSE);
        a.run();
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        thread.shutdown();
        assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        a.close();
        b.close();
        systems.close();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whoStoodStillForLongerThanItsLeaseIsFencedAndNothingIsLostOrDoubled(Place place) throws Exception {
        work();
        standStill(place);
        Future<SyncReport> paused = thread.submit(a::run);
        assertThat(standing.await(1, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(b::run)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("Another runner holds the lease");
        systems.dynamics.user("Ada").edit("account", edited, Map.of("telephone1", "+4930999"));

        takeOver();
        goOn.countDown();

        assertThatThrownBy(paused::get).hasCauseInstanceOf(FencedException.class);
        assertThat(a.stale).as("commits of the epoch before").isEqualTo(1);
        a.standsAt = null;
        systems.hubspot.hooks().clear();
        systems.dynamics.hooks().clear();
        settle();
        demandNothingLostOrDoubled();
    }

    /** No pause: the lease goes from one to the other with each slice. */
    @Test
    void twoNodesTakeTurnsSliceBySlice() {
        work();
        int slices = 0;
        for (int idle = 0; idle < 2; slices++) {
            boolean more =
                    a.runner.runSlice(SLICE).more() | b.runner.runSlice(SLICE).more();
            idle = more ? 0 : idle + 1;
            systems.clock.advance(PAUSE);
        }
        assertThat(slices).isGreaterThan(3);
        systems.dynamics.user("Ada").edit("account", edited, Map.of("telephone1", "+4930999"));
        settle();
        demandNothingLostOrDoubled();
        assertThat(a.stale + b.stale).isZero();
    }

    /** New records on both sides, and a changed one. */
    private void work() {
        for (int i = 0; i < RECORDS; i++) {
            systems.hubspot.users().create("companies", Map.of("name", "Company " + word(i)));
            systems.dynamics.user("Ada").create("account", Map.of("name", "Account " + word(i)));
        }
        String company = systems.hubspot.truth().live("companies").stream()
                .filter(record -> "edited".equals(record.value("name")))
                .findFirst()
                .orElseThrow()
                .id();
        systems.hubspot.users().edit("companies", company, Map.of("phone", "+4930111"));
        systems.clock.advance(PAUSE);
    }

    /** Names that differ in more than a digit, so that no two match. */
    private static String word(int number) {
        return (char) ('a' + number / 10) + "x" + (char) ('a' + number % 10);
    }

    private void standStill(Place place) {
        Hooks hooks = place.hubspot ? systems.hubspot.hooks() : systems.dynamics.hooks();
        AtomicBoolean once = new AtomicBoolean();
        Predicate<Request> first = request -> place.call.test(request) && once.compareAndSet(false, true);
        if (place.done) {
            hooks.afterCommit((request, reply) -> stand(first.test(request)));
        } else {
            hooks.onArrival(request -> stand(first.test(request)));
        }
    }

    private void stand(boolean here) {
        if (here) {
            a.standsAt = systems.clock.instant();
            standing.countDown();
            try {
                assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The other node waits for the lease, then works until nothing is left. */
    private void takeOver() throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean taken = false;
        while (!taken && System.nanoTime() < giveUp) {
            try {
                b.run();
                taken = true;
            } catch (FencedException refused) {
                Thread.sleep(100);
            }
        }
        assertThat(taken).isTrue();
        systems.clock.advance(PAUSE);
        b.run();
    }

    private void settle() {
        for (int quiet = 0; quiet < 2; ) {
            systems.clock.advance(PAUSE);
            int writes = a.run().writes();
            systems.clock.advance(PAUSE);
            writes += b.run().writes();
            quiet = writes == 0 ? quiet + 1 : 0;
        }
    }

    private void demandNothingLostOrDoubled() {
        List<String> expected = new ArrayList<>(List.of("edited +4930999"));
        for (int i = 0; i < RECORDS; i++) {
            expected.add("Company " + word(i) + " -");
            expected.add("Account " + word(i) + " -");
        }
        assertThat(systems.hubspot.truth().records("companies"))
                .extracting(record -> record.value("name") + " " + phone(record.value("phone")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(systems.dynamics.truth().live("account"))
                .extracting(row -> row.value("name") + " " + phone(row.value("telephone1")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(systems.dynamics.truth().deleted("account")).isEmpty();
    }

    private static String phone(@Nullable Object value) {
        return value == null || value.equals("") ? "-" : value.toString();
    }
}
