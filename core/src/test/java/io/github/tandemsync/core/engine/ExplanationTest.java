package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads who asks why a record is as it is. */
class ExplanationTest {
    private static final PairId PAIR = new PairId("company-account");
    private static final RecordRef COMPANY =
            ObjectType.parse("hubspot:companies").ref("51");
    private static final RecordRef ACCOUNT =
            ObjectType.parse("dynamics:account").ref("a1");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123456Z");
    private static final String DETAIL = "the policy prefers dynamics";

    @Test
    void aRecordThatNobodyHasSeen() {
        assertThat(new Explanation(COMPANY, List.of()).text())
                .isEqualTo("hubspot:companies/51: no pair has seen this record yet");
    }

    @Test
    void agreedRulesShareALineAndOthersSayWhy() {
        Reason why = new Reason("unknown-option", "add it", NOON);
        Link link = Link.between(PAIR, COMPANY, ACCOUNT)
                .withRule("name", RuleState.agreed(Values.none(), Values.none()))
                .withRule("phone", RuleState.agreed(Values.none(), Values.none()))
                .withRule("industry", RuleState.unknown().in(Status.REFUSED, why, "basis"));
        Entry entry = Entry.unmatched(PAIR, Side.LEFT, COMPANY).in(EntryState.LINKED, null);

        assertThat(lines(new Explanation.View(entry, link, List.of(), List.of())))
                .containsExactly(
                        "hubspot:companies/51",
                        "  in company-account: LINKED",
                        "  next look: when it changes",
                        "  linked with dynamics:account/a1",
                        "    industry: REFUSED, never agreed (unknown-option: add it; since 2026-11-25T12:00:00Z)",
                        "      next: " + NextSteps.of(Status.REFUSED),
                        "    agreed: name, phone");
    }

    @Test
    void aConflictNamesTheLoserAndTheWinner() {
        Values lost = Values.of("phone", FieldValue.text("171"));
        Values won = Values.of("telephone1", FieldValue.EMPTY);
        assertThat(told(Kind.CONFLICT, lost, won, false))
                .containsExactly(
                        "    2026-11-25T12:00:00Z CONFLICT phone: the policy prefers dynamics",
                        "        lost phone: 171",
                        "        won telephone1: (empty)");
        assertThat(told(Kind.CONFLICT, lost, won, true))
                .contains("        left phone: 171", "        right telephone1: (empty)");
    }

    @Test
    void aWriteShowsBeforeAndAfter() {
        Values before = Values.of("phone", FieldValue.EMPTY);
        Values after = Values.of("phone", FieldValue.text("171"));
        assertThat(told(Kind.UPDATED, before, after, false)).contains("        phone: (empty) -> 171");
    }

    private static List<String> told(Kind kind, Values before, Values after, boolean open) {
        HistoryEntry event = new HistoryEntry(
                PAIR, "run", kind, Side.LEFT, COMPANY, ACCOUNT, "phone", before, after, DETAIL, open, NOON);
        Entry entry = Entry.unmatched(PAIR, Side.LEFT, COMPANY);
        return lines(new Explanation.View(entry, null, List.of(), List.of(event))).stream()
                .dropWhile(line -> !line.equals("  history"))
                .skip(1)
                .toList();
    }

    private static List<String> lines(Explanation.View view) {
        return new Explanation(COMPANY, List.of(view)).text().lines().toList();
    }
}
