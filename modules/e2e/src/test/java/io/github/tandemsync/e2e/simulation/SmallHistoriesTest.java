package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.Ending;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every small history, not a sample of them. A build runs those of at most one event; {@code -Dtandem.small.events=2}, {@code .settings}
 * and {@code .beginnings} ask for more
 * ({@code docs/simulation.md}).
 */
class SmallHistoriesTest {
    private static final int EVENTS = Integer.getInteger("tandem.small.events", 1);
    private static final SmallHistories.Range SETTINGS =
            SmallHistories.Range.parse(System.getProperty("tandem.small.settings", "1"));
    private static final int BEGINNINGS = Integer.getInteger("tandem.small.beginnings", 1);
    private static final SmallHistories.Range ALL_SETTINGS = new SmallHistories.Range(1, 8);
    private static final int ALL_BEGINNINGS = 3;
    private static final int THREADS = 2;

    @Test
    @Tag("long")
    void everyHistoryOfOneEventInEverySettingIsWell() {
        SmallHistories all = judge(1, ALL_SETTINGS, ALL_BEGINNINGS);
        assertThat(all.coverage().counts()).containsKeys("recovery of CREATE: RUN", "recovery of UPDATE: NOT_RUN");
    }

    @Test
    @Tag("long")
    @EnabledIfSystemProperty(named = "tandem.small.events", matches = "[1-9]")
    void everyHistoryOfTheEventsAskedForIsWell() {
        judge(EVENTS, SETTINGS, BEGINNINGS);
    }

    private static SmallHistories judge(int events, SmallHistories.Range settings, int beginnings) {
        SmallHistories all = new SmallHistories(TandemEngine::start);
        all.run(events, settings, beginnings, THREADS, () -> false);
        System.out.println(all + ", of at most " + events + " events in settings " + settings + " from " + beginnings
                + " beginnings");
        assertThat(all.failures())
                .as("replay one with modules/e2e/simulation.sh show ITS-TAPE")
                .isEmpty();
        assertThat(all.coverage().counts()).containsKeys("crash", "event");
        return all;
    }

    @Test
    void nothingHappensBesidesWhatTheTapeSays() {
        Outcome outcome = play(Tape.of(0, 0, 0, 0, 0, 1), Story.told());
        assertThat(outcome.violation()).isNull();
        assertThat(outcome.story()).doesNotContain("KILLED").containsOnlyOnce("user ");
        assertThat(Objects.requireNonNull(outcome.ending()).records()).containsExactly("LEFT 1 d1 n1", "RIGHT 1 d1 n1");
    }

    @Test
    void peopleActAndTheRunnerDiesWhereTheTapeSays() {
        Outcome outcome = play(Tape.of(0, 0, 0, 1, 1, 1, 1, 1), Story.told());
        assertThat(outcome.story()).containsSubsequence("user sets the name of hubspot:companies/101 to n2", "KILLED");
        assertThat(Objects.requireNonNull(outcome.ending()).crashedRun()).isZero();
        assertThat(outcome.ending().records()).containsExactly("LEFT 1 d1 n2", "RIGHT 1 d1 n2");
    }

    @Test
    void withoutTheCrashPeopleDoTheSame() {
        Ending crashed = ending(Tape.parse("0.1.0.3.1.1.8._6.4.6.0.1"));
        assertThat(crashed.comparable()).isTrue();
        Ending well = ending(crashed.orders().get(0));
        assertThat(well.played()).isTrue();
        assertThat(well.records())
                .isEqualTo(ending(Tape.parse("0.1.0.3.1.1.8._6.4.6")).records());
    }

    // a copy that is made although somebody has just made a match, or that match, linked: the run looked before
    @Test
    void whatPeopleDidWhileARunWasAtWorkMayCountAsDoneAfterIt() {
        Ending crashed = ending(Tape.parse("0.1.0.3.1.1.8._6.4.6.0.1"));
        assertThat(ending(crashed.orders().get(0)).records()).isNotEqualTo(crashed.records());
        assertThat(new CrashJudge(SmallHistoriesTest::ending).judge(crashed)).isNull();
    }

    // restored at once, or after the crash that lost the answer: whether the removal was still to come can not be told
    @Test
    void whatWasDoneToAWriteOfWhichTheAnswerIsLostIsNotCompared() {
        assertThat(ending(Tape.parse("_3.2.1.1._4.7._6.4.1")).comparable()).isFalse();
        assertThat(ending(Tape.parse("_3.2.1.1._4.7._7.1.4")).comparable()).isFalse();
        assertThat(ending(Tape.parse("_3.2.1.1._4.7._6.4.0.1")).comparable()).isTrue();
    }

    private static Ending ending(Tape tape) {
        return Objects.requireNonNull(play(tape, Story.silent()).ending());
    }

    private static Outcome play(Tape tape, Story story) {
        return History.run(Scenario.SMALL, Choices.replay(tape), TandemEngine::start, story, new Coverage());
    }
}
