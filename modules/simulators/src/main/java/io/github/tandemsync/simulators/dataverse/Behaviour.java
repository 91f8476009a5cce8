package io.github.tandemsync.simulators.dataverse;

/**
 * How the organisation behaves where the vendor's documents are silent or differ. Immutable; {@link #HARD} is what a simulator
 * starts with: each choice is the one that a client finds harder.
 *
 * @param deltaStart which moment the delta link after several pages stands for
 * @param expiredToken what an expired delta token gets
 * @param readOnlyColumns what a write of a column gets that it is not valid for
 * @param strictHeaders whether a request without the OData headers and an {@code Accept} of JSON is refused
 */
public record Behaviour(
        DeltaStart deltaStart, ExpiredToken expiredToken, ReadOnlyColumns readOnlyColumns, boolean strictHeaders) {
    /** The hard choices. */
    public static final Behaviour HARD =
            new Behaviour(DeltaStart.LAST_PAGE, ExpiredToken.REFUSED, ReadOnlyColumns.REFUSED, true);

    /** Which moment the delta link after several pages stands for; not documented. */
    public enum DeltaStart {
        /** The request of the last page: a row that changed after an earlier page had shown it is not reported again. */
        LAST_PAGE,
        /** The request of the first page. */
        FIRST_PAGE
    }

    /** What an expired delta token gets. */
    public enum ExpiredToken {
        /** Error 0x80044352. */
        REFUSED,
        /** All rows as if new, and no deletes. */
        FULL_WITHOUT_DELETES
    }

    /** What a write of a column gets that it is not valid for. */
    public enum ReadOnlyColumns {
        /** Error 400. */
        REFUSED,
        /** Accepted, and nothing changes. */
        IGNORED
    }

    /** This behaviour with another start of delta links. */
    public Behaviour with(DeltaStart other) {
        return new Behaviour(other, expiredToken, readOnlyColumns, strictHeaders);
    }

    /** This behaviour with another answer to expired tokens. */
    public Behaviour with(ExpiredToken other) {
        return new Behaviour(deltaStart, other, readOnlyColumns, strictHeaders);
    }

    /** This behaviour with another answer to writes of read-only columns. */
    public Behaviour with(ReadOnlyColumns other) {
        return new Behaviour(deltaStart, expiredToken, other, strictHeaders);
    }

    /** This behaviour with headers checked or not. */
    public Behaviour withStrictHeaders(boolean strict) {
        return new Behaviour(deltaStart, expiredToken, readOnlyColumns, strict);
    }
}
