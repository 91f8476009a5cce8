package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.rule.PairId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** When the next run begins. */
class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Deque<Supplier<SyncReport>> slices = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final ManualAlarm alarm = new ManualAlarm();
    private @Nullable Instant notBefore;
    private final WorkCoordinator coordinator = LocalCoordinator.builder()
            .clock(InstantSource.fixed(NOW))
            .chance(() -> 0)
            .backOff(INTERVAL, LocalCoordinator.LONGEST_PAUSE)
            .build(() -> alarm);
    private final Rhythm rhythm = new Rhythm(
            Desk.CONNECTION,
            new Rhythm.Beat() {
                @Override
                public @Nullable SyncReport slice(SliceContext context) {
                    Supplier<SyncReport> slice = slices.poll();
                    return slice == null ? null : slice.get();
                }

                @Override
                public @Nullable Instant notBefore() {
                    return notBefore;
                }
            },
            InstantSource.fixed(NOW),
            new SyncListener() {
                @Override
                public void failed(String message, Instant next) {
                    told.add(message + ", next in " + Duration.between(NOW, next));
                }
            },
            NOPLogger.NOP_LOGGER);

    private @Nullable Duration after(Supplier<SyncReport> slice) {
        slices.add(slice);
        if (alarm.after() == null) {
            rhythm.start(INTERVAL, coordinator, () -> {});
        }
        return alarm.ring();
    }

    private static Supplier<SyncReport> report(boolean more, int looked, @Nullable Instant next, String... problems) {
        List<SyncReport.Problem> all = new ArrayList<>();
        List.of(problems).forEach(problem -> all.add(new SyncReport.Problem("firms", problem)));
        TreeMap<PairId, SyncReport.PairReport> pairs = new TreeMap<>();
        pairs.put(new PairId("firms"), new SyncReport.PairReport(Map.of(), looked));
        return () -> new SyncReport("run", NOW, NOW, pairs, all, more, next);
    }

    private static Supplier<SyncReport> fault(RuntimeException fault) {
        return () -> {
            throw fault;
        };
    }

    @Test
    void theFirstRunBeginsAtOnce() {
        rhythm.start(INTERVAL, coordinator, () -> {});
        assertThat(alarm.after()).isZero();
    }

    @Test
    void runsFollowEachOtherAfterTheInterval() {
        assertThat(after(report(false, 3, null))).isEqualTo(INTERVAL);
        assertThat(after(report(false, 0, null))).isEqualTo(INTERVAL);
    }

    /** Nothing has failed where something waits for a person. */
    @Test
    void whatWaitsForAPersonKeepsNothingElseWaiting() {
        SyncReport.Problem waiting = new SyncReport.Problem("firms", "8 records wait for consent", true);
        for (int i = 0; i < 3; i++) {
            assertThat(after(() -> new SyncReport("run", NOW, NOW, new TreeMap<>(), List.of(waiting), false, null)))
                    .isEqualTo(INTERVAL);
        }
    }

    @Test
    void theNextSliceOfARunFollowsAtOnce() {
        assertThat(after(report(true, 3, NOW))).isZero();
    }

    @Test
    void whatIsDueEarlierIsNotKeptWaiting() {
        assertThat(after(report(false, 3, NOW.plusSeconds(20)))).isEqualTo(Duration.ofSeconds(20));
    }

    /** The feeds are asked all the same. */
    @Test
    void whatIsDueLaterDoesNotDelayTheNextRun() {
        assertThat(after(report(false, 3, NOW.plus(Duration.ofHours(1))))).isEqualTo(INTERVAL);
    }

    @Test
    void whatIsOverdueIsNotTriedWithoutAPause() {
        assertThat(after(report(false, 3, NOW.minusSeconds(20)))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSystemWhoseCallsAreUsedUpIsLeftAlone() {
        notBefore = NOW.plus(Duration.ofHours(7));
        assertThat(after(report(false, 3, notBefore, "100 of 250000 calls are left")))
                .isEqualTo(Duration.ofHours(7));
    }

    @Test
    void aRunThatFailsIsTriedEverLaterUpToAQuarterOfAnHour() {
        RuntimeException fault = new TandemException("The store is away; bring it back");
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pauses.add(Contract.known(after(fault(fault))));
        }
        assertThat(pauses).extracting(Duration::toMinutes).containsExactly(2L, 4L, 8L, 15L, 15L, 15L);
        assertThat(told).hasSize(6);
        assertThat(told.get(1)).isEqualTo("The store is away; bring it back, next in PT4M");
        assertThat(after(report(false, 1, null))).isEqualTo(INTERVAL);
        assertThat(after(fault(fault))).isEqualTo(INTERVAL);
    }

    /** What an unknown fault says may be record content. */
    @Test
    void aFaultThatIsNotOursIsToldByItsName() {
        after(fault(new IllegalStateException("Contoso")));
        assertThat(told).containsExactly("It ended with java.lang.IllegalStateException, next in PT2M");
    }

    @Test
    void anErrorDoesNotEndTheRhythm() {
        assertThat(after(() -> {
                    throw new StackOverflowError();
                }))
                .isEqualTo(INTERVAL);
    }

    @Test
    void whileAnotherNodeHasTheLeaseItIsAskedForAtEachInterval() {
        for (int i = 0; i < 4; i++) {
            assertThat(after(fault(new FencedException("Another runner holds the lease"))))
                    .isEqualTo(INTERVAL);
        }
    }

    @Test
    void aRunInWhichEveryPairFailedCountsAsFailed() {
        assertThat(after(report(false, 0, NOW.plusSeconds(60), "down"))).isEqualTo(INTERVAL);
        assertThat(after(report(false, 0, NOW.plusSeconds(60), "down"))).isEqualTo(Duration.ofMinutes(4));
        assertThat(after(report(false, 0, NOW.plus(Duration.ofMinutes(10)), "down, and says for how long")))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aProblemBesideWorkThatWasDoneDelaysNothing() {
        assertThat(after(report(false, 5, null, "a listener threw"))).isEqualTo(INTERVAL);
        assertThat(after(report(false, 5, null, "a listener threw"))).isEqualTo(INTERVAL);
    }

    @Test
    void anIntervalLongerThanTheLongestPauseIsKept() {
        slices.add(fault(new TandemException("down")));
        rhythm.start(
                Duration.ofHours(1),
                LocalCoordinator.alone(() -> alarm, InstantSource.fixed(NOW), Duration.ofHours(1)),
                () -> {});
        assertThat(alarm.ring()).isBetween(Duration.ofHours(1), Duration.ofMinutes(75));
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheRhythm() {
        SyncListener broken = new SyncListener() {
            @Override
            public void failed(String message, Instant next) {
                throw new IllegalStateException("no");
            }
        };
        Rhythm.Beat beat = new Rhythm.Beat() {
            @Override
            public SyncReport slice(SliceContext context) {
                throw new TandemException("down");
            }

            @Override
            public @Nullable Instant notBefore() {
                return null;
            }
        };
        new Rhythm(Desk.CONNECTION, beat, InstantSource.fixed(NOW), broken, NOPLogger.NOP_LOGGER)
                .start(INTERVAL, coordinator, () -> {});
        assertThat(alarm.ring()).isEqualTo(INTERVAL);
    }

    @Test
    void aHintBringsTheNextRunForward() {
        after(report(false, 3, null));
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(Rhythm.BREATH);
    }

    /** Whether the run still saw it can not be told. */
    @Test
    void aHintDuringARunBringsAnother() {
        assertThat(after(hintedMeanwhile(report(false, 3, null)))).isEqualTo(Rhythm.BREATH);
        assertThat(after(report(false, 3, null))).as("one").isEqualTo(INTERVAL);
    }

    /** Else hints without an end would bring runs without a pause. */
    @Test
    void aHintThatTheRunLeftDueDoesNotHurryTheNext() {
        assertThat(after(hintedMeanwhile(report(false, 3, NOW)))).isEqualTo(Rhythm.BREATH);
    }

    @Test
    void aHintDoesNotPutOffARunThatIsDueEarlier() {
        after(report(false, 3, NOW.plusSeconds(3)));
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aHintDoesNotHurryARunAfterAFailure() {
        assertThat(after(hintedMeanwhile(fault(new TandemException("down"))))).isEqualTo(INTERVAL);
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(INTERVAL);
        after(hintedMeanwhile(report(false, 0, null, "every pair failed")));
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void aHintDoesNotHurryARunWhileCallsAreUsedUp() {
        notBefore = NOW.plus(Duration.ofHours(7));
        assertThat(after(hintedMeanwhile(report(false, 3, notBefore)))).isEqualTo(Duration.ofHours(7));
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(Duration.ofHours(7));
    }

    @Test
    void aHintBetweenTheSlicesOfARunChangesNothing() {
        after(hintedMeanwhile(report(true, 3, NOW)));
        rhythm.hinted();
        assertThat(alarm.after()).isZero();
    }

    @Test
    void aHintBeforeTheFirstRunChangesNothing() {
        rhythm.hinted();
        assertThat(alarm.after()).isNull();
        rhythm.start(INTERVAL, coordinator, () -> {});
        rhythm.hinted();
        assertThat(alarm.after()).isZero();
    }

    @Test
    void aHintDoesNotLengthenAShortInterval() {
        slices.add(report(false, 3, null));
        rhythm.start(Duration.ofSeconds(2), coordinator, () -> {});
        alarm.ring();
        rhythm.hinted();
        assertThat(alarm.after()).isEqualTo(Duration.ofSeconds(2));
    }

    private Supplier<SyncReport> hintedMeanwhile(Supplier<SyncReport> slice) {
        return () -> {
            rhythm.hinted();
            return slice.get();
        };
    }

    @Test
    void aSecondStartSaysSo() {
        rhythm.start(INTERVAL, coordinator, () -> {});
        assertThatThrownBy(() -> rhythm.start(INTERVAL, coordinator, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was started already")
                .hasMessageContaining("close it and build another");
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> rhythm.start(Duration.ZERO, coordinator, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than zero");
    }
}
