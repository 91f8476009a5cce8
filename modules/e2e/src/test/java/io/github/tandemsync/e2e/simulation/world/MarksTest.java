package io.github.tandemsync.e2e.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void aBranchIsKnownByKindAndWordsOfItsEvent() {
        Coverage coverage = new Coverage();
        Marks.note(
                List.of(
                        event(Kind.LINKED, "same create key"),
                        event(Kind.ADOPTED, "same create key"),
                        event(Kind.LINKED, "created")),
                false,
                coverage);
        assertThat(coverage.counts()).containsOnlyKeys("branch SAME_KEY").containsEntry("branch SAME_KEY", 1L);
    }

    @Test
    void aCopyThatIsMadeAnewAfterABackupIsNoMarkOfALostCreate() {
        Coverage coverage = new Coverage();
        List<HistoryEntry> anew = List.of(event(Kind.RESTORED, "its counterpart, which we removed, is made anew"));
        Marks.note(anew, true, coverage);
        assertThat(coverage.counts()).isEmpty();
        Marks.note(anew, false, coverage);
        assertThat(coverage.counts()).containsOnlyKeys("branch MADE_ANEW");
    }

    @Test
    void aCampaignHasToMeetEveryBranchButThoseThatNoneMeets() {
        assertThat(Expected.marks().counts())
                .containsKeys("branch MADE_ANEW", "branch CAME_BACK_OTHERWISE", "branch KEY_SHADOWED")
                .doesNotContainKeys("branch SAME_VALUE", "branch KEY_IN_THE_BIN");
    }

    private static HistoryEntry event(Kind kind, String detail) {
        return new HistoryEntry(
                new PairId("company-account"),
                "run",
                kind,
                Side.LEFT,
                ObjectType.parse("hubspot:companies").ref("1"),
                null,
                null,
                Values.none(),
                Values.none(),
                detail,
                false,
                NOW);
    }
}
