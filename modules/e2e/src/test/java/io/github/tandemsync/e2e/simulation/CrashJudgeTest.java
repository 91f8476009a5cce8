package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashJudgeTest {
    private static final Tape WELL = Tape.of(3, 1);
    private static final Tape CRASHED = Tape.of(3, 1, 0, 1);

    private final CrashJudge judge = new CrashJudge();

    CrashJudgeTest() {
        assertThat(judge.judge(WELL, new Ending(-1, false, List.of("one")))).isNull();
    }

    @Test
    void aCrashMayMakeNoDifference() {
        assertThat(judge.judge(CRASHED, new Ending(3, false, List.of("one")))).isNull();
    }

    @Test
    void aCrashThatLeavesAnotherEndIsAViolation() {
        Violation violation = judge.judge(CRASHED, new Ending(3, false, List.of("two")));
        assertThat(violation).extracting(Violation::invariant).isEqualTo(Invariant.CRASH_EQUIVALENT);
    }

    @Test
    void whatPeopleDoSinceMayMakeADifference() {
        assertThat(judge.judge(CRASHED, new Ending(3, true, List.of("two")))).isNull();
    }

    @Test
    void nothingIsComparedWithAHistoryThatWasNotMet() {
        Ending ending = new Ending(1, false, List.of("one"));
        assertThatThrownBy(() -> judge.judge(Tape.of(4, 1), ending)).isInstanceOf(IllegalStateException.class);
    }
}
