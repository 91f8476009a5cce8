package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Ending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares how small histories end with and without a crash. They have to come in the order of an odometer: the history without the
 * crash, and with nothing after it, has the smaller tape, and comes first. For use by one thread.
 */
final class CrashJudge {
    private final Map<Tape, List<String>> endings = new HashMap<>();

    /** Null if the crash made no difference, if there was none, or if people did something that it may have made a difference to. */
    @Nullable
    Violation judge(Tape tape, Ending ending) {
        if (ending.crashedAt() < 0) {
            endings.put(tape, ending.records());
            return null;
        }
        List<String> well = endings.get(tape.upTo(ending.crashedAt()));
        if (ending.acted()) {
            return null;
        }
        if (well == null) {
            throw new IllegalStateException("the history without the crash has not been met before " + tape);
        }
        String detail = "without the crash it ends with " + well + ", with it with " + ending.records();
        return well.equals(ending.records()) ? null : new Violation(Invariant.CRASH_EQUIVALENT, detail);
    }
}
