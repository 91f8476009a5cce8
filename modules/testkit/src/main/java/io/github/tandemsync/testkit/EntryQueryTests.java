package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.ACCOUNTS;
import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.HOSTILE_ID;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.reason;
import static io.github.tandemsync.testkit.StateSamples.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface EntryQueryTests extends StoreFixture {

    default List<RecordRef> ask(EntryQuery query) {
        return store().entries(query).stream().map(Entry::ref).toList();
    }

    private static Entry elsewhere(RecordRef ref) {
        return Entry.unmatched(OTHER_PAIR, Side.LEFT, ref);
    }

    private static Entry withDigest(Entry entry, String rule, String digest) {
        return entry.withDigests(new TreeMap<>(Map.of(rule, digest)));
    }

    @Test
    default void byRefAnswersTheKnownOnesOfThePairInOrder() {
        put(left(3), left(1), right(2), elsewhere(company(5)));
        assertThat(ask(new EntryQuery.ByRef(
                        CONNECTION, PAIR, List.of(company(3), company(5), company(4), company(1), account(2)))))
                .containsExactly(account(2), company(1), company(3));
    }

    @Test
    default void byRefTakesADuplicateOnceAndNothingForNothing() {
        put(left(1));
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(company(1), company(1)))))
                .hasSize(1);
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of()))).isEmpty();
    }

    @Test
    default void hostileIdsAreToldApart() {
        RecordRef hostile = ACCOUNTS.ref(HOSTILE_ID);
        RecordRef cut = ACCOUNTS.ref(HOSTILE_ID.substring(0, HOSTILE_ID.indexOf('\u0000')));
        RecordRef percent = ACCOUNTS.ref("%");
        put(Entry.unmatched(PAIR, Side.RIGHT, hostile), Entry.unmatched(PAIR, Side.RIGHT, cut), right(1));
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(hostile))))
                .containsExactly(hostile);
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(cut)))).containsExactly(cut);
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(percent))))
                .isEmpty();
    }

    @Test
    default void idsDifferByCase() {
        put(Entry.unmatched(PAIR, Side.RIGHT, ACCOUNTS.ref("a")), Entry.unmatched(PAIR, Side.RIGHT, ACCOUNTS.ref("A")));
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(ACCOUNTS.ref("A")))))
                .containsExactly(ACCOUNTS.ref("A"));
    }

    @Test
    default void inAnyPairAnswersByPairAndRef() {
        put(left(2), left(1), elsewhere(company(1)), elsewhere(company(3)));
        List<Entry> found =
                store().entries(new EntryQuery.InAnyPair(CONNECTION, List.of(company(3), company(2), company(1))));
        assertThat(found).extracting(Entry::pair).containsExactly(PAIR, PAIR, OTHER_PAIR, OTHER_PAIR);
        assertThat(found).extracting(Entry::ref).containsExactly(company(1), company(2), company(1), company(3));
    }

    @Test
    default void byKeyFindsBothTheSourceAndTheCreated() {
        CreateKey key = new CreateKey("k1");
        put(
                left(1).withKey(key),
                right(1).withKey(key),
                left(2).withKey(new CreateKey("k2")),
                elsewhere(company(3)).withKey(key));
        assertThat(ask(new EntryQuery.ByKey(CONNECTION, PAIR, List.of(key, new CreateKey("k3")))))
                .containsExactly(account(1), company(1));
        put(left(1));
        assertThat(ask(new EntryQuery.ByKey(CONNECTION, PAIR, List.of(key)))).containsExactly(account(1));
    }

    @Test
    default void byDigestLooksAtOneSideAndOneRule() {
        put(
                withDigest(left(2), "domain", "d"),
                withDigest(left(1), "domain", "d"),
                withDigest(right(1), "domain", "d"));
        put(withDigest(left(3), "name", "d"), withDigest(left(4), "domain", "e"), withDigest(left(5), "domain", "f"));
        assertThat(ask(new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "domain", List.of("e", "d"))))
                .containsExactly(company(1), company(2), company(4));
    }

    @Test
    default void byDigestFollowsChangesInAnyState() {
        put(withDigest(left(1), "domain", "d").in(EntryState.LINKED, null));
        EntryQuery query = new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "domain", List.of("d"));
        assertThat(ask(query)).containsExactly(company(1));
        put(withDigest(left(1), "domain", "other"));
        assertThat(ask(query)).isEmpty();
        put(withDigest(left(1), "domain", "d"));
        assertThat(ask(query)).containsExactly(company(1));
        put(left(1));
        assertThat(ask(query)).isEmpty();
    }

    @Test
    default void ofSeveralDigestsOneMayStayWhileOthersComeInTheSameCommit() {
        put(withDigest(left(1), "domain", "d"));
        put(withDigest(left(2), "domain", "e"), left(1).withDigests(new TreeMap<>(Map.of("domain", "d", "name", "n"))));
        assertThat(ask(new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "domain", List.of("d", "e"))))
                .containsExactly(company(1), company(2));
        assertThat(ask(new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "name", List.of("n"))))
                .containsExactly(company(1));
        put(withDigest(left(3), "name", "n"), withDigest(left(1), "name", "n"));
        assertThat(ask(new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "domain", List.of("d"))))
                .isEmpty();
        assertThat(ask(new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "name", List.of("n"))))
                .containsExactly(company(1), company(3));
    }

    @Test
    default void sharingLooksAtOneSideOneRuleAndSomeStates() {
        put(
                withDigest(left(2), "domain", "d").in(EntryState.AMBIGUOUS, null),
                withDigest(left(1), "domain", "d"),
                withDigest(right(1), "domain", "d"),
                withDigest(elsewhere(company(7)), "domain", "d"));
        put(
                withDigest(left(3), "name", "d"),
                withDigest(left(4), "domain", "e").in(EntryState.LINKED, null),
                withDigest(left(5), "domain", "e"),
                withDigest(left(6), "domain", "f"));
        assertThat(ask(sharing(Set.of(EntryState.UNMATCHED, EntryState.AMBIGUOUS), null, 10, "e", "d")))
                .containsExactly(company(1), company(2), company(5));
        assertThat(ask(sharing(Set.of(EntryState.LINKED), null, 10, "d", "e"))).containsExactly(company(4));
        assertThat(ask(sharing(Set.of(), null, 10, "d"))).isEmpty();
        assertThat(ask(sharing(Set.of(EntryState.UNMATCHED), null, 10))).isEmpty();
    }

    @Test
    default void sharingIsPagedByRef() {
        for (int i = 1; i <= 5; i++) {
            put(withDigest(left(i), "domain", i % 2 == 0 ? "d" : "e"));
        }
        Set<EntryState> states = Set.of(EntryState.UNMATCHED);
        assertThat(ask(sharing(states, null, 2, "d", "e"))).containsExactly(company(1), company(2));
        assertThat(ask(sharing(states, company(2), 2, "d", "e"))).containsExactly(company(3), company(4));
        assertThat(ask(sharing(states, company(4), 2, "d", "e"))).containsExactly(company(5));
        put(withDigest(left(3), "domain", "other"));
        assertThat(ask(sharing(states, company(2), 2, "d", "e"))).containsExactly(company(4), company(5));
    }

    private static EntryQuery sharing(Set<EntryState> states, @Nullable RecordRef after, int limit, String... digests) {
        return new EntryQuery.Sharing(CONNECTION, PAIR, Side.LEFT, "domain", List.of(digests), states, after, limit);
    }

    @Test
    default void waitingForLooksInEveryPair() {
        Entry here = left(2).waitingFor(account(9), reason());
        Entry there = elsewhere(company(1)).waitingFor(account(8), reason());
        put(here, there, left(3).waitingFor(account(7), reason()), left(4));
        assertThat(ask(new EntryQuery.WaitingFor(CONNECTION, List.of(account(8), account(9), account(6)))))
                .containsExactly(company(2), company(1));
        put(left(2));
        assertThat(ask(new EntryQuery.WaitingFor(CONNECTION, List.of(account(9)))))
                .isEmpty();
    }

    @Test
    default void waitingForTakesAnyNumber() {
        put(left(1).waitingFor(account(2400), reason()));
        List<RecordRef> many =
                IntStream.range(0, 2500).mapToObj(StateSamples::account).toList();
        assertThat(ask(new EntryQuery.WaitingFor(CONNECTION, many))).containsExactly(company(1));
    }

    @Test
    default void dueAnswersEarliestFirstUpToNow() {
        commit(new StateChange()
                .put(EntryUpdate.raise(left(1), TIME.plusNanos(1)))
                .put(EntryUpdate.raise(left(2), TIME))
                .put(EntryUpdate.raise(left(3), TIME.plusNanos(2)))
                .put(EntryUpdate.raise(right(4), TIME.plusNanos(1)))
                .put(EntryUpdate.raise(elsewhere(company(6)), TIME))
                .put(EntryUpdate.keep(left(5))));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, TIME.plusNanos(1), 10)))
                .containsExactly(company(2), account(4), company(1));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, TIME.plusNanos(1), 2)))
                .containsExactly(company(2), account(4));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, TIME.minusNanos(1), 10)))
                .isEmpty();
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, Instant.MAX, 10))).hasSize(4);
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, Instant.MIN, 10))).isEmpty();
    }

    @Test
    default void dueGoesOnAfterTheLastOfThePageBefore() {
        commit(new StateChange()
                .put(EntryUpdate.raise(left(1), TIME.plusNanos(1)))
                .put(EntryUpdate.raise(left(2), TIME))
                .put(EntryUpdate.raise(left(3), TIME.plusNanos(2)))
                .put(EntryUpdate.raise(right(4), TIME.plusNanos(1)))
                .put(EntryUpdate.raise(elsewhere(company(6)), TIME.plusNanos(1))));
        assertThat(ask(due(new EntryQuery.Due.Place(TIME, company(2)), 2))).containsExactly(account(4), company(1));
        assertThat(ask(due(new EntryQuery.Due.Place(TIME.plusNanos(1), account(4)), 10)))
                .as("not due yet: the third")
                .containsExactly(company(1));
        assertThat(ask(due(new EntryQuery.Due.Place(TIME.plusNanos(1), company(1)), 10)))
                .isEmpty();
        assertThat(ask(due(new EntryQuery.Due.Place(TIME, company(9)), 10)))
                .as("the place need not be taken")
                .containsExactly(account(4), company(1));
    }

    private static EntryQuery due(EntryQuery.Due.Place after, int limit) {
        return new EntryQuery.Due(CONNECTION, PAIR, TIME.plusNanos(1), after, limit);
    }

    @Test
    default void dueFollowsTheMark() {
        commit(new StateChange().put(EntryUpdate.raise(left(1), TIME)));
        commit(new StateChange().put(EntryUpdate.reschedule(entry(company(1)), TIME.plusSeconds(5), 1)));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, TIME, 10))).isEmpty();
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, TIME.plusSeconds(5), 10)))
                .containsExactly(company(1));
        commit(new StateChange().put(EntryUpdate.clear(entry(company(1)))));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, Instant.MAX, 10))).isEmpty();
    }

    @Test
    default void dueKeepsTimesBeforeTheEpoch() {
        commit(new StateChange().put(EntryUpdate.raise(left(1), Instant.EPOCH.minusNanos(1))));
        assertThat(entry(company(1)).mark().due()).isEqualTo(Instant.EPOCH.minusNanos(1));
        assertThat(ask(new EntryQuery.Due(CONNECTION, PAIR, Instant.EPOCH, 1))).containsExactly(company(1));
    }

    @Test
    default void countsEveryStateOfOnePair() {
        put(left(1), left(2), left(3).in(EntryState.LINKED, null), elsewhere(company(9)));
        Map<EntryState, Long> counts = store().count(CONNECTION, PAIR);
        assertThat(counts).containsOnlyKeys(EntryState.values());
        assertThat(counts).containsEntry(EntryState.UNMATCHED, 2L).containsEntry(EntryState.LINKED, 1L);
        assertThat(counts).containsEntry(EntryState.REMOVED, 0L);
        assertThat(store().count(CONNECTION, OTHER_PAIR)).containsEntry(EntryState.UNMATCHED, 1L);
    }

    @Test
    default void aThousandIsTheMostToAskForAtOnce() {
        List<RecordRef> thousand =
                IntStream.range(0, 1000).mapToObj(StateSamples::company).toList();
        List<RecordRef> more =
                IntStream.range(0, 1001).mapToObj(StateSamples::company).toList();
        List<String> texts = more.stream().map(RecordRef::id).toList();
        List<CreateKey> keys = texts.stream().map(CreateKey::new).toList();
        put(left(0), left(999));
        assertThat(ask(new EntryQuery.ByRef(CONNECTION, PAIR, thousand))).containsExactly(company(0), company(999));
        for (EntryQuery tooMuch : List.of(
                new EntryQuery.ByRef(CONNECTION, PAIR, more),
                new EntryQuery.InAnyPair(CONNECTION, more),
                new EntryQuery.ByKey(CONNECTION, PAIR, keys),
                new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "domain", texts))) {
            assertThatThrownBy(() -> ask(tooMuch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000");
        }
    }
}
