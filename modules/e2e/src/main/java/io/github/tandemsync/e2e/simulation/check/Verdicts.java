package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the application's policy was asked, and what it decided: nothing else decides a conflict but a person. */
public final class Verdicts {
    /** After so many late answers in a run it need not be asked. */
    private static final int PATIENCE = 3;

    private final Ledger ledger;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<RecordRef, Long> settled = new HashMap<>();
    private int late;
    private boolean decides;

    /** A policy that throws, or answers null, decides nothing. */
    private record Asked(Conflict conflict, Verdict verdict, long event) {
        boolean is(String rule, Values left, Values right) {
            return conflict.rule().equals(rule)
                    && conflict.left().equals(left)
                    && conflict.right().equals(right);
        }
    }

    Verdicts(Ledger ledger) {
        this.ledger = ledger;
    }

    /** It is this policy that decides. */
    public void decides() {
        decides = true;
    }

    /** The policy was asked. */
    public void given(Conflict conflict, Verdict verdict, long event) {
        asked.add(new Asked(conflict, verdict, event));
    }

    /** It was asked, and gave no answer in time. */
    public void late(Conflict conflict, long event) {
        late++;
        given(conflict, Verdict.UNDECIDED, event);
    }

    /** A person settles a conflict of the record. */
    public void settled(RecordRef ref, long event) {
        settled.put(ref, event);
    }

    /** Called with what is told: of a policy's decision, what it decided. */
    void told(HistoryEntry event) {
        HistoryEntry.Contest contest = event.contest();
        if (!decides || contest == null || event.rule() == null) {
            return;
        }
        String rule = event.rule();
        Values left = event.values(Side.LEFT);
        Values right = event.values(Side.RIGHT);
        boolean decided =
                asked.stream().anyMatch(one -> one.is(rule, left, right) && one.verdict() == contest.decided());
        boolean unasked = contest.decided() == Verdict.UNDECIDED && late >= PATIENCE;
        if (!decided && !unasked) {
            ledger.report(
                    Invariant.POLICY,
                    "a conflict of " + event.ref() + " is told as decided " + contest.decided() + ", which it was not");
        }
    }

    /**
     * Called before a write to the row is run, because of the other one: where the policy was asked about what both hold, one loses by
     * a verdict or a person's word.
     *
     * @param decided when the write was decided
     */
    void demand(Row row, Row source, Unit unit, long decided) {
        Edit last = unit.lastEdit(row);
        Edit other = unit.lastEdit(source);
        if (!decides || ledger.wasPutBack() || last == null || other == null || last.author() != Author.USER) {
            return;
        }
        Values left = values(row.side() == Side.LEFT ? row : source, unit);
        Values right = values(row.side() == Side.LEFT ? source : row, unit);
        List<Asked> since = asked.stream()
                .filter(one -> one.event() > Math.max(last.event(), other.event()) && one.event() < decided)
                .filter(one -> one.is(unit.rule(), left, right))
                .toList();
        Verdict needed = row.side() == Side.LEFT ? Verdict.RIGHT : Verdict.LEFT;
        boolean person = !since.isEmpty()
                && settled.getOrDefault(row.ref(), 0L) > since.get(0).event();
        if (!since.isEmpty() && !person && since.stream().noneMatch(one -> one.verdict() == needed)) {
            ledger.report(
                    Invariant.POLICY,
                    unit + " " + Checker.text(unit.value(row)) + " of " + row
                            + " is overwritten, for which the policy never decided");
        }
    }

    private static Values values(Row row, Unit unit) {
        Values values = Values.none();
        for (Field field : unit.fields()) {
            values = values.with(field.on(row.side()), row.value(field));
        }
        return values;
    }
}
