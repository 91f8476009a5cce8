package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.EntryQuery;

/** How much may be asked for at once. */
final class Limits {
    private static final int MOST = 1000;

    private Limits() {}

    static void check(EntryQuery query) {
        if (query instanceof EntryQuery.ByRef q) {
            check("records", q.refs().size());
        } else if (query instanceof EntryQuery.InAnyPair q) {
            check("records", q.refs().size());
        } else if (query instanceof EntryQuery.ByKey q) {
            check("keys", q.keys().size());
        } else if (query instanceof EntryQuery.ByDigest q) {
            check("digests", q.digests().size());
        } else if (query instanceof EntryQuery.Sharing q) {
            check("digests", q.digests().size());
        }
    }

    static void check(String what, int asked) {
        if (asked > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " " + what + " can be asked for at once, got "
                    + asked + "; ask in several calls");
        }
    }
}
