package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The contract, over a store that is brought back from a snapshot wherever a durable one would be opened again. */
class InMemoryStateStoreTest extends StateStoreContract {
    @Override
    protected StateStore open(InstantSource clock) {
        return new InMemoryStateStore(clock);
    }

    @Override
    protected StateStore reopen(StateStore store, InstantSource clock) {
        InMemoryStateStore other = new InMemoryStateStore(clock);
        other.restore(((InMemoryStateStore) store).snapshot());
        return other;
    }

    private InMemoryStateStore memory() {
        return (InMemoryStateStore) store();
    }

    @Test
    void aSnapshotIsNotTouchedByWhatHappensLater() {
        commit(everything(20));
        StoreDump then = dump();
        InMemoryStateStore.Snapshot snapshot = memory().snapshot();
        commit(everything(30));
        store().erase(CONNECTION, company(20));
        for (int i = 0; i < 2; i++) {
            memory().restore(snapshot);
            assertThat(dump()).isEqualTo(then);
            commit(everything(40));
        }
    }

    @Test
    void aSnapshotBringsTheLeaseBackToo() {
        Lease early = lease();
        InMemoryStateStore.Snapshot snapshot = memory().snapshot();
        store().release(early);
        store().acquire(CONNECTION, new HolderId("other"), LeaseTests.MINUTE);
        memory().restore(snapshot);
        assertThat(store().commit(early, new StateChange())).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void indexesSurviveARestore() {
        commit(new StateChange().put(EntryUpdate.raise(left(1), TIME)).put(StateSamples.link(1)));
        memory().restore(memory().snapshot());
        assertThat(store().entries(new EntryQuery.Due(CONNECTION, PAIR, TIME, 5)))
                .hasSize(1);
        commit(new StateChange().put(EntryUpdate.clear(entry(company(1)))));
        assertThat(store().entries(new EntryQuery.Due(CONNECTION, PAIR, TIME, 5)))
                .isEmpty();
    }
}
