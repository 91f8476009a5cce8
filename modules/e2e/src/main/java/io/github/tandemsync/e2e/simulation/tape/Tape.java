package io.github.tandemsync.e2e.simulation.tape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one history, in order. Zero is always the plainest choice, so a tape reads as if zeros followed it for ever.
 * Its text is a list of base-36 numbers joined by dots; a run of zeros is written {@code _} and its length. Immutable.
 */
public final class Tape {
    private static final int RADIX = 36;
    private static final int SHORTEST_RUN = 3;

    private final int[] numbers;

    private Tape(int[] numbers) {
        this.numbers = numbers;
    }

    /** The given decisions; zeros at the end are dropped. */
    public static Tape of(int... numbers) {
        int length = numbers.length;
        while (length > 0 && numbers[length - 1] == 0) {
            length--;
        }
        return new Tape(Arrays.copyOf(numbers, length));
    }

    /** Reads what {@link #toString()} writes. */
    public static Tape parse(String text) {
        int[] numbers = new int[16];
        int count = 0;
        for (String word : text.strip().split("\\.")) {
            boolean zeros = word.startsWith("_");
            int repeat = zeros ? Integer.parseInt(word.substring(1)) : 1;
            int value = zeros || word.isEmpty() ? 0 : Integer.parseInt(word, RADIX);
            while (count + repeat > numbers.length) {
                numbers = Arrays.copyOf(numbers, numbers.length * 2);
            }
            Arrays.fill(numbers, count, count + repeat, value);
            count += repeat;
        }
        return of(Arrays.copyOf(numbers, count));
    }

    public int length() {
        return numbers.length;
    }

    /** The decision at the place; zero beyond the end. */
    public int at(int place) {
        return place < numbers.length ? numbers[place] : 0;
    }

    /** A copy of the decisions. */
    public int[] numbers() {
        return numbers.clone();
    }

    /** Without {@code size} decisions from {@code from} on. */
    Tape without(int from, int size) {
        int[] rest = new int[numbers.length - size];
        System.arraycopy(numbers, 0, rest, 0, from);
        System.arraycopy(numbers, from + size, rest, from, numbers.length - from - size);
        return of(rest);
    }

    /** With {@code size} decisions from {@code from} on set to zero. */
    Tape zeroed(int from, int size) {
        int[] changed = numbers.clone();
        Arrays.fill(changed, from, from + size, 0);
        return of(changed);
    }

    /** With one decision replaced. */
    Tape with(int place, int value) {
        int[] changed = numbers.clone();
        changed[place] = value;
        return of(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tape that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; ) {
            int run = zerosFrom(i);
            text.append(i == 0 ? "" : ".");
            text.append(run >= SHORTEST_RUN ? "_" + run : Integer.toString(numbers[i], RADIX));
            i += run >= SHORTEST_RUN ? run : 1;
        }
        return text.toString();
    }

    private int zerosFrom(int start) {
        int end = start;
        while (end < numbers.length && numbers[end] == 0) {
            end++;
        }
        return end - start;
    }
}
