package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.e2e.http.Connectors;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The judge finds what is broken in worlds that are broken by hand, and leaves those alone that are not. */
class JudgeTest {
    private static final String PARENT = SideTruth.PARENT;
    private static final String REVENUE = SideTruth.REVENUE;

    private final AtomicLong clock = new AtomicLong();
    private final HandmadeSide hubspot = new HandmadeSide("HubSpot", clock);
    private final HandmadeSide dynamics = new HandmadeSide("Dynamics", clock);
    private final Told told = new Told(Map.of("1", "o1", "A", "o1", "2", "o2", "B", "o2"));
    private final List<Instant> looks = new ArrayList<>();
    private final Merges merges = new Merges();
    private final HandmadeStanding standing = new HandmadeStanding();

    @Test
    void anEmptyWorldAndOneInStepAreWell() {
        assertThat(verdict()).isEmpty();
        copied();
        assertThat(verdict()).isEmpty();
    }

    @Test
    void anEditThatTravelledIsWell() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(false, "A", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        hubspot.edit(false, "1", "name", "n3");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void twoCopiesAreADuplicate() {
        copied();
        dynamics.create(false, "B", "o1", "n1");
        assertThat(verdict()).containsExactly("duplicate: o1 in Dynamics: there are 2 of it");
    }

    @Test
    void aCopyThatWasTidiedAwayIsStillADuplicate() {
        copied();
        dynamics.create(false, "B", "o1", "n1");
        dynamics.delete(false, "B");
        assertThat(verdict()).anyMatch(text -> text.contains("created 2 times"));
    }

    @Test
    void aRecordThatDidNotTravelIsMissing() {
        hubspot.create(true, "1", "o1", "n1");
        assertThat(verdict()).containsExactly("missing: o1 in Dynamics: it is in HubSpot only");
    }

    @Test
    void anEditThatDidNotTravelIsFound() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        assertThat(verdict()).containsExactly("not carried: o1 in Dynamics: name n2 of HubSpot is not there");
    }

