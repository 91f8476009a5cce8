package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has the lines of an owner that changed looked at again, where they stand still until it lets them be written. */
final class OwnerNews {
    private final Session session;
    private final boolean heard;

    /** @param pair the pair that links the owners */
    OwnerNews(Session session, ObjectPair pair) {
        this.session = session;
        this.heard = session.settings().pairs().stream().anyMatch(lines -> isHeard(lines.owner(), pair));
    }

    private static boolean isHeard(@Nullable Owner owner, ObjectPair pair) {
        return owner != null
                && owner.pair().equals(pair.id())
                && Stream.of(Side.values()).anyMatch(side -> owner.editable(side) != RecordFilter.ALL);
    }

    /** Tells of the records that were read in another version than they had when they were last looked at. */
    void tell(Collection<Work> works, StateChange change) {
        for (Work work : heard ? works : List.<Work>of()) {
            for (Side side : work.entries().keySet()) {
                if (work.isFound(side)
                        && !work.record(side).stamp().equals(work.entry(side).stamp())) {
                    change.wake(work.entry(side).ref(), session.now());
                }
            }
        }
    }

    /** Tells of a record that was written by us: no feed will. */
    void written(Proposal proposal, StateChange change) {
        if (heard) {
            change.wake(proposal.ref(), session.now());
        }
    }
}
