package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.account;
import static io.github.tandemsync.testkit.StateSamples.bareIntent;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.event;
import static io.github.tandemsync.testkit.StateSamples.fullEntry;
import static io.github.tandemsync.testkit.StateSamples.fullIntent;
import static io.github.tandemsync.testkit.StateSamples.fullLink;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.Erasure;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

interface EraseTests extends StoreFixture {

    @Test
    default void contentGoesAndTheEntryStays() throws Exception {
        put(fullEntry(company(1)));
        put(fullLink(1));
        commit(new StateChange()
                .open(fullIntent("about"))
                .record(event("run", HistoryEntry.Kind.CONFLICT, company(1), TIME)));
        assertThat(store().erase(CONNECTION, company(1))).isEqualTo(4);
        reopened();
        assertThat(entry(company(1))).isEqualTo(fullEntry(company(1)).withDigests(new TreeMap<>()));
        assertThat(store().links(CONNECTION, PAIR, List.of(linkId(1)))).containsExactly(Erasure.of(fullLink(1)));
        assertThat(store().intents(CONNECTION)).containsExactly(Erasure.of(fullIntent("about")));
        assertThat(store().history(HistoryQuery.of(CONNECTION)))
                .containsExactly(Erasure.of(event("run", HistoryEntry.Kind.CONFLICT, company(1), TIME)));
    }

    @Test
    default void whatIsErasedHoldsNoContent() {
        assertThat(Erasure.of(fullLink(1)).rules().values())
                .allMatch(rule -> rule.leftBase() == null && rule.rightBase() == null && rule.basis() == null);
        assertThat(Erasure.of(fullLink(1)).rules().values())
                .extracting(RuleState::reason)
                .filteredOn(Objects::nonNull)
                .allMatch(reason -> reason.detail().isEmpty() && !reason.code().isEmpty());
        assertThat(Erasure.of(fullLink(1).ended(StateSamples.reason())).ended())
                .extracting(Reason::detail)
                .isEqualTo("");
        assertThat(Erasure.of(event("run", HistoryEntry.Kind.REFUSED, company(1), TIME))
                        .detail())
                .isEmpty();
        assertThat(Erasure.of(event("run", HistoryEntry.Kind.CONFLICT, company(1), TIME))
                        .contest())
                .isNull();
        assertThat(Erasure.of(fullIntent("x")).sourceValues().isEmpty()).isTrue();
        assertThat(Erasure.of(fullIntent("x")).intended().isEmpty()).isTrue();
    }

    @Test
    default void itReachesRowsThatNameTheRecordOnTheOtherEnd() {
        put(fullLink(1).ended(StateSamples.reason()));
        commit(new StateChange()
                .open(fullIntent("about"))
                .record(event("run", HistoryEntry.Kind.UPDATED, company(5), TIME)));
        assertThat(store().erase(CONNECTION, List.of(account(1), account(999)))).isEqualTo(3);
        assertThat(dump().links()).allMatch(link -> link.rule("plain").leftBase() == null);
        assertThat(dump().history()).allMatch(event -> event.before().isEmpty());
    }

    @Test
    default void othersRowsStayAsTheyAre() {
        put(fullEntry(company(2)));
        put(fullLink(2));
        commit(new StateChange()
                .open(bareIntent("other"))
                .record(event("run", HistoryEntry.Kind.UPDATED, company(2), TIME)));
        StoreDump before = dump();
        assertThat(store().erase(CONNECTION, company(1))).isZero();
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    default void aSecondTimeThereIsNothingLeft() {
        put(fullEntry(company(1)));
        put(fullLink(1));
        assertThat(store().erase(CONNECTION, company(1))).isEqualTo(2);
        assertThat(store().erase(CONNECTION, company(1))).isZero();
        assertThat(store().erase(CONNECTION, List.of())).isZero();
    }

    @Test
    default void anErasedRecordIsNotFoundByDigest() {
        put(fullEntry(company(1)));
        EntryQuery query = new EntryQuery.ByDigest(CONNECTION, PAIR, Side.LEFT, "by-domain", List.of("d1"));
        assertThat(store().entries(query)).hasSize(1);
        store().erase(CONNECTION, company(1));
        assertThat(store().entries(query)).isEmpty();
    }

    @Test
    default void itKeepsTheMark() {
        store().hint(CONNECTION, List.of(new Hint(PAIR, Side.LEFT, company(1), TIME)));
        store().erase(CONNECTION, company(1));
        assertThat(entry(company(1)).mark().due()).isEqualTo(TIME);
    }
}
