package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface HistoryTests extends StoreFixture {
    HistoryQuery ALL = HistoryQuery.of(CONNECTION);

    /** Six events, numbered by their detail, over two commits. */
    private void sixEvents() {
        commit(new StateChange()
                .record(event(1, "run-1", Kind.CREATED, 1, false, TIME))
                .record(event(2, "run-1", Kind.CONFLICT, 2, true, TIME))
                .record(event(3, "run-1", Kind.CLEARED, 1, false, TIME)));
        commit(new StateChange()
                .record(event(4, "run-2", Kind.CONFLICT, 1, false, TIME.plusSeconds(1)))
                .record(new HistoryEntry(
                        OTHER_PAIR,
                        "run-2",
                        Kind.REMOVED,
                        Side.RIGHT,
                        account(1),
                        null,
                        null,
                        Values.none(),
                        Values.none(),
                        "5",
                        false,
                        TIME.plusSeconds(1)))
                .record(event(6, "run-2", Kind.CLEARED, 3, false, TIME.plusSeconds(2))));
    }

    private static HistoryEntry event(int number, String run, Kind kind, int record, boolean open, Instant at) {
        return new HistoryEntry(
                PAIR,
                run,
                kind,
                Side.LEFT,
                company(record),
                account(record),
                null,
                Values.none(),
                Values.none(),
                String.valueOf(number),
                open,
                at);
    }

    private void finds(HistoryQuery query, Integer... numbers) {
        assertThat(store().history(query))
                .extracting(event -> Integer.valueOf(event.detail()))
                .containsExactly(numbers);
        assertThat(store().countHistory(query)).isEqualTo(numbers.length);
    }

    @Test
    default void withoutCriteriaAllIsAnsweredOldestFirst() {
        sixEvents();
        finds(ALL, 1, 2, 3, 4, 5, 6);
    }

    @Test
    default void eachCriterionRestricts() {
        sixEvents();
        finds(ALL.run("run-1"), 1, 2, 3);
        finds(ALL.pair(OTHER_PAIR), 5);
        finds(ALL.about(company(1)), 1, 3, 4);
        finds(ALL.about(account(1)), 1, 3, 4, 5);
        finds(ALL.kinds(Set.of(Kind.CLEARED, Kind.REMOVED)), 3, 5, 6);
        finds(ALL.open(), 2);
        finds(ALL.since(TIME.plusSeconds(1)), 4, 5, 6);
        finds(ALL.since(TIME.plusNanos(1)), 4, 5, 6);
        finds(ALL.since(Instant.MIN), 1, 2, 3, 4, 5, 6);
        finds(ALL.since(Instant.MAX));
    }

    @Test
    default void aSettledConflictIsNoLongerOpenAndElseAsItWas() {
        commit(new StateChange()
                .record(conflict(1, "name"))
                .record(conflict(1, "phone"))
                .record(conflict(2, "name")));
        List<HistoryEntry> before = store().history(ALL);

        commit(new StateChange().settle(PAIR, company(1), "name").record(conflict(3, "name")));

        List<HistoryEntry> after = store().history(ALL);
        assertThat(after.subList(1, 3)).isEqualTo(before.subList(1, 3));
        assertThat(after.get(0)).isEqualTo(before.get(0).settled());
        assertThat(store().history(ALL.open())).containsExactly(before.get(1), before.get(2), conflict(3, "name"));
    }

    @Test
    default void settlingAnswersNothingElse() {
        commit(new StateChange().record(conflict(1, "name")));
        commit(new StateChange()
                .settle(OTHER_PAIR, company(1), "name")
                .settle(PAIR, account(1), "name")
                .settle(PAIR, company(1), "other"));

        assertThat(store().history(ALL.open())).containsExactly(conflict(1, "name"));
    }

    @Test
    default void whatIsToldInTheSameChangeStaysOpen() {
        commit(new StateChange().record(conflict(1, "name")));
        commit(new StateChange().record(conflict(1, "name")).settle(PAIR, company(1), "name"));

        assertThat(store().history(ALL.open())).containsExactly(conflict(1, "name"));
    }

    private static HistoryEntry conflict(int record, String rule) {
        return new HistoryEntry(
                PAIR,
                "run",
                Kind.CONFLICT,
                Side.LEFT,
                company(record),
                account(record),
                rule,
                Values.of("name", FieldValue.text("left")),
                Values.of("name", FieldValue.text("right")),
                "both edited",
                true,
                TIME);
    }

    @Test
    default void criteriaAddUp() {
        sixEvents();
        finds(ALL.pair(PAIR).kinds(Set.of(Kind.CLEARED, Kind.REMOVED)).since(TIME.plusSeconds(1)), 6);
        finds(ALL.run("run-1").about(account(1)).kinds(Set.of(Kind.CREATED)), 1);
        finds(ALL.run("run-1").pair(OTHER_PAIR));
        finds(ALL.open().run("run-2"));
        finds(
                ALL.open()
                        .pair(PAIR)
                        .run("run-1")
                        .about(company(2))
                        .kinds(Set.of(Kind.CONFLICT))
                        .since(TIME),
                2);
    }

    @Test
    default void pagesAndCountsWithoutTheLimits() {
        sixEvents();
        assertThat(store().history(ALL.page(1, 2)))
                .extracting(HistoryEntry::detail)
                .containsExactly("2", "3");
        assertThat(store().history(ALL.page(5, 2)))
                .extracting(HistoryEntry::detail)
                .containsExactly("6");
        assertThat(store().history(ALL.page(6, 2))).isEmpty();
        assertThat(store().history(ALL.page(0, 0))).isEmpty();
        assertThat(store().countHistory(ALL.page(5, 2))).isEqualTo(6);
    }

    @Test
    default void aWalkByPlacesSeesEachEventOnce() {
        sixEvents();
        List<String> seen = new ArrayList<>();
        HistoryPage page = store().historyPage(ALL.page(0, 2));
        while (!page.events().isEmpty()) {
            page.events().forEach(event -> seen.add(event.detail()));
            page = store().historyPage(ALL.after(page.last()).page(0, 2));
        }
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    default void aPlaceCountsBesideOtherCriteriaAndWhateverIsDroppedOrAddedMeanwhile() {
        sixEvents();
        HistoryQuery written = ALL.kinds(Set.of(Kind.CREATED, Kind.CLEARED, Kind.REMOVED));
        HistoryPage first = store().historyPage(written.page(0, 2));
        assertThat(first.events()).extracting(HistoryEntry::detail).containsExactly("1", "3");
        assertThat(first.last()).isPositive();

        store().prune(lease(), TIME.plusNanos(1), 100);
        commit(new StateChange().record(event(7, "run-3", Kind.CLEARED, 1, false, TIME)));

        finds(written.after(first.last()), 5, 6, 7);
        finds(written.after(first.last()).about(company(1)), 7);
        HistoryPage last = store().historyPage(written.after(first.last()));
        assertThat(store().historyPage(written.after(last.last())).events()).isEmpty();
        assertThat(store().historyPage(written.after(last.last())).last()).isEqualTo(last.last());
    }

    @Test
    default void aPlaceIsTheSameInAStoreThatWasOpenedAnew() throws Exception {
        sixEvents();
        long place = store().historyPage(ALL.page(0, 4)).last();
        reopened();
        finds(ALL.after(place), 5, 6);
    }

    @Test
    default void aboutSeveralRecordsOnEitherEnd() {
        sixEvents();
        finds(ALL.about(List.of(company(2), company(3))), 2, 6);
        finds(ALL.about(List.of(company(1), account(1))), 1, 3, 4, 5);
        finds(ALL.about(List.of(company(2), company(77))).run("run-1"), 2);
        finds(ALL.about(List.of()), 1, 2, 3, 4, 5, 6);
        List<RecordRef> many =
                IntStream.rangeClosed(2, 1001).mapToObj(StateSamples::company).toList();
        finds(ALL.about(many), 2, 6);
    }

    @Test
    default void anUnknownPairHasNoHistory() {
        sixEvents();
        finds(ALL.pair(new PairId("unknown")));
    }

    @Test
    default void orderIsThatOfCommitsEvenIfTheClockWentBack() {
        commit(new StateChange().record(event(1, "r", Kind.CREATED, 1, false, TIME)));
        commit(new StateChange().record(event(2, "r", Kind.CREATED, 1, false, TIME.minusSeconds(5))));
        assertThat(store().history(ALL)).extracting(HistoryEntry::detail).isEqualTo(List.of("1", "2"));
    }

    @Test
    default void theOldestEventsArePrunedAndOpenConflictsStay() {
        sixEvents();
        assertThat(store().prune(lease(), TIME.plusSeconds(2), 2)).isEqualTo(2);
        finds(ALL, 2, 4, 5, 6);
        assertThat(store().prune(lease(), TIME.plusSeconds(2), 100)).isEqualTo(2);
        finds(ALL, 2, 6);
        assertThat(store().prune(lease(), TIME.plusSeconds(2), 100)).isZero();
        assertThat(store().prune(lease(), Instant.MAX, 0)).isZero();
        assertThat(store().prune(lease(), Instant.MIN, 100)).isZero();
        finds(ALL, 2, 6);
    }

    @Test
    default void whatIsPrunedStaysAway() throws Exception {
        sixEvents();
        store().prune(lease(), TIME.plusNanos(1), 100);
        reopened();
        finds(ALL, 2, 4, 5, 6);
    }

    @Test
    default void aSettledConflictIsPruned() {
        commit(new StateChange().record(conflict(1, "name")));
        assertThat(store().prune(lease(), Instant.MAX, 100)).isZero();
        commit(new StateChange().settle(PAIR, company(1), "name"));
        assertThat(store().prune(lease(), Instant.MAX, 100)).isEqualTo(1);
        finds(ALL);
    }

    @Test
    default void aStaleLeasePrunesNothing() {
        sixEvents();
        Lease stale = lease();
        store().release(stale);
        store().acquire(CONNECTION, new HolderId("other"), LeaseTests.MINUTE);
        assertThat(store().prune(stale, Instant.MAX, 100)).isZero();
        finds(ALL, 1, 2, 3, 4, 5, 6);
    }

    @Test
    default void anotherConnectionsHistoryIsNotPruned() {
        sixEvents();
        Lease other = store().acquire(new ConnectionId("neighbour"), RUNNER, LeaseTests.MINUTE)
                .orElseThrow();
        assertThat(store().prune(other, Instant.MAX, 100)).isZero();
        finds(ALL, 1, 2, 3, 4, 5, 6);
    }
}
