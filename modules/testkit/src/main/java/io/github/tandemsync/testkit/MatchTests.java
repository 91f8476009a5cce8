package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.HOSTILE_ID;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

interface MatchTests extends StoreFixture {

    private static Entry digest(Entry entry, String digest) {
        return entry.withDigests(new TreeMap<>(
                Map.of("domain", digest, HOSTILE_ID, "x" + entry.ref().id())));
    }

    default List<MatchGroup> matches(String after, int limit) {
        return store().matches(new MatchQuery(CONNECTION, PAIR, "domain", after, limit));
    }

    @Test
    default void groupsNeedARecordOnEachSide() {
        put(digest(left(1), "a"), digest(right(1), "a"), digest(left(2), "b"), digest(right(3), "c"));
        assertThat(matches("", 10)).containsExactly(new MatchGroup("a", List.of(company(1)), List.of(account(1))));
    }

    @Test
    default void onlyUnmatchedEntriesTakePart() {
        put(digest(left(1), "a"), digest(left(2), "a").in(EntryState.LINKED, null), digest(right(1), "a"));
        put(digest(left(3), "b"), digest(right(3), "b").in(EntryState.AMBIGUOUS, null));
        assertThat(matches("", 10)).containsExactly(new MatchGroup("a", List.of(company(1)), List.of(account(1))));
        put(digest(left(1), "a").in(EntryState.LINKED, null));
        assertThat(matches("", 10)).isEmpty();
    }

    @Test
    default void rulesAndPairsAreKeptApart() {
        put(left(1).withDigests(new TreeMap<>(Map.of("name", "a"))), digest(right(1), "a"));
        put(digest(Entry.unmatched(OTHER_PAIR, Side.LEFT, company(1)), "a"));
        assertThat(matches("", 10)).isEmpty();
    }

    @Test
    default void membersComeInOrder() {
        put(digest(left(3), "a"), digest(left(1), "a"), digest(right(2), "a"), digest(right(1), "a"));
        assertThat(matches("", 10))
                .containsExactly(new MatchGroup("a", List.of(company(1), company(3)), List.of(account(1), account(2))));
    }

    @Test
    default void groupsComeInTheOrderOfDigestsAndPage() {
        for (int i : new int[] {4, 2, 5, 1, 3}) {
            put(digest(left(i), "d" + i), digest(right(i), "d" + i));
        }
        assertThat(matches("", 2)).extracting(MatchGroup::digest).containsExactly("d1", "d2");
        assertThat(matches("d2", 2)).extracting(MatchGroup::digest).containsExactly("d3", "d4");
        assertThat(matches("d4", 2)).extracting(MatchGroup::digest).containsExactly("d5");
        assertThat(matches("d5", 2)).isEmpty();
    }

    @Test
    default void noMoreThanTheCapAreNamed() {
        Entry[] entries = new Entry[MatchGroup.CAP + 6];
        for (int i = 0; i < entries.length - 1; i++) {
            entries[i] = digest(left(i), "a");
        }
        entries[entries.length - 1] = digest(right(1), "a");
        put(entries);
        put(digest(left(800), "b"), digest(right(800), "b"));
        MatchGroup first = matches("", 10).get(0);
        assertThat(first.left()).hasSize(MatchGroup.CAP).isSorted().startsWith(company(0));
        assertThat(first.right()).containsExactly(account(1));
        assertThat(matches("", 10)).hasSize(2);
    }
}
