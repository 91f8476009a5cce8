package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which connection's slice comes next. */
class LocalCoordinatorTest {
    private static final ConnectionId BIG = new ConnectionId("big");
    private static final ConnectionId SMALL = new ConnectionId("small");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Desk clock = new Desk();
    private final ManualAlarms alarms = new ManualAlarms(clock);
    private final List<String> log = new ArrayList<>();
    private double chance;
    private final LocalCoordinator coordinator =
            LocalCoordinator.builder().clock(clock).chance(() -> chance).build(alarms);

    private SliceTask task(String name, Function<Instant, SliceResult> result) {
        return new SliceTask() {
            @Override
            public SliceResult run(SliceContext context) {
                log.add(name);
                return result.apply(clock.instant());
            }

            @Override
            public void failed(Throwable fault, Instant next) {
                log.add(name + " failed, next in " + Duration.between(clock.instant(), next));
            }
        };
    }

    private static SliceResult everyMinute(Instant now) {
        return SliceResult.done(now.plusSeconds(10), now.plus(MINUTE));
    }

    private void ring(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(alarms.ring()).as("something is due").isTrue();
        }
    }

    private Duration untilNext() {
        return Duration.between(clock.instant(), Contract.known(alarms.next()));
    }

    @Test
    void aConnectionWithMuchToDoGoesBehindThoseThatWait() {
        coordinator.start(BIG, task("big", SliceResult::more));
        coordinator.start(SMALL, task("small", SliceResult::more));
        ring(6);
        assertThat(log).containsExactly("big", "small", "big", "small", "big", "small");
    }

    @Test
    void aConnectionThatIsDoneComesAgainWhenItSaid() {
        coordinator.start(SMALL, task("small", LocalCoordinatorTest::everyMinute));
        ring(1);
        assertThat(untilNext()).isEqualTo(MINUTE);
        assertThat(alarms.ring()).isFalse();
        clock.pass(MINUTE);
        ring(1);
    }

    @Test
    void aTriggerBringsItSoonerButNotBeforeItMay() {
        coordinator.start(SMALL, task("small", LocalCoordinatorTest::everyMinute));
        ring(1);

        coordinator.trigger(SMALL);

        assertThat(untilNext()).isEqualTo(Duration.ofSeconds(10));
        clock.pass(Duration.ofSeconds(9).plusMillis(500));
        coordinator.trigger(SMALL);
        assertThat(untilNext()).as("it is not put off by further ones").isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTriggerDuringASliceBringsAnother() {
        coordinator.start(SMALL, task("small", now -> {
            if (log.size() == 1) {
                coordinator.trigger(SMALL);
            }
            return everyMinute(now);
        }));
        ring(1);
        assertThat(untilNext()).isEqualTo(Duration.ofSeconds(10));
        clock.pass(Duration.ofSeconds(10));
        ring(1);
        assertThat(untilNext()).as("one").isEqualTo(MINUTE);
    }

    @Test
    void aTriggerOfAnUnknownConnectionDoesNothing() {
        coordinator.trigger(SMALL);
        assertThat(alarms.next()).isNull();
    }

    @Test
    void aFailureStopsNoOtherConnectionAndIsTriedEverLater() {
        coordinator.start(BIG, task("big", now -> {
            throw new TandemException("down");
        }));
        coordinator.start(SMALL, task("small", LocalCoordinatorTest::everyMinute));
        for (int i = 0; i < 20; i++) {
            clock.pass(MINUTE);
            while (alarms.ring()) {
                coordinator.trigger(BIG);
            }
        }

        assertThat(log).filteredOn("small"::equals).hasSize(20);
        assertThat(log)
                .filteredOn(line -> line.startsWith("big failed"))
                .containsExactly(
                        "big failed, next in PT1M",
                        "big failed, next in PT2M",
                        "big failed, next in PT4M",
                        "big failed, next in PT8M",
                        "big failed, next in PT15M");
    }

    @Test
    void chanceMakesPausesUpToAQuarterLonger() {
        chance = 1;
        coordinator.start(SMALL, task("small", now -> SliceResult.failed(now)));
        ring(1);
        assertThat(untilNext()).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void aFailureWaitsForAsLongAsTheSystemAsked() {
        coordinator.start(SMALL, task("small", now -> SliceResult.failed(now.plus(MINUTE.multipliedBy(7)))));
        ring(1);
        assertThat(untilNext()).isEqualTo(MINUTE.multipliedBy(7));
    }

    @Test
    void whatIsStoppedDoesNotComeAgainAndMayBeStartedAnew() {
        coordinator.start(SMALL, task("small", LocalCoordinatorTest::everyMinute));
        assertThatThrownBy(() -> coordinator.start(SMALL, task("other", SliceResult::more)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was started already");
        coordinator.stop(SMALL);
        assertThat(alarms.next()).isNull();

        coordinator.start(SMALL, task("again", LocalCoordinatorTest::everyMinute));

        ring(1);
        assertThat(log).containsExactly("again");
    }

    @Test
    void drainingTellsTheSliceWaitsForItAndBeginsNoOther() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        coordinator.start(BIG, context -> {
            inside.countDown();
            while (!context.draining()) {
                Thread.onSpinWait();
            }
            seen.add("ended");
            return SliceResult.more(clock.instant());
        });
        coordinator.start(SMALL, task("small", SliceResult::more));
        Thread slice = new Thread(alarms::ring);
        slice.start();
        inside.await();

        assertThat(coordinator.drain(Duration.ofMinutes(1))).isTrue();

        assertThat(seen).containsExactly("ended");
        slice.join();
        assertThat(alarms.next()).isNull();
        assertThatThrownBy(() -> coordinator.start(SMALL, task("late", SliceResult::more)))
                .isInstanceOf(IllegalStateException.class);
        coordinator.close();
        coordinator.close();
        assertThat(alarms.isClosed()).isTrue();
    }

    @Test
    void aSliceThatDoesNotEndInTimeIsToldAsSuch() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        coordinator.start(BIG, context -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return null;
        });
        Thread slice = new Thread(alarms::ring);
        slice.start();
        inside.await();

        assertThat(coordinator.drain(Duration.ZERO)).isFalse();
        Thread.currentThread().interrupt();
        assertThat(coordinator.drain(Duration.ofMinutes(1))).isFalse();
        assertThat(Thread.interrupted()).as("it stays marked").isTrue();

        goOn.countDown();
        assertThat(coordinator.drain(Duration.ofMinutes(1))).isTrue();
        slice.join();
    }

    @Test
    void drainingFromInsideASliceIsRefused() {
        coordinator.start(SMALL, context -> {
            assertThatThrownBy(() -> coordinator.drain(MINUTE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("from inside a slice");
            log.add("refused");
            return everyMinute(clock.instant());
        });
        ring(1);
        assertThat(log).containsExactly("refused");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> LocalCoordinator.builder().threads(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LocalCoordinator.builder().backOff(MINUTE, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SliceResult(false, false, clock.instant().plus(MINUTE), clock.instant()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
