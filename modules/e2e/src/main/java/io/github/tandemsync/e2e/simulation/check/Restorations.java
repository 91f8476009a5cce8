package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what the engine did since a system was put back to an earlier state: it removes nothing because of what that system has lost,
 * makes none of it anew, and both sides hold the same, or a report says why not.
 */
public final class Restorations {
    private final Ledger ledger;
    private final NavigableSet<Long> events = new TreeSet<>();
    private final NavigableSet<Long> known = new TreeSet<>();
    private final Map<RecordRef, Long> bereft = new HashMap<>();
    private final Set<RecordRef> unanswered = new HashSet<>();

    Restorations(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param lost the records that are not in it any more */
    public void putBack(long event, Collection<Row> lost) {
        events.add(event);
        for (Row row : lost) {
            Link link = ledger.live(row.ref());
            if (link != null) {
                bereft.put(link.id().ref(row.side().other()), event);
            }
        }
    }

    /** A process was shown it: before, what is lost can not be told from what people have removed. */
    public void shown(long event) {
        known.add(event);
    }

    /** Somebody accepts it: the journal of writes without an answer is closed, and who removed what they were to remove is not known. */
    public void accepted(long event) {
        known.add(event);
        ledger.open().stream()
                .filter(intent -> intent.kind() == Intent.Kind.REMOVE && intent.ref() != null)
                .forEach(intent -> unanswered.add(intent.ref()));
    }

    public boolean happened() {
        return !events.isEmpty();
    }

    /** Whether the record held the value no more when it was removed, since its system was put back to what it was before. */
    boolean isLost(Row row, Edit edit) {
        Long last = row.side() == Side.RIGHT ? events.floor(row.removedAt()) : null;
        return last != null && edit.event() < last && !Canonical.equal(row.value(edit.field()), edit.value());
    }

    /** Judges a finished, quiet history. */
    public void check(Checker checker, Agreement agreement) {
        for (Side side : Side.values()) {
            for (Row row : checker.server(side).rows()) {
                if (row.live()) {
                    if (!isLeftAlone(checker, agreement, row)) {
                        checker.takesPart(row);
                    }
                    anew(checker, row);
                } else if (row.removedBy(Author.ENGINE)) {
                    removal(checker, row);
                }
            }
        }
    }

    // what it faced was removed, by whom is not known, and removals are ignored there
    private boolean isLeftAlone(Checker checker, Agreement agreement, Row row) {
        return agreement.of(row).onRemoved(row.side().other()) == DeletePolicy.IGNORE
                && checker.rows(checker.family(row)).stream().anyMatch(other -> unanswered.contains(other.ref()));
    }

    private void anew(Checker checker, Row row) {
        String key = row.key();
        if (row.maker() == Author.ENGINE && key != null) {
            ledger.creates(new CreateKey(key)).stream()
                    .filter(create -> bereft.getOrDefault(create.source(), Long.MAX_VALUE) < ledger.openedAt(create))
                    .filter(create -> !isBroughtBack(checker, create.source()))
                    .forEach(create -> ledger.report(
                            Invariant.NO_RESURRECTION,
                            "what " + create.source()
                                    + " faced was lost when its system was put back, and is made anew as " + row));
        }
    }

    // somebody has removed it since, and wants it again
    private boolean isBroughtBack(Checker checker, RecordRef source) {
        Row row = checker.row(source);
        return row.live() && row.removedAt() > bereft.getOrDefault(source, Long.MAX_VALUE);
    }

    private void removal(Checker checker, Row row) {
        Long since = events.floor(row.removedAt());
        if (since != null
                && !known.subSet(since, row.removedAt()).isEmpty()
                && checker.rows(checker.family(row)).stream()
                        .noneMatch(
                                other -> other.removedBy(Author.USER) || other.removedAt() > since && other != row)) {
            ledger.report(
                    Invariant.NO_UNASKED_REMOVAL,
                    row + " was removed since the other system was put back, and no user has removed anything of it");
        }
    }
}
