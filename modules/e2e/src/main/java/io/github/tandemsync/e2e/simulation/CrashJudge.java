package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Ending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares how small histories end with and without a crash. A run that is cut off is in the place of a whole one, and of what people do
 * meanwhile nobody can tell whether it was done before that run, while it lasted, or after it: a run looks when it begins, and what it
 * sees later is what it happens to read. So one with a crash has to end as one without, in which people do the same in one of these
 * orders. For use by one thread.
 */
final class CrashJudge {
    private final Map<Tape, Optional<List<String>>> endings = new HashMap<>();
    private final Function<Tape, Ending> player;

    /** @param player plays the history of a tape */
    CrashJudge(Function<Tape, Ending> player) {
        this.player = player;
    }

    /** Null if the crash made no difference that it may not make, or if there was none. */
    @Nullable
    Violation judge(Ending ending) {
        if (ending.crashedRun() < 0) {
            endings.put(ending.orders().get(0), Optional.of(ending.records()));
            return null;
        }
        if (!ending.comparable()) {
            return null;
        }
        for (Tape order : ending.orders()) {
            if (withoutCrash(order).equals(Optional.of(ending.records()))) {
                return null;
            }
        }
        String well = withoutCrash(ending.orders().get(0)).map(List::toString).orElse("what can not be done");
        return new Violation(
                Invariant.CRASH_EQUIVALENT,
                "in no order of people and the run that is cut off it ends with " + ending.records()
                        + " as it does with the crash; as things were done it ends with " + well);
    }

    // empty if people can not do then what they did
    private Optional<List<String>> withoutCrash(Tape order) {
        return endings.computeIfAbsent(
                order,
                tape -> Optional.of(player.apply(tape)).filter(Ending::played).map(Ending::records));
    }
}
