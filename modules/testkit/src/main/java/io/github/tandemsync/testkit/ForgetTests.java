package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.fullIntent;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.link;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static io.github.tandemsync.testkit.StateSamples.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.MatchQuery;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface ForgetTests extends StoreFixture {

    /** Both pairs hold rows of every kind about the same records. */
    private void twoPairs() {
        commit(everything(20));
        Entry other = Entry.unmatched(OTHER_PAIR, Side.LEFT, company(20));
        commit(new StateChange()
                .put(EntryUpdate.raise(other.waitingFor(company(21), reason()), StateSamples.TIME))
                .put(Link.between(OTHER_PAIR, company(20), account(20)))
                .record(new HistoryEntry(
                        OTHER_PAIR,
                        "run",
                        Kind.LINKED,
                        Side.LEFT,
                        company(20),
                        account(20),
                        null,
                        Values.none(),
                        Values.none(),
                        "",
                        false,
                        StateSamples.TIME)));
    }

    private void demandNothingOf(PairId pair) {
        for (EntryQuery query : List.of(
                new EntryQuery.ByRef(CONNECTION, pair, List.of(company(20), company(21), account(21))),
                new EntryQuery.ByKey(CONNECTION, pair, List.of(new CreateKey("0f8fad5b-d9cb-469f-a165-70867728950e"))),
                new EntryQuery.ByDigest(CONNECTION, pair, Side.LEFT, "by-domain", List.of("d1")),
                new EntryQuery.Due(CONNECTION, pair, Instant.MAX, 10),
                new EntryQuery.Unseen(CONNECTION, pair, StateSamples.ACCOUNTS, 9, null, 10))) {
            assertThat(store().entries(query)).isEmpty();
        }
        assertThat(store().matches(new MatchQuery(CONNECTION, pair, "by-domain", "", 5)))
                .isEmpty();
        assertThat(store().links(CONNECTION, pair, List.of(linkId(20), linkId(21), linkId(22))))
                .isEmpty();
        assertThat(store().intents(CONNECTION))
                .noneMatch(intent -> intent.pair().equals(pair));
        assertThat(store().connection(CONNECTION).pairs()).doesNotContainKey(pair);
        assertThat(store().connection(CONNECTION).cursors().keySet())
                .noneMatch(key -> key.pair().equals(pair));
        assertThat(store().countHistory(HistoryQuery.of(CONNECTION).pair(pair))).isZero();
        assertThat(store().count(CONNECTION, pair).values()).containsOnly(0L);
    }

    @Test
    default void nothingOfAForgottenPairIsAnswered() throws Exception {
        twoPairs();
        commit(new StateChange().forget(PAIR));
        demandNothingOf(PAIR);
        StoreDump then = dump();
        reopened();
        demandNothingOf(PAIR);
        assertThat(dump()).isEqualTo(then);
    }

    @Test
    default void otherPairsAndPinsStayAlsoWhereTheyNameTheSameRecords() {
        twoPairs();
        StoreDump before = dump();
        commit(new StateChange().forget(PAIR));
        StoreDump after = dump();
        assertThat(after.state().pins()).isEqualTo(before.state().pins());
        assertThat(after.state().pairs()).containsOnlyKeys(OTHER_PAIR);
        assertThat(after.entries())
                .isEqualTo(before.entries().stream()
                        .filter(entry -> entry.pair().equals(OTHER_PAIR))
                        .toList());
        assertThat(after.entries()).hasSize(1);
        assertThat(after.links()).containsExactly(Link.between(OTHER_PAIR, company(20), account(20)));
        assertThat(after.intents()).containsExactly(StateSamples.bareIntent("intent-21"));
        assertThat(after.history()).hasSize(1);
        assertThat(store().entries(new EntryQuery.WaitingFor(CONNECTION, List.of(company(21)))))
                .hasSize(1);
    }

    @Test
    default void aStaleLeaseForgetsNothing() {
        twoPairs();
        Lease old = lease();
        store().release(old);
        assertThat(store().acquire(CONNECTION, LeaseTests.RIVAL, LeaseTests.MINUTE))
                .isPresent();
        StoreDump before = dump();
        assertThat(store().commit(old, new StateChange().forget(PAIR))).isEqualTo(CommitResult.STALE);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    default void aChangeThatFailsForgetsNothing() {
        twoPairs();
        StoreDump before = dump();
        StateChange change =
                new StateChange().forget(PAIR).put(link(1)).put(Link.between(PAIR, company(1), account(2)));
        assertThatThrownBy(() -> store().commit(lease(), change)).isInstanceOf(StateStoreException.class);
        assertThat(dump()).isEqualTo(before);
    }

    /** A live link or an open intent that is forgotten stands in nobody's way. */
    @Test
    default void theRestOfTheChangeFindsAnEmptyPair() throws Exception {
        twoPairs();
        Link other = Link.between(PAIR, company(22), account(99));
        commit(everything(30).put(other).open(fullIntent("intent-20")).forget(PAIR));
        assertThat(store().links(CONNECTION, PAIR, List.of(other.id(), linkId(22))))
                .containsExactly(other);
        assertThat(entry(company(30)).mark().seq()).isEqualTo(1);
        assertThat(store().countHistory(HistoryQuery.of(CONNECTION).pair(PAIR))).isEqualTo(2);
        assertThat(store().connection(CONNECTION).pairs().get(PAIR)).isEqualTo(StateSamples.fullPairState());
        StoreDump then = dump();
        reopened();
        assertThat(dump()).isEqualTo(then);
    }

    @Test
    default void aForgottenPairBeginsAgainWithFreshMarks() {
        commit(new StateChange().put(EntryUpdate.raise(left(1), StateSamples.TIME)));
        commit(new StateChange().put(EntryUpdate.raise(left(1), StateSamples.TIME)));
        commit(new StateChange().forget(PAIR));
        put(left(1));
        assertThat(entry(company(1))).isEqualTo(left(1));
    }

    @Test
    default void aPairOfWhichNothingIsStoredMayBeForgotten() {
        commit(new StateChange().forget(PAIR));
        twoPairs();
        StoreDump before = dump();
        commit(new StateChange().forget(new PairId("unheard-of")));
        assertThat(dump()).isEqualTo(before);
    }
}
