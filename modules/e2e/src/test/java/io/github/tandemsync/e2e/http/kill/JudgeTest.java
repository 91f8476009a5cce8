package io.github.tandemsync.e2e.http.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.e2e.http.Connectors;
import io.github.tandemsync.e2e.http.kill.Deed.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The judge finds what is broken in worlds that are broken by hand, and leaves those alone that are not. */
class JudgeTest {
    private final Side hubspot = new Side("HubSpot");
    private final Side dynamics = new Side("Dynamics");
    private final Told told = new Told(new TreeSet<>(), new TreeSet<>());

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
        told.values().add("n2");
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
        told.unlinked().add("A");
        assertThat(verdict()).isEmpty();
    }

    private static HistoryEntry conflict(String before, String after, boolean open) {
        return new HistoryEntry(
                new PairId(Site.PAIR),
                "run",
                HistoryEntry.Kind.CONFLICT,
                io.github.tandemsync.core.record.Side.LEFT,
                Connectors.COMPANIES.ref("1"),
                Connectors.ACCOUNT.ref("A"),
                "name",
                Values.of("name", new FieldValue.Text(before)),
                Values.of("name", new FieldValue.Text(after)),
                "",
                open,
                Instant.EPOCH);
    }

    private void copied() {
        hubspot.create(true, "1", "o1", "n1");
        dynamics.create(false, "A", "o1", "n1");
    }

    private List<String> verdict() {
        return new Judge(hubspot.truth(), dynamics.truth(), told).verdict();
    }

    /** A system written by hand. */
    private static final class Side {
        private final String name;
        private final List<Deed> deeds = new ArrayList<>();
        private final SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();

        Side(String name) {
            this.name = name;
        }

        void create(boolean user, String id, String origin, String value) {
            Map<String, String> values = Map.of(SideTruth.ORIGIN, origin, "name", value);
            deeds.add(Deed.of(Kind.CREATE, user, id, values));
            live.put(id, new TreeMap<>(values));
        }

        void edit(boolean user, String id, String field, String value) {
            deeds.add(Deed.of(Kind.EDIT, user, id, Map.of(field, value)));
            live.computeIfPresent(id, (key, values) -> {
                values.put(field, value);
                return values;
            });
        }

        void delete(boolean user, String id) {
            deeds.add(Deed.of(Kind.DELETE, user, id, Map.of()));
            live.remove(id);
        }

        SideTruth truth() {
            return new SideTruth(name, List.copyOf(deeds), live);
        }
    }
}
