package io.github.tandemsync.simulators.dataverse;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that depend only on the seed and on how many were given before. */
final class Ids {
    private Ids() {}

    /** The n-th id under this seed, in the shape of a random (version 4) one. */
    static UUID nth(long seed, long n) {
        long high = mix(seed * 31 + n);
        long low = mix(high ^ n);
        return new UUID((high & ~0xf000L) | 0x4000L, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /** The id of a thing that has a name: a privilege, a column of the metadata. */
    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
