package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.SimClock;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two histories take turns, each on a thread of its own: at any call or commit of one the other may go on, until one of its own. When
 * is a matter of chance that neither of their tapes knows. Each has its own time; the store that they share is told the time of the one
 * whose turn it is. Only that one's thread is at work.
 */
final class Turns implements InstantSource {
    private static final int[] ONCE_IN = {2, 8, 40};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition handed = lock.newCondition();
    private final SimClock[] clocks = {new SimClock(), new SimClock()};
    private final boolean[] over = new boolean[2];
    private final Choices chance;
    private final int onceIn;
    private int whose;
    private int taken;

    Turns(long seed) {
        chance = Choices.seeded(seed);
        onceIn = ONCE_IN[chance.below(ONCE_IN.length)];
    }

    /** The turns of one of the two. */
    static class Turn {
        /** Of one that shares with nobody. */
        static final Turn ALWAYS = new Turn();

        /** Waits for its first turn. */
        void begins() {}

        /** Lets the other one go on, or not; false if it is not its turn. */
        boolean mayPass() {
            return true;
        }

        /** From now on it is always the other's turn. */
        void ends() {}
    }

    /** The turns of the one; the first is the one that begins. */
    Turn of(int one) {
        return new Turn() {
            @Override
            void begins() {
                await(one);
            }

            @Override
            boolean mayPass() {
                if (whose != one) {
                    return false;
                }
                if (!over[1 - one] && chance.below(onceIn) == 0) {
                    hand(one);
                    await(one);
                }
                return true;
            }

            @Override
            void ends() {
                over[one] = true;
                hand(one);
            }
        };
    }

    /** How often it was another's turn. */
    int taken() {
        return taken;
    }

    SimClock clock(int one) {
        return clocks[one];
    }

    private void hand(int from) {
        lock.lock();
        try {
            whose = 1 - from;
            taken++;
            handed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // whoever is interrupted stays so, and waits
    private void await(int one) {
        lock.lock();
        try {
            while (whose != one) {
                handed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        return clocks[whose].instant();
    }
}
