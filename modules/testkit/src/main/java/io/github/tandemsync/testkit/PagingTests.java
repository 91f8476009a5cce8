package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.ACCOUNTS;
import static io.github.tandemsync.testkit.StateSamples.COMPANIES;
import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.right;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface PagingTests extends StoreFixture {

    /** Every page of a query, one after the other. */
    private List<List<RecordRef>> pages(Function<@Nullable RecordRef, EntryQuery> query) {
        List<List<RecordRef>> pages = new ArrayList<>();
        RecordRef after = null;
        while (true) {
            List<RecordRef> page =
                    store().entries(query.apply(after)).stream().map(Entry::ref).toList();
            if (page.isEmpty()) {
                return pages;
            }
            pages.add(page);
            after = page.get(page.size() - 1);
        }
    }

    private static EntryQuery inState(Set<EntryState> states, @Nullable RecordRef after, int limit) {
        return new EntryQuery.InState(CONNECTION, PAIR, states, after, limit);
    }

    @Test
    default void inStatePagesInTheOrderOfRefs() {
        put(left(3), right(2), left(1), left(2).in(EntryState.LINKED, null), right(1), left(4));
        assertThat(pages(after -> inState(Set.of(EntryState.UNMATCHED), after, 2)))
                .containsExactly(List.of(account(1), account(2)), List.of(company(1), company(3)), List.of(company(4)));
    }

    @Test
    default void inStateMixesSeveralStatesInOneOrder() {
        put(left(1), left(2).in(EntryState.LINKED, null), left(3), left(4).in(EntryState.FAILING, null));
        put(left(5).in(EntryState.LINKED, null), left(6));
        assertThat(pages(after -> inState(Set.of(EntryState.UNMATCHED, EntryState.LINKED), after, 2)))
                .containsExactly(List.of(company(1), company(2)), List.of(company(3), company(5)), List.of(company(6)));
        assertThat(pages(after -> inState(Set.of(), after, 2))).isEmpty();
    }

    @Test
    default void typesOfOneSystemAreOrderedByName() {
        List<RecordRef> refs = List.of(
                ObjectType.parse("a:z").ref("1"),
                ObjectType.parse("a1:b").ref("1"),
                ObjectType.parse("a1:b-b").ref("1"),
                ObjectType.parse("a1:b.b").ref("1"),
                ObjectType.parse("a1:bb").ref("!"),
                ObjectType.parse("a1:bb").ref("1"));
        put(refs.stream().map(ref -> Entry.unmatched(PAIR, Side.LEFT, ref)).toArray(Entry[]::new));
        assertThat(refs).isSorted();
        assertThat(pages(after -> inState(Set.of(EntryState.UNMATCHED), after, 1)))
                .containsExactlyElementsOf(refs.stream().map(List::of).toList());
    }

    @Test
    default void inStateFollowsTheState() {
        put(left(1), left(2));
        put(left(1).in(EntryState.LINKED, null));
        assertThat(pages(after -> inState(Set.of(EntryState.UNMATCHED), after, 9)))
                .containsExactly(List.of(company(2)));
    }

    @Test
    default void unseenAnswersTheTypesEntriesThatTheListingDidNotShow() {
        put(left(1).withSeen(3), left(2).withSeen(2), left(3), right(1));
        put(left(4).in(EntryState.REMOVED, null), left(5).in(EntryState.REPLACED, null));
        put(
                left(6).in(EntryState.UNLINKED, null),
                left(7).in(EntryState.EXCLUDED, null).withSeen(2));
        Function<@Nullable RecordRef, EntryQuery> unseen =
                after -> new EntryQuery.Unseen(CONNECTION, PAIR, COMPANIES, 3, after, 3);
        assertThat(pages(unseen)).containsExactly(List.of(company(2), company(3), company(6)), List.of(company(7)));
        assertThat(pages(after -> new EntryQuery.Unseen(CONNECTION, PAIR, ACCOUNTS, 1, after, 3)))
                .containsExactly(List.of(account(1)));
    }

    @Test
    default void unseenIsNotConfusedByATypeWithALongerName() {
        put(
                Entry.unmatched(
                        PAIR, Side.LEFT, ObjectType.parse("hubspot:companies2").ref("1")),
                left(1));
        put(Entry.unmatched(
                PAIR, Side.LEFT, ObjectType.parse("hubspot:companie").ref("1")));
        assertThat(pages(after -> new EntryQuery.Unseen(CONNECTION, PAIR, COMPANIES, 1, after, 9)))
                .containsExactly(List.of(company(1)));
    }

    @Test
    default void pagesCoverLargeContentOnce() {
        Entry[] many = new Entry[2500];
        for (int i = 0; i < many.length; i++) {
            many[i] = left(2499 - i);
        }
        put(many);
        List<RecordRef> all = new ArrayList<>();
        pages(after -> inState(Set.of(EntryState.UNMATCHED), after, 999)).forEach(all::addAll);
        assertThat(all).hasSize(2500).isSorted().doesNotHaveDuplicates();
    }
}
