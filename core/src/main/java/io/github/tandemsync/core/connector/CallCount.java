package io.github.tandemsync.core.connector;

/**
 * How many calls of a kind.
 *
 * @param calls calls of the connector; a connector may need several requests for one
 * @param records how many records they are about, all together; zero for feeds, which do not know beforehand
 */
public record CallCount(long calls, long records) {
    /** No call. */
    public static final CallCount NONE = new CallCount(0, 0);

    public CallCount plus(CallCount other) {
        return new CallCount(calls + other.calls, records + other.records);
    }

    public CallCount minus(CallCount other) {
        return new CallCount(calls - other.calls, records - other.records);
    }
}
