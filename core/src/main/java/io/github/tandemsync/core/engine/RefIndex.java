package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import java.util.function.IntPredicate;

/**
 * Numbers by record, several a record, in twelve bytes each: of a record only 64 bits of a hash are kept. Two of four million
 * records share them with a chance of one in a million. Not safe for several threads.
 */
final class RefIndex {
    private static final long FREE = 0;

    private long[] keys = new long[64];
    private int[] numbers = new int[64];
    private int size;

    void put(RecordRef ref, int number) {
        if (++size * 3L > keys.length * 2L) {
            grow();
        }
        put(key(ref), number);
    }

    private void put(long key, int number) {
        int at = place(key);
        while (keys[at] != FREE) {
            at = (at + 1) & (keys.length - 1);
        }
        keys[at] = key;
        numbers[at] = number;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                put(oldKeys[i], oldNumbers[i]);
            }
        }
    }

    /** Whether one of the record's numbers is as wanted. */
    boolean any(RecordRef ref, IntPredicate wanted) {
        long key = key(ref);
        for (int at = place(key); keys[at] != FREE; at = (at + 1) & (keys.length - 1)) {
            if (keys[at] == key && wanted.test(numbers[at])) {
                return true;
            }
        }
        return false;
    }

    private int place(long key) {
        return (int) (key >>> 32) & (keys.length - 1);
    }

    private static long key(RecordRef ref) {
        long hash = mixed(mixed(mixed(0, ref.type().system()), ref.type().name()), ref.id());
        return hash == FREE ? 1 : hash;
    }

    /** Each character goes through the multiplications of SplitMix64, so that neighbouring ids lie far apart. */
    private static long mixed(long start, String text) {
        long hash = start + 0x9E3779B97F4A7C15L * (text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            hash ^= hash >>> 31;
        }
        return hash;
    }
}
