package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.math.BigInteger;
import java.time.Instant;

/** Times as nanoseconds since 1970 in one 64-bit column, which reaches from 1677 to 2262. */
final class Nanos {
    private static final long PER_SECOND = 1_000_000_000L;
    private static final BigInteger SECOND = BigInteger.valueOf(PER_SECOND);
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private Nanos() {}

    /** Exactly, or an exception: a stored time comes back as it was. */
    static long of(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new StateStoreException(
                    "A time to be stored lies outside the years 1677 to 2262. Nothing was stored; correct the runner's clock",
                    null);
        }
        return clamped(time);
    }

    /** The nearest that can be stored; good enough to compare with. */
    static long clamped(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        if (time.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return BigInteger.valueOf(time.getEpochSecond())
                .multiply(SECOND)
                .add(BigInteger.valueOf(time.getNano()))
                .longValueExact();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
