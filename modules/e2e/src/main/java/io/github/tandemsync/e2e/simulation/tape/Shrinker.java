package io.github.tandemsync.e2e.simulation.tape;

import java.util.function.Predicate;

/**
 * Makes a failing tape plainer: takes blocks out, then sets blocks to zero, then lowers single numbers, as long as the history
 * still fails in the same way. Every result is a history that the generator could have made.
 */
public final class Shrinker {
    private final Predicate<Tape> stillFails;
    private int budget;
    private Tape best;

    private Shrinker(Tape start, Predicate<Tape> stillFails, int budget) {
        this.best = start;
        this.stillFails = stillFails;
        this.budget = budget;
    }

    /**
     * The plainest tape found.
     *
     * @param stillFails whether a tape fails in the way that is looked into
     * @param budget most histories to try
     */
    public static Tape shrink(Tape start, Predicate<Tape> stillFails, int budget) {
        return new Shrinker(start, stillFails, budget).run();
    }

    private Tape run() {
        boolean better = true;
        while (better && budget > 0) {
            better = takeBlocksOut();
            better |= zeroBlocks();
            better |= lowerNumbers();
        }
        return best;
    }

    private boolean takeBlocksOut() {
        boolean better = false;
        for (int size = Math.max(1, best.length() / 2); size >= 1 && budget > 0; size /= 2) {
            int from = best.length() - size;
            while (from >= 0 && budget > 0) {
                better |= from + size <= best.length() && attempt(best.without(from, size));
                from -= size;
            }
        }
        return better;
    }

    private boolean zeroBlocks() {
        boolean better = false;
        for (int size = Math.max(1, best.length() / 2); size >= 1 && budget > 0; size /= 2) {
            for (int from = 0; from + size <= best.length() && budget > 0; from += size) {
                better |= attempt(best.zeroed(from, size));
            }
        }
        return better;
    }

    private boolean lowerNumbers() {
        boolean better = false;
        for (int place = 0; place < best.length() && budget > 0; place++) {
            for (int value : new int[] {best.at(place) / 2, best.at(place) - 1}) {
                better |= place < best.length() && value >= 0 && attempt(best.with(place, value));
            }
        }
        return better;
    }

    private boolean attempt(Tape candidate) {
        if (candidate.equals(best) || budget <= 0) {
            return false;
        }
        budget--;
        if (!stillFails.test(candidate)) {
            return false;
        }
        best = candidate;
        return true;
    }
}
