package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;

/** Whether a thing that no user's delete stands for any more is still there, on either side. */
final class Survival {
    private final Checker checker;

    Survival(Checker checker) {
        this.checker = checker;
    }

    /** @param families each thing, as the set of its origins */
    void check(List<Long> families) {
        for (long family : families) {
            Row removed = null;
            boolean founded = false;
            for (Side side : Side.values()) {
                for (Row row : checker.server(side).rows()) {
                    if ((row.origins() & family) != 0) {
                        founded |= row.live() || row.removedBy(Author.USER);
                        removed = row.removedBy(Author.ENGINE) ? row : removed;
                    }
                }
            }
            if (removed != null && !founded) {
                checker.broken(
                        Invariant.NO_UNASKED_REMOVAL,
                        removed + " was removed by the engine, and no user's delete stands",
                        removed);
            }
        }
    }
}
