package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What the parts of the contract share. */
interface StoreFixture {
    HolderId RUNNER = new HolderId("runner");

    StateStore store();

    ManualClock clock();

    /** The store after closing and opening; the one before must not be used any more. */
    StateStore reopened() throws Exception;

    default Lease lease() {
        return store().acquire(CONNECTION, RUNNER, Duration.ofHours(1)).orElseThrow();
    }

    default void commit(StateChange change) {
        assertThat(store().commit(lease(), change)).isEqualTo(CommitResult.COMMITTED);
    }

    default void put(Entry... entries) {
        StateChange change = new StateChange();
        for (Entry entry : entries) {
            change.put(EntryUpdate.keep(entry));
        }
        commit(change);
    }

    default void put(Link... links) {
        StateChange change = new StateChange();
        for (Link link : links) {
            change.put(link);
        }
        commit(change);
    }

    /** The one entry of the main pair with this address. */
    default Entry entry(RecordRef ref) {
        List<Entry> found = store().entries(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(ref)));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    default StoreDump dump() {
        List<LinkId> ids =
                IntStream.range(0, 100).mapToObj(StateSamples::linkId).toList();
        return StoreDump.of(store(), CONNECTION, List.of(PAIR, OTHER_PAIR), ids);
    }
}
