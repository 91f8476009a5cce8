package io.github.tandemsync.e2e.simulation.tape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The only source of chance in a simulated history. Numbers come from a seed (SplitMix64) or from a {@link Tape}; either way they
 * are recorded. Zero MUST mean "no fault, first choice" to every caller, so that shrinking a tape makes a history plainer. Not
 * safe for several threads.
 */
public final class Choices {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final @Nullable Tape source;
    private long state;
    private int[] recorded = new int[512];
    private int[] bounds = new int[512];
    private int count;

    private Choices(@Nullable Tape source, long state) {
        this.source = source;
        this.state = state;
    }

    /** Choices drawn from a seed. */
    public static Choices seeded(long seed) {
        return new Choices(null, mix(seed + GOLDEN));
    }

    /** The choices of a tape; zeros when it has ended. */
    public static Choices replay(Tape tape) {
        return new Choices(tape, 0);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        int value = source == null ? (int) ((next() >>> 33) % bound) : source.at(count) % bound;
        if (count == recorded.length) {
            recorded = Arrays.copyOf(recorded, count * 2);
            bounds = Arrays.copyOf(bounds, count * 2);
        }
        bounds[count] = bound;
        recorded[count++] = value;
        return value;
    }

    /** True {@code times} in {@code of}; false for zero. */
    public boolean chance(int times, int of) {
        return below(of) >= of - times;
    }

    /** One of the given; the first for zero. */
    @SafeVarargs
    public final <T> T pick(T... options) {
        return options[below(options.length)];
    }

    /** How many numbers were drawn. */
    public int drawn() {
        return count;
    }

    /** What was drawn so far. */
    public Tape tape() {
        return Tape.of(Arrays.copyOf(recorded, count));
    }

    /**
     * The tape that comes next, as the numbers of an odometer do: the last decision that can be raised is, and what followed it begins
     * at zero again. Whoever goes on until there is none has met every history that begins with the decisions before {@code fixed}.
     *
     * @param fixed how many decisions at the beginning are left as they are
     * @return null after the last
     */
    public @Nullable Tape successor(int fixed) {
        for (int place = count - 1; place >= fixed; place--) {
            if (recorded[place] + 1 < bounds[place]) {
                int[] next = Arrays.copyOf(recorded, place + 1);
                next[place]++;
                return Tape.of(next);
            }
        }
        return null;
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
