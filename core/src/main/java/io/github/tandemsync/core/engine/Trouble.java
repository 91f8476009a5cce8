package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Reason;

/** Records that could not be looked at: nothing is concluded, and they are tried again later and later. */
final class Trouble {
    private Trouble() {}

    static boolean isMet(ReadAnswer answer) {
        return answer instanceof ReadAnswer.Hidden || answer instanceof ReadAnswer.Unreadable;
    }

    /** What a record faced can not be read, so that nobody knows what is to become of the record. */
    static Reason ofFaced(Session session, RecordRef faced) {
        return session.reason("counterpart-hidden", faced + ", which it faced, can not be read now");
    }

    static void meet(Session session, Work work, Side side) {
        Entry entry = work.entry(side);
        if (work.answer(side) instanceof ReadAnswer.Hidden hidden) {
            Reason why = session.reason("hidden", hidden.reason());
            if (!Work.isFinal(entry.state())) {
                work.entry(entry.in(EntryState.SUSPENDED, why));
            }
            work.failed(why);
        } else if (work.answer(side) instanceof ReadAnswer.Unreadable unreadable) {
            work.failed(session.reason("unreadable", unreadable.reason()));
        } else {
            work.lookAgain();
        }
    }
}
