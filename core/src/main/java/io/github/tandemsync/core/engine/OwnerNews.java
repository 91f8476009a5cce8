package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Has the lines of an owner that changed looked at again, where they stand still until it lets them be written. */
final class OwnerNews {
    private final Session session;
    private final boolean heard;
    private final boolean owns;

    /** @param pair the pair that links the owners */
    OwnerNews(Session session, ObjectPair pair) {
        this.session = session;
        List<Owner> owners = new ArrayList<>();
        for (ObjectPair lines : session.settings().pairs()) {
            Owner owner = lines.owner();
            if (owner != null && owner.pair().equals(pair.id())) {
                owners.add(owner);
            }
        }
        this.owns = !owners.isEmpty();
        this.heard = owners.stream().anyMatch(OwnerNews::isFiltered);
    }

    private static boolean isFiltered(Owner owner) {
        return Stream.of(Side.values()).anyMatch(side -> owner.editable(side) != RecordFilter.ALL);
    }

    /**
     * Tells of the records that were read in another version than they had when they were last looked at; where nothing but their being
     * there counts, of those only that had been gone.
     */
    void tell(Collection<Work> works, StateChange change) {
        for (Work work : owns ? works : List.<Work>of()) {
            for (Entry before : work.gathered()) {
                if (work.isFound(before.side())
                        && (heard || before.state() == EntryState.REMOVED)
                        && !work.record(before.side()).stamp().equals(before.stamp())) {
                    change.wake(before.ref(), session.now());
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
