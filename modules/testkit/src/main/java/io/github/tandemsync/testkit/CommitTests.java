package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.bareIntent;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.fullIntent;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.link;
import static io.github.tandemsync.testkit.StateSamples.reason;
import static io.github.tandemsync.testkit.StateSamples.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import org.junit.jupiter.api.Test;

interface CommitTests extends StoreFixture {

    @Test
    default void anEmptyChangeIsCommitted() {
        commit(new StateChange());
        assertThat(dump().entries()).isEmpty();
    }

    @Test
    default void aReadSeesTheCommitBeforeIt() {
        commit(everything(20));
        assertThat(entry(company(20)).stamp())
                .isEqualTo(StateSamples.fullEntry(company(20)).stamp());
        assertThat(store().intents(CONNECTION)).hasSize(2);
        assertThat(store().connection(CONNECTION).pins()).containsEntry("portal", "number-20");
    }

    @Test
    default void everythingCommittedSurvivesReopening() throws Exception {
        commit(everything(20));
        commit(everything(30));
        StoreDump before = dump();
        reopened();
        assertThat(dump()).isEqualTo(before);
        assertThat(before.entries()).hasSize(6);
        assertThat(before.links()).hasSize(6);
        assertThat(before.intents()).hasSize(3);
        assertThat(before.history()).hasSize(4);
    }