    @Test
    void anEditThatWasOverwrittenUnseenIsLost() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        hubspot.edit(false, "1", "name", "n3");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: name n2 is gone, and nothing names it");
    }

    @Test
    void anEditThatLostAndIsNamedIsWell() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        hubspot.edit(false, "1", "name", "n3");
        told.take(conflict("n2", "n3", false));
        assertThat(verdict()).isEmpty();
    }

    /** That it won says that it is on both sides, and not that it may go. */
    @Test
    void theWinnerOfAConflictThatVanishesLaterIsLost() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        hubspot.edit(false, "1", "name", "n3");
        told.take(conflict("n2", "n3", false));
        assertThat(verdict()).isEmpty();
        dynamics.edit(false, "A", "name", "n1");
        hubspot.edit(false, "1", "name", "n1");
        assertThat(verdict()).containsExactly("lost: o1 in Dynamics: name n3 is gone, and nothing names it");
    }

    @Test
    void theWinnerOfAConflictThatIsNotCarriedIsFound() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        told.take(conflict("n2", "n3", false));
        assertThat(verdict()).containsExactly("not carried: o1 in HubSpot: name n3 of Dynamics is not there");
    }

    @Test
    void bothValuesOfAConflictThatWaitsForAPersonAreNamed() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(true, "A", "name", "n3");
        told.take(conflict("n2", "n3", true));
        assertThat(verdict()).isEmpty();
    }

    @Test
    void anEditTakenBackToAnOlderValueIsLost() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        dynamics.edit(false, "A", "name", "n2");
        hubspot.edit(false, "1", "name", "n1");
        dynamics.edit(false, "A", "name", "n1");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: name n2 is gone, and nothing names it");
    }

    @Test
    void aDeleteThatTravelledIsWell() {
        copied();
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aRecordThatCameBackIsAResurrection() {
        copied();
        hubspot.delete(true, "1");
        hubspot.create(false, "2", "o1", "n1");
        assertThat(verdict())
                .contains("resurrection: o1 in HubSpot: a person had deleted it")
                .contains("duplicate: o1 in HubSpot: it was created 2 times");
    }

    @Test
    void aRecordThatNobodyDeletedIsMissed() {
        copied();
        dynamics.delete(false, "A");
        assertThat(verdict()).contains("deleted: o1 in Dynamics: nobody had deleted its counterpart");
    }

    @Test
    void anEditUnderADeleteIsLostUnlessItWasSeenBefore() {
        copied();
        hubspot.delete(true, "1");
        dynamics.edit(true, "A", "name", "n2");
        dynamics.delete(false, "A");
        assertThat(verdict()).containsExactly("lost: o1 in Dynamics: name n2 is gone, and nothing names it");
    }

    @Test
    void aDeleteOfWhatHadBeenSeenTakesItAlong() {
        copied();
        dynamics.edit(true, "A", "name", "n2");
        hubspot.edit(false, "1", "name", "n2");
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aSurvivorIsReported() {
        copied();
        hubspot.delete(true, "1");
        dynamics.edit(true, "A", "name", "n2");
        assertThat(verdict()).anyMatch(text -> text.startsWith("unreported: o1 in Dynamics"));
        told.take(about(Connectors.ACCOUNT.ref("A"), HistoryEntry.Kind.UNLINKED));
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aClearThatTravelledIsWell() {
        copied();
        hubspot.edit(true, "1", "name", "");
        dynamics.edit(false, "A", "name", "");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aClearThatDidNotTravelIsFound() {
        copied();
        dynamics.edit(true, "A", "name", "");
        assertThat(verdict()).containsExactly("not carried: o1 in HubSpot: name (cleared) of Dynamics is not there");
    }

    /** An empty value says nothing by itself: that the field was cleared once before, and replaced, is no excuse. */
    @Test
    void aSecondClearThatIsFilledAgainIsLost() {
        copied();
        hubspot.edit(true, "1", "name", "");
        dynamics.edit(false, "A", "name", "");
        dynamics.edit(true, "A", "name", "n2");
        hubspot.edit(false, "1", "name", "n2");
        told.take(conflict("", "n2", false));
        assertThat(verdict()).isEmpty();
        hubspot.edit(true, "1", "name", "");
        hubspot.edit(false, "1", "name", "n2");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: name (cleared) is gone, and nothing names it");
    }

    /** Nobody's edit: the field holds what both sides agree on. */
    @Test
    void aWordThatIsTakenBackBeforeItWasSeenIsNone() {
        copied();
        hubspot.edit(true, "1", "city", "c1");
        hubspot.edit(true, "1", "city", "");
        dynamics.edit(true, "A", "city", "c2");
        hubspot.edit(false, "1", "city", "c2");
        assertThat(verdict()).isEmpty();
    }

    /** Nobody can tell whether the other side had had the word in between. */
    @Test
    void aWordThatIsTakenBackWhileItsWriteHasNoAnswerIsNone() {
        copied();
        hubspot.edit(true, "1", "city", "c1");
        dynamics.edit(false, "A", "city", "c1");
        hubspot.edit(true, "1", "city", "");
        told.take(written("c1"));
        dynamics.edit(true, "A", "city", "c2");
        hubspot.edit(false, "1", "city", "c2");
        assertThat(verdict()).isEmpty();
    }

    /** Two people cleared it, one on each side: that is what both agree on then. */
    @Test
    void aWordThatIsTakenBackToWhatPeopleWroteOnBothSidesIsNone() {
        clearedOnBothSides(true);
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aWordThatIsTakenBackToWhatTheOtherSideNoLongerHadIsOne() {
        clearedOnBothSides(false);
        assertThat(verdict()).containsExactly("lost: o1 in Dynamics: city (cleared) is gone, and nothing names it");
    }

    private void clearedOnBothSides(boolean atOnce) {
        copied();
        hubspot.edit(true, "1", "city", "c1");
        dynamics.edit(false, "A", "city", "c1");
        told.take(written("c1"));
        hubspot.edit(true, "1", "city", "");
        if (!atOnce) {
            hubspot.edit(true, "1", "city", "c2");
        }
        dynamics.edit(true, "A", "city", "");
        hubspot.edit(true, "1", "city", "c4");
        dynamics.edit(true, "A", "city", "c3");
        dynamics.edit(true, "A", "city", "");
        dynamics.edit(false, "A", "city", "c4");
    }

    @Test
    void aWordThatIsTakenBackAfterItWasSeenIsOne() {
        copied();
        hubspot.edit(true, "1", "city", "c1");
        dynamics.edit(false, "A", "city", "c1");
        assertThat(verdict()).isEmpty();
        told.take(written("c1"));
        hubspot.edit(true, "1", "city", "");
        dynamics.edit(true, "A", "city", "c2");
        hubspot.edit(false, "1", "city", "c2");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: city (cleared) is gone, and nothing names it");
    }

    @Test
    void moneyThatIsLostIsFoundAndMoneyThatIsNamedIsNot() {
        copied();
        hubspot.edit(true, "1", REVENUE, "17.13");
        dynamics.edit(true, "A", REVENUE, "18.00");
        hubspot.edit(false, "1", REVENUE, "18.00");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: revenue 17.13 is gone, and nothing names it");
        told.take(event(
                HistoryEntry.Kind.CONFLICT,
                Values.of("annualrevenue", FieldValue.number(new BigDecimal("17.1251"))),
                Values.of("annualrevenue", FieldValue.number(new BigDecimal("18"))),
                false));
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aParentThatDidNotTravelIsFound() {
        copied();
        parentOfBoth();
        hubspot.edit(true, "1", PARENT, "o2");
        assertThat(verdict()).containsExactly("not carried: o1 in Dynamics: parent o2 of HubSpot is not there");
        dynamics.edit(false, "A", PARENT, "o2");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aParentInDynamicsThatIsOverwrittenIsLost() {
        copied();
        parentOfBoth();
        dynamics.edit(true, "A", PARENT, "o2");
        dynamics.edit(false, "A", PARENT, "");
        assertThat(verdict()).containsExactly("lost: o1 in Dynamics: parent o2 is gone, and nothing names it");
    }

    /** The limit that the README names; a look in between makes it a loss. */
    @Test
    void aParentInHubSpotIsLostIfItWasLookedAtBefore() {
        copied();
        parentOfBoth();
        hubspot.edit(true, "1", PARENT, "o2");
        Instant look = Instant.ofEpochSecond(clock.incrementAndGet());
        hubspot.edit(false, "1", PARENT, "");
        Judge judge = judge();
        assertThat(judge.verdict()).isEmpty();
        assertThat(judge.atTheLimit()).isOne();
        looks.add(look);
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: parent o2 is gone, and nothing names it");
    }

    @Test
    void aParentGoesWithTheRecordThatItNames() {
        copied();
        parentOfBoth();
        hubspot.edit(true, "1", PARENT, "o2");
        dynamics.edit(false, "A", PARENT, "o2");
        dynamics.delete(true, "B");
        dynamics.edit(false, "A", PARENT, "");
        hubspot.edit(false, "1", PARENT, "");
        hubspot.delete(false, "2");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aRestoredRecordAndItsNewCounterpartAreWell() {
        copied();
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        hubspot.restore("1");
        dynamics.create(false, "C", "o1", "n1");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void aRestoredRecordWithoutACounterpartIsMissing() {
        copied();
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        hubspot.restore("1");
        assertThat(verdict()).containsExactly("missing: o1 in Dynamics: it is in HubSpot only");
    }

    @Test
    void aCounterpartThatIsMadeTwiceForOneRestoreIsADuplicate() {
        copied();
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        hubspot.restore("1");
        dynamics.create(false, "C", "o1", "n1");
        dynamics.delete(false, "C");
        dynamics.create(false, "D", "o1", "n1");
        assertThat(verdict()).contains("duplicate: o1 in Dynamics: it was created 3 times");
    }

    @Test
    void aRestoredRecordThatIsRemovedOnceMoreIsMissed() {
        copied();
        hubspot.delete(true, "1");
        hubspot.restore("1");
        hubspot.delete(false, "1");
        assertThat(verdict()).contains("deleted: o1 in HubSpot: nobody had deleted its counterpart");
    }

    @Test
    void whatARestoredRecordHeldIsStillTheLastWord() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        hubspot.delete(true, "1");
        assertThat(verdict()).anyMatch(text -> text.startsWith("unreported: o1 in Dynamics"));
        hubspot.restore("1");
        assertThat(verdict()).containsExactly("not carried: o1 in Dynamics: name n2 of HubSpot is not there");
    }

    @Test
    void whatIsDeletedAfterItWasRestoredStaysDeleted() {
        copied();
        dynamics.delete(true, "A");
        hubspot.delete(false, "1");
        dynamics.restore("A");
        dynamics.delete(true, "A");
        dynamics.create(false, "C", "o1", "n1");
        assertThat(verdict()).contains("resurrection: o1 in Dynamics: a person had deleted it");
    }

    /** Two companies of one origin, because people brought back both of them. */
    @Test
    void aRestoredRecordBesideItsSuccessorIsToldToGoOnAlone() {
        copied();
        dynamics.delete(true, "A");
        hubspot.delete(false, "1");
        dynamics.restore("A");
        hubspot.create(false, "3", "o1", "n1");
        assertThat(verdict()).isEmpty();
        hubspot.restore("1");
        assertThat(verdict()).contains("duplicate: o1 in HubSpot: there are 2 of it");
        told.take(about(Connectors.COMPANIES.ref("1"), HistoryEntry.Kind.RESTORED));
        assertThat(verdict()).isEmpty();
    }

    @Test
    void whatWasLinkedAgainDoesNotGoOnAlone() {
        copied();
        told.take(about(Connectors.ACCOUNT.ref("A"), HistoryEntry.Kind.UNLINKED));
        dynamics.edit(true, "A", "name", "n2");
        assertThat(verdict()).doesNotContain("not carried: o1 in HubSpot: name n2 of Dynamics is not there");
        told.take(about(Connectors.ACCOUNT.ref("A"), HistoryEntry.Kind.LINKED));
        assertThat(verdict()).containsExactly("not carried: o1 in HubSpot: name n2 of Dynamics is not there");
    }

    /** That both values were told to differ does not say that one of them may go. */
    @Test
    void whatIsToldToDifferMayNotGo() {
        copied();
        hubspot.edit(true, "1", REVENUE, "-5.00");
        told.take(event(
                HistoryEntry.Kind.REFUSED,
                Values.of("annualrevenue", FieldValue.number(new BigDecimal("-5"))),
                Values.of("revenue", FieldValue.EMPTY),
                false));
        assertThat(verdict()).isEmpty();
        hubspot.edit(false, "1", REVENUE, "");
        assertThat(verdict()).containsExactly("lost: o1 in HubSpot: revenue -5.00 is gone, and nothing names it");
    }

    @Test
    void whatDiffersOtherwiseThanToldIsFound() {
        copied();
        hubspot.edit(true, "1", "name", "n2");
        told.take(event(
                HistoryEntry.Kind.PARKED,
                Values.of("name", FieldValue.text("n2")),
                Values.of("name", FieldValue.text("n1")),
                false));
        assertThat(verdict()).isEmpty();
        dynamics.edit(true, "A", "name", "n3");
        assertThat(verdict()).hasSize(2).allMatch(text -> text.startsWith("not carried: o1"));
    }

    private HistoryEntry conflict(String before, String after, boolean open) {
        return event(
                HistoryEntry.Kind.CONFLICT,
                Values.of("name", FieldValue.text(before)),
                Values.of("name", FieldValue.text(after)),
                open);
    }

    private HistoryEntry event(HistoryEntry.Kind kind, Values before, Values after, boolean open) {
        return new HistoryEntry(
                new PairId(Site.PAIR),
                "run",
                kind,
                Side.LEFT,
                Connectors.COMPANIES.ref("1"),
                Connectors.ACCOUNT.ref("A"),
                "rule",
                before,
                after,
                "",
                open,
                Instant.ofEpochSecond(clock.incrementAndGet()));
    }

    private HistoryEntry written(String city) {
        return new HistoryEntry(
                new PairId(Site.PAIR),
                "run",
                HistoryEntry.Kind.UPDATED,
                Side.RIGHT,
                Connectors.ACCOUNT.ref("A"),
                Connectors.COMPANIES.ref("1"),
                null,
                Values.none(),
                Values.of("address1_city", FieldValue.text(city)),
                "",
                false,
                Instant.ofEpochSecond(clock.incrementAndGet()));
    }

    private HistoryEntry about(RecordRef ref, HistoryEntry.Kind kind) {
        return new HistoryEntry(
                new PairId(Site.PAIR),
                "run",
                kind,
                Side.RIGHT,
                ref,
                Connectors.COMPANIES.ref("9"),
                null,
                Values.none(),
                Values.none(),
                "",
                false,
                Instant.ofEpochSecond(clock.incrementAndGet()));
    }

    private Judge judge() {
        return new Judge(
                hubspot.truth(),
                dynamics.truth(),
                told,
                (company, from, to) -> looks.stream().anyMatch(look -> look.isAfter(from) && look.isBefore(to)),
                merges,
                standing);
    }

    private void parentOfBoth() {
        hubspot.create(true, "2", "o2", "p1");
        dynamics.create(false, "B", "o2", "p1");
    }

    private void copied() {
        hubspot.create(true, "1", "o1", "n1");
        dynamics.create(false, "A", "o1", "n1");
    }

    private List<String> verdict() {
        return judge().verdict();
    }
}
