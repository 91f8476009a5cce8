package io.github.tandemsync.core.engine;

import java.util.HexFormat;
import java.util.function.Consumer;

/** Fingerprints of 32 hexadecimal digits, in sixteen bytes each and some space between. Not safe for several threads. */
final class FingerprintSet {
    private long[] high = new long[16];
    private long[] low = new long[16];
    private int size;

    /** Whether it was not there yet. */
    boolean add(String fingerprint) {
        return add(high(fingerprint), low(fingerprint));
    }

    boolean add(long left, long right) {
        if ((size + 1) * 3L > low.length * 2L) {
            grow();
        }
        int at = place(left, right);
        if (isTaken(at)) {
            return false;
        }
        high[at] = left;
        low[at] = right;
        size++;
        return true;
    }

    boolean contains(String fingerprint) {
        return isTaken(place(high(fingerprint), low(fingerprint)));
    }

    /** In no order; nothing is added meanwhile. */
    void each(Consumer<String> sink) {
        HexFormat hex = HexFormat.of();
        for (int i = 0; i < low.length; i++) {
            if (isTaken(i)) {
                sink.accept(hex.toHexDigits(high[i]) + hex.toHexDigits(low[i]));
            }
        }
    }

    int size() {
        return size;
    }

    /** Where it is, or would be. */
    private int place(long left, long right) {
        int at = (int) right & (low.length - 1);
        while (isTaken(at) && (high[at] != left || low[at] != right)) {
            at = (at + 1) & (low.length - 1);
        }
        return at;
    }

    private boolean isTaken(int at) {
        return high[at] != 0 || low[at] != 0;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        high = new long[oldHigh.length * 2];
        low = new long[oldLow.length * 2];
        size = 0;
        for (int i = 0; i < oldLow.length; i++) {
            if (oldHigh[i] != 0 || oldLow[i] != 0) {
                add(oldHigh[i], oldLow[i]);
            }
        }
    }

    static long high(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint, 0, 16, 16);
    }

    static long low(String fingerprint) {
        return Long.parseUnsignedLong(fingerprint, 16, 32, 16);
    }
}
