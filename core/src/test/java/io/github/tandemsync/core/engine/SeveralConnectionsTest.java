package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two portals with two organisations, whose records have the same ids, in one process and one store. */
class SeveralConnectionsTest {
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Desk clock = new Desk();
    private final InMemoryStateStore store = new InMemoryStateStore(clock);
    private final ManualAlarms alarms = new ManualAlarms(clock);
    private final LocalCoordinator coordinator =
            LocalCoordinator.builder().clock(clock).chance(() -> 0).build(alarms);
    private final Customer contoso = new Customer("contoso");
    private final Customer fabrikam = new Customer("fabrikam");

    private final class Customer implements SyncListener {
        final ShelfConnector left = new ShelfConnector("left");
        final ShelfConnector right = new ShelfConnector("right");
        final List<String> failures = new ArrayList<>();
        final List<SyncReport> reports = new ArrayList<>();
        final String name;
        final SyncRunner runner;

        Customer(String name) {
            this.name = name;
            ObjectPair firms = ObjectPair.builder("firms")
                    .variant(new Variant(left.type("firm"), right.type("firm"), List.of(new SameName())))
                    .match(SameName.MATCH)
                    .build();
            runner = Desk.enabled(SyncRunner.builder()
                    .connection(name)
                    .left(left)
                    .right(right)
                    .pair(firms)
                    .stateStore(store)
                    .clock(clock)
                    .executor(StageExecutor.direct())
                    .listener(this)
                    .build());
            for (String id : List.of("1", "2", "3")) {
                left.put("firm", id, name + " " + id);
            }
            right.put("firm", "1", name + " of the right");
        }

        @Override
        public void ended(SyncReport report) {
            reports.add(report);
        }

        @Override
        public void failed(String message, Instant next) {
            failures.add(message);
        }

        boolean isInStep() {
            return left.names("firm").equals(right.names("firm"))
                    && left.names("firm").size() == 4
                    && left.names("firm").stream().allMatch(firm -> firm.startsWith(name));
        }
    }

    private void ringUntilQuiet() {
        int rings = 0;
        while (alarms.ring()) {
            rings++;
            assertThat(rings).as("it comes to rest").isLessThan(100);
        }
    }

    @Test
    void bothComeInStepAndNothingIsMixed() {
        contoso.runner.start(INTERVAL, coordinator);
        fabrikam.runner.start(INTERVAL, coordinator);
        ringUntilQuiet();

        contoso.left.put("firm", "2", "contoso renamed");
        clock.pass(INTERVAL);
        ringUntilQuiet();

        assertThat(contoso.isInStep()).isTrue();
        assertThat(fabrikam.isInStep()).isTrue();
        assertThat(contoso.right.names("firm")).contains("contoso renamed");
        assertThat(store.history(HistoryQuery.of(new ConnectionId("fabrikam"))))
                .as("its own events, and no others")
                .isNotEmpty()
                .noneMatch(event -> event.after().toMap().values().stream()
                        .anyMatch(value -> value.display().startsWith("contoso")));
    }

    /** As with credentials that were taken away. */
    @Test
    void aConnectionThatFailsDoesNotHoldUpTheOther() {
        fabrikam.left.onCall(call -> {
            throw new ConnectorException(ConnectorException.Category.UNAUTHORIZED, "401: renew the token");
        });
        contoso.runner.start(INTERVAL, coordinator);
        fabrikam.runner.start(INTERVAL, coordinator);
        for (int i = 0; i < 10; i++) {
            ringUntilQuiet();
            contoso.left.put("firm", "1", "contoso " + i);
            clock.pass(INTERVAL);
        }

        assertThat(contoso.right.names("firm")).contains("contoso 8");
        assertThat(contoso.reports).hasSize(10).allMatch(SyncReport::ok);
        assertThat(fabrikam.reports).as("tried ever later").hasSizeBetween(3, 6).noneMatch(SyncReport::ok);
        fabrikam.left.onCall(call -> {});
        clock.pass(LocalCoordinator.LONGEST_PAUSE);
        ringUntilQuiet();
        assertThat(fabrikam.isInStep()).isTrue();
    }

    @Test
    void aHintBringsItsOwnConnectionForwardAndNoOther() {
        contoso.runner.start(INTERVAL, coordinator);
        fabrikam.runner.start(INTERVAL, coordinator);
        ringUntilQuiet();
        clock.pass(Duration.ofMinutes(1));

        fabrikam.runner.hint(fabrikam.left.type("firm").ref("1"));
        clock.pass(Slot.GATHERING);
        ringUntilQuiet();

        assertThat(contoso.reports).hasSize(1);
        assertThat(fabrikam.reports).hasSize(2);
    }

    @Test
    void aRunnerThatIsClosedLeavesTheOthers() {
        contoso.runner.start(INTERVAL, coordinator);
        fabrikam.runner.start(INTERVAL, coordinator);
        contoso.runner.close();

        ringUntilQuiet();

        assertThat(contoso.reports).isEmpty();
        assertThat(fabrikam.isInStep()).isTrue();
        assertThat(alarms.isClosed()).isFalse();
        coordinator.close();
        clock.pass(INTERVAL);
        assertThat(alarms.ring()).isFalse();
    }

    @Test
    void aRunnerWhoseConnectionTheCoordinatorHasAlreadyMayBeStartedWithAnother() {
        coordinator.start(new ConnectionId("contoso"), context -> null);
        assertThatThrownBy(() -> contoso.runner.start(INTERVAL, coordinator))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Connection contoso was started already");

        contoso.runner.start(INTERVAL, LocalCoordinator.builder().clock(clock).build(alarms));

        ringUntilQuiet();
        assertThat(contoso.isInStep()).isTrue();
    }

    /** What is left is done by the run of the next process. */
    @Test
    void drainingEndsARunAfterItsStep() {
        contoso.runner.start(INTERVAL, coordinator);
        ringUntilQuiet();
        for (int i = 0; i < 5; i++) {
            contoso.left.put("firm", "n" + i, "contoso n" + i);
        }
        AtomicReference<@Nullable Thread> drainer = new AtomicReference<>();
        contoso.right.onCall(call -> {
            if (call.startsWith("CHANGES") && drainer.get() == null) {
                Thread thread = new Thread(() -> coordinator.drain(Duration.ofMinutes(1)));
                drainer.set(thread);
                thread.start();
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
        });
        clock.pass(INTERVAL);

        assertThat(alarms.ring()).isTrue();

        assertThat(contoso.right.names("firm")).as("no round was begun").doesNotContain("contoso n0");
        assertThat(store.intents(new ConnectionId("contoso"))).isEmpty();
        contoso.runner.close();
        SyncReport report = new Customer("contoso").runner.runOnce();
        assertThat(report.ok()).isTrue();
    }
}
