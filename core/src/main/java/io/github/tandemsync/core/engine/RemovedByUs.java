package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;

/** The mark of a record that we removed, until it is seen again: nobody else wished it away. */
final class RemovedByUs {
    private static final String CODE = "removed-by-us";

    private RemovedByUs() {}

    /** The reason of a record that we removed. */
    static Reason why(Session session, Intent intent) {
        return session.reason(CODE, "removed by us on behalf of " + intent.source());
    }

    static boolean is(Entry entry) {
        Reason why = entry.reason();
        return why != null && why.code().equals(CODE);
    }
}
