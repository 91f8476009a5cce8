package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Ending;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashJudgeTest {
    private static final Tape AS_DONE = Tape.of(3, 1);
    private static final Tape BEFORE = Tape.of(3, 2);
    private static final Tape AFTER = Tape.of(3, 3);

    private final List<Tape> played = new ArrayList<>();
    private final CrashJudge judge = new CrashJudge(this::play);

    CrashJudgeTest() {
        assertThat(judge.judge(new Ending(-1, true, true, List.of(AS_DONE), List.of("one"))))
                .isNull();
    }

    /** Before the run people can not do what they did; after it, it ends with two. */
    private Ending play(Tape tape) {
        played.add(tape);
        return new Ending(-1, true, tape.equals(AFTER), List.of(tape), List.of(tape.equals(AFTER) ? "two" : "three"));
    }

    @Test
    void aCrashMayMakeNoDifference() {
        assertThat(judge.judge(crashed(true, List.of(AS_DONE, BEFORE, AFTER), "one")))
                .isNull();
        assertThat(played).isEmpty();
    }

    @Test
    void aCrashThatLeavesAnotherEndIsAViolation() {
        assertThat(judge.judge(crashed(true, List.of(AS_DONE), "two")))
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.CRASH_EQUIVALENT);
    }

    @Test
    void itMayEndAsIfPeopleHadActedBeforeTheRunOrAfterIt() {
        assertThat(judge.judge(crashed(true, List.of(AS_DONE, BEFORE, AFTER), "two")))
                .isNull();
    }

    @Test
    void whatNoOrderEndsWithIsAViolation() {
        assertThat(judge.judge(crashed(true, List.of(AS_DONE, BEFORE, AFTER), "four")))
                .isNotNull();
    }

    @Test
    void anOrderInWhichPeopleCouldNotDoItCountsForNothing() {
        assertThat(judge.judge(crashed(true, List.of(AS_DONE, BEFORE), "three")))
                .isNotNull();
    }

    @Test
    void whatWasDoneAfterTheCrashIsPlayedWithoutIt() {
        assertThat(judge.judge(crashed(true, List.of(AFTER), "two"))).isNull();
        assertThat(judge.judge(crashed(true, List.of(AFTER), "one"))).isNotNull();
    }

    @Test
    void whereOnlyALostAnswerTellsWhatPeopleMetNothingIsCompared() {
        assertThat(judge.judge(crashed(false, List.of(AS_DONE), "two"))).isNull();
    }

    private static Ending crashed(boolean comparable, List<Tape> orders, String record) {
        return new Ending(0, comparable, true, orders, List.of(record));
    }
}