    @Test
    default void aChangeThatBreaksALinkRuleFailsWhole() throws Exception {
        commit(everything(20));
        StoreDump before = dump();
        StateChange change = everything(30).put(Link.between(PAIR, company(20), account(35)));
        assertThatThrownBy(() -> store().commit(lease(), change))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("live link");
        assertThat(dump()).isEqualTo(before);
        assertThat(reopened().acquire(CONNECTION, RUNNER, LeaseTests.MINUTE)).isPresent();
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    default void aChangeThatOpensAnIntentTwiceFailsWhole() {
        commit(everything(20));
        StoreDump before = dump();
        StateChange change = everything(30).open(fullIntent("intent-21"));
        assertThatThrownBy(() -> store().commit(lease(), change)).isInstanceOf(StateStoreException.class);
        assertThat(dump()).isEqualTo(before);
        commit(everything(40));
    }

    @Test
    default void anEntryIsReplacedWhole() {
        put(StateSamples.fullEntry(company(1)));
        put(left(1));
        assertThat(entry(company(1))).isEqualTo(left(1));
    }

    @Test
    default void theMarkGivenInAnEntryIsIgnored() {
        put(left(1).withMark(new Mark(9, 9, StateSamples.TIME)));
        assertThat(entry(company(1)).mark()).isEqualTo(Mark.NONE);
    }

    @Test
    default void intentsComeInTheOrderInWhichTheyWereOpened() throws Exception {
        commit(new StateChange().open(bareIntent("z")).open(bareIntent("b")));
        commit(new StateChange().open(bareIntent("a")));
        commit(new StateChange().close(new IntentId("b")).open(bareIntent("c")));
        assertThat(store().intents(CONNECTION))
                .extracting(Intent::id)
                .extracting(IntentId::value)
                .containsExactly("z", "a", "c");
        commit(new StateChange().close(new IntentId("c")).close(new IntentId("z")));
        commit(new StateChange().open(bareIntent("z")));
        assertThat(reopened().intents(CONNECTION))
                .extracting(intent -> intent.id().value())
                .containsExactly("a", "z");
    }

    @Test
    default void closingAnUnknownIntentDoesNothing() {
        commit(new StateChange().open(bareIntent("a")).close(new IntentId("unknown")));
        assertThat(store().intents(CONNECTION)).hasSize(1);
    }

    @Test
    default void aClosedIntentsIdCanBeOpenedAgainInTheSameCommit() {
        commit(new StateChange().open(bareIntent("a")));
        commit(new StateChange().close(new IntentId("a")).open(fullIntent("a")));
        assertThat(store().intents(CONNECTION)).containsExactly(fullIntent("a"));
    }

    @Test
    default void cursorsAreSavedReplacedAndDropped() {
        CursorKey key = new CursorKey(PAIR, StateSamples.COMPANIES, FeedMode.CHANGES);
        CursorKey other = new CursorKey(PAIR, StateSamples.COMPANIES, FeedMode.BASELINE);
        commit(new StateChange().cursor(key, cursor("1")).cursor(other, cursor("x")));
        commit(new StateChange().cursor(key, cursor("2")).dropCursor(other));
        assertThat(store().connection(CONNECTION).cursors())
                .containsOnlyKeys(key)
                .containsValue(cursor("2"));
    }

    @Test
    default void aCursorDroppedAndSavedInOneCommitIsSaved() {
        CursorKey key = new CursorKey(PAIR, StateSamples.COMPANIES, FeedMode.CHANGES);
        commit(new StateChange().cursor(key, cursor("1")));
        commit(new StateChange().dropCursor(key).cursor(key, cursor("2")));
        assertThat(store().connection(CONNECTION).cursors()).containsEntry(key, cursor("2"));
    }

    @Test
    default void aWakeRaisesThoseThatWaitInEveryPair() {
        Entry here = left(1).waitingFor(account(9), reason());
        Entry linked = right(2).in(EntryState.LINKED, null).withWaitsFor(account(9));
        Entry there = Entry.unmatched(
                        StateSamples.OTHER_PAIR,
                        here.side(),
                        ObjectType.parse("hubspot:contacts").ref("7"))
                .waitingFor(account(9), reason());
        put(here, linked, there, left(3).waitingFor(account(8), reason()));
        commit(new StateChange().wake(account(9), StateSamples.TIME));
        assertThat(dump().entries())
                .filteredOn(entry -> entry.mark().seq() == 1)
                .extracting(Entry::ref)
                .containsExactlyInAnyOrder(here.ref(), linked.ref(), there.ref());
        assertThat(entry(here.ref()).mark().due()).isEqualTo(StateSamples.TIME);
    }

    @Test
    default void aWakeReachesWaitersOfTheSameCommitAndNotThoseWhoStoppedWaiting() {
        put(left(2).waitingFor(account(9), reason()));
        commit(new StateChange()
                .wake(account(9), StateSamples.TIME)
                .put(EntryUpdate.keep(left(1).waitingFor(account(9), reason())))
                .put(EntryUpdate.keep(left(2))));
        assertThat(entry(company(1)).mark().due()).isNotNull();
        assertThat(entry(company(2)).mark().due()).isNull();
    }

    @Test
    default void severalWakesEachRaiseTheirOwn() {
        put(left(1).waitingFor(account(1), reason()), left(2).waitingFor(account(2), reason()));
        commit(new StateChange().wake(account(1), StateSamples.TIME).wake(account(2), StateSamples.TIME));
        assertThat(dump().entries()).allMatch(entry -> entry.mark().seq() == 1);
    }

    @Test
    default void aLargeChangeIsOneCommit() {
        StateChange change = new StateChange();
        for (int i = 0; i < 2500; i++) {
            change.put(EntryUpdate.raise(left(i), StateSamples.TIME))
                    .put(link(i))
                    .open(bareIntent("i" + i));
        }
        commit(change);
        assertThat(store().count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, 2500L);
        StateChange closing = new StateChange();
        for (int i = 0; i < 2500; i++) {
            closing.put(EntryUpdate.clear(entryOf(i)))
                    .put(link(i).ended(reason()))
                    .close(new IntentId("i" + i));
        }
        commit(closing);
        assertThat(store().intents(CONNECTION)).isEmpty();
        assertThat(dump().entries())
                .hasSize(2500)
                .allMatch(entry -> entry.mark().due() == null);
        assertThat(dump().links()).noneMatch(Link::live);
    }

    private static Entry entryOf(int number) {
        return left(number).withMark(new Mark(1, 0, StateSamples.TIME));
    }

    private static SavedCursor cursor(String value) {
        return new SavedCursor(new Cursor(value), StateSamples.TIME);
    }
}
