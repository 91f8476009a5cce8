package io.github.tandemsync.e2e.http.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the judge finds where two companies, each with its account, were merged by a person. */
class MergedJudgeTest {
    private final AtomicLong clock = new AtomicLong();
    private final HandmadeSide hubspot = new HandmadeSide("HubSpot", clock);
    private final HandmadeSide dynamics = new HandmadeSide("Dynamics", clock);
    private final HandmadeStanding standing = new HandmadeStanding();
    private final Merges merges = new Merges();

    @BeforeEach
    void merge() {
        hubspot.create(true, "1", "o1", "n1");
        hubspot.create(true, "2", "o2", "n2");
        dynamics.create(false, "A", "o1", "n1");
        dynamics.create(false, "B", "o2", "n2");
        hubspot.merge("1", "2");
        merges.join("o1", "o2");
        standing.link("1", "A");
    }

    @Test
    void theOtherCounterpartThatIsToldToGoOnAloneIsWell() {
        standing.tell("B");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void theOtherCounterpartIsUnreported() {
        assertThat(verdict())
                .containsExactly("unreported: o2 in Dynamics: nothing says that it goes on alone; it was merged");
    }

    @Test
    void aCounterpartThatIsMadeOnceMoreIsADuplicate() {
        standing.tell("B");
        standing.tell("C");
        dynamics.create(false, "C", "o1", "n1");
        assertThat(verdict()).containsExactly("duplicate: o1 in Dynamics: it was created 2 times; it was merged");
    }

    @Test
    void aCounterpartThatIsTidiedAwayIsDeletedUnasked() {
        dynamics.delete(false, "B");
        assertThat(verdict())
                .containsExactly("deleted: o2 in Dynamics: nobody had deleted a counterpart; it was merged");
    }

    @Test
    void aCounterpartThatGoesWithTheMergedRecordIsWell() {
        standing.tell("B");
        hubspot.delete(true, "1");
        dynamics.delete(false, "A");
        assertThat(verdict()).isEmpty();
    }

    @Test
    void whatBothDifferInIsNotCarried() {
        standing.tell("B");
        hubspot.edit(true, "1", "city", "Bonn");
        assertThat(verdict())
                .containsExactly(
                        "not carried: o1 in Dynamics: city Bonn of HubSpot is not there; it was merged",
                        "not carried: o1 in HubSpot: city  of Dynamics is not there; it was merged");
    }

    @Test
    void aLinkWithWhatIsGoneIsMissing() {
        standing.tell("B");
        dynamics.delete(true, "A");
        assertThat(verdict())
                .containsExactly(
                        "missing: o1 in Dynamics: it is linked with a record that is not there; it was merged");
    }

    private List<String> verdict() {
        Told told = new Told(Map.of("1", "o1", "2", "o2", "A", "o1", "B", "o2"));
        return new Judge(hubspot.truth(), dynamics.truth(), told, (company, from, to) -> true, merges, standing)
                .verdict();
    }
}
