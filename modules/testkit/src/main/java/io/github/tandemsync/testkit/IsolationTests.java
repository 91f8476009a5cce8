package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.MatchQuery;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Connections side by side know nothing of each other. */
interface IsolationTests extends StoreFixture {
    ConnectionId NEIGHBOUR = new ConnectionId("Contoso");

    default StoreDump dumpOf(ConnectionId connection) {
        return StoreDump.of(
                store(), connection, List.of(PAIR, OTHER_PAIR), List.of(linkId(20), linkId(21), linkId(22)));
    }

    default Lease neighbours() {
        return store().acquire(NEIGHBOUR, RUNNER, LeaseTests.MINUTE).orElseThrow();
    }

    @Test
    default void aConnectionThatNeverCommittedIsEmpty() {
        StoreDump dump = dumpOf(new ConnectionId("unheard-of"));
        assertThat(dump.state()).isEqualTo(new ConnectionState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>()));
        assertThat(dump.entries()).isEmpty();
        assertThat(dump.intents()).isEmpty();
        assertThat(dump.history()).isEmpty();
        assertThat(store().matches(new MatchQuery(NEIGHBOUR, PAIR, "domain", "", 5)))
                .isEmpty();
        assertThat(store().count(NEIGHBOUR, PAIR).values()).containsOnly(0L);
        assertThat(store().countHistory(HistoryQuery.of(NEIGHBOUR))).isZero();
        assertThat(store().erase(NEIGHBOUR, company(1))).isZero();
    }

    @Test
    default void aCommitShowsInItsOwnConnectionOnly() {
        StoreDump empty = dumpOf(NEIGHBOUR);
        commit(everything(20));
        assertThat(dumpOf(NEIGHBOUR)).isEqualTo(empty);
        for (EntryQuery query : everyQueryOfTheNeighbour()) {
            assertThat(store().entries(query)).isEmpty();
        }
        assertThat(store().matches(new MatchQuery(NEIGHBOUR, PAIR, "by-domain", "", 5)))
                .isEmpty();
        assertThat(store().countHistory(HistoryQuery.of(NEIGHBOUR))).isZero();
    }

    private static List<EntryQuery> everyQueryOfTheNeighbour() {
        return List.of(
                new EntryQuery.ByRef(NEIGHBOUR, PAIR, List.of(company(20))),
                new EntryQuery.InAnyPair(NEIGHBOUR, List.of(company(20))),
                new EntryQuery.ByKey(NEIGHBOUR, PAIR, List.of(new CreateKey("0f8fad5b-d9cb-469f-a165-70867728950e"))),
                new EntryQuery.ByDigest(NEIGHBOUR, PAIR, Side.LEFT, "by-domain", List.of("d1")),
                new EntryQuery.WaitingFor(NEIGHBOUR, List.of(company(22))),
                new EntryQuery.Due(NEIGHBOUR, PAIR, Instant.MAX, 10),
                new EntryQuery.Unseen(NEIGHBOUR, PAIR, StateSamples.ACCOUNTS, 9, null, 10));
    }

    @Test
    default void theSameRowsLiveInBoth() {
        commit(everything(20));
        StoreDump first = dumpOf(CONNECTION);
        assertThat(store().commit(neighbours(), everything(20))).isEqualTo(CommitResult.COMMITTED);
        assertThat(dumpOf(CONNECTION)).isEqualTo(first);
        assertThat(dumpOf(NEIGHBOUR)).isEqualTo(first);
    }

    @Test
    default void wakesHintsErasuresAndForgottenPairsStayAtHome() {
        commit(everything(20));
        store().commit(neighbours(), everything(20));
        StoreDump before = dumpOf(NEIGHBOUR);
        commit(new StateChange().wake(company(22), StateSamples.TIME).put(EntryUpdate.keep(StateSamples.left(22))));
        store().hint(CONNECTION, List.of(new Hint(PAIR, Side.RIGHT, account(21), StateSamples.TIME)));
        store().erase(CONNECTION, List.of(company(20), company(21), account(20)));
        commit(new StateChange().forget(OTHER_PAIR));
        assertThat(dumpOf(NEIGHBOUR)).isEqualTo(before);
        assertThat(dumpOf(CONNECTION)).isNotEqualTo(before);
    }

    @Test
    default void leasesAreSeparate() {
        Lease mine = lease();
        Lease theirs =
                store().acquire(NEIGHBOUR, LeaseTests.RIVAL, LeaseTests.MINUTE).orElseThrow();
        assertThat(store().commit(mine, new StateChange())).isEqualTo(CommitResult.COMMITTED);
        assertThat(store().commit(theirs, new StateChange())).isEqualTo(CommitResult.COMMITTED);
        store().release(mine);
        assertThat(store().commit(theirs, new StateChange())).isEqualTo(CommitResult.COMMITTED);
    }
}
