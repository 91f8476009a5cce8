package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that dies at any call, before the owner is closed, while it is, or after, loses no line and doubles none. */
class OwnerCrashTest {
    private static final int MOST_CALLS = 200;

    @ParameterizedTest
    @EnumSource(Side.class)
    void whateverTheCallLinesAreInStepInTheEnd(Side edited) {
        int call = 0;
        while (diesAt(call, edited)) {
            call++;
        }
        assertThat(call).as("calls at which it died").isBetween(10, MOST_CALLS);
    }

    /** False if there are fewer calls. */
    private static boolean diesAt(int call, Side edited) {
        OrderDesk site = new OrderDesk();
        SyncRunner runner = site.runner();
        site.inStep("1", "a", "c");
        runner.runOnce();
        AtomicInteger left = new AtomicInteger(call);
        for (Side side : Side.values()) {
            site.shelf(side).onCall(one -> {
                if (left.getAndDecrement() == 0) {
                    throw new Death("dies at " + one);
                }
            });
        }

        site.edit(edited, "a", "edited");
        site.line(edited, "b", "1");
        site.remove(edited, "c");
        boolean died = dies(runner);
        site.close(edited.other(), "1");
        site.edit(edited, "a", "edited again");
        died |= dies(runner);
        site.open(edited.other(), "1");
        died |= dies(runner);
        left.set(-1);

        site.desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        runner.runOnce();
        assertThat(site.lines(Side.LEFT)).as("call %s", call).containsExactly("edited again", "line b");
        assertThat(site.lines(Side.RIGHT)).as("call %s", call).containsExactly("edited again", "line b");
        assertThat(site.desk.events(Kind.CONFLICT)).as("call %s", call).isEmpty();
        return died;
    }

    private static boolean dies(SyncRunner runner) {
        try {
            runner.runOnce();
            return false;
        } catch (Death died) {
            return true;
        }
    }
}
