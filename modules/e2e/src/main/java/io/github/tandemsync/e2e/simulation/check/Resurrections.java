package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Judges whether what a user deleted came back without a user who wanted it, or a report. */
final class Resurrections {
    private final Checker judge;
    private final Ledger ledger;
    private final Reports reports;
    private final Forgotten forgotten;

    Resurrections(Checker judge, Ledger ledger, Forgotten forgotten, Reports reports) {
        this.judge = judge;
        this.ledger = ledger;
        this.reports = reports;
        this.forgotten = forgotten;
    }

    void check(ModelServer server) {
        for (Row removed : server.rows()) {
            if (removed.removedBy(Author.USER)) {
                server.rows().stream()
                        .filter(made -> isAgain(made, removed) && !isFounded(made, removed))
                        .forEach(made -> judge.broken(
                                Invariant.NO_RESURRECTION,
                                removed + " was deleted by a user and came back as " + made,
                                removed,
                                made));
            }
        }
    }

    private static boolean isAgain(Row made, Row removed) {
        return made.live()
                && made.maker() == Author.ENGINE
                && made.number() > removed.number()
                && !stoodBeside(made, removed)
                && (made.origins() & removed.origins()) != 0
                && (made.origins() & ~removed.origins()) == 0;
    }

    // it held something already when the other was removed, which had never been away
    private static boolean stoodBeside(Row made, Row removed) {
        return !made.edits().isEmpty() && made.edits().get(0).event() < removed.firstRemovedAt();
    }

    // its create was journalled before the other was removed, as that of another record
    private boolean wasUnderWay(Row made, Row removed) {
        Intent create = created(made);
        Intent before = created(removed);
        return create != null
                && ledger.openedAt(create) < removed.firstRemovedAt()
                && (before == null || !before.source().equals(create.source()));
    }

    // the create that made it: the last that was journalled under its key before it held something
    private @Nullable Intent created(Row row) {
        String key = row.key();
        if (key == null || row.maker() != Author.ENGINE || row.edits().isEmpty()) {
            return null;
        }
        return ledger.creates(new CreateKey(key)).stream()
                .filter(create -> ledger.openedAt(create) < row.edits().get(0).event())
                .max(Comparator.comparing(ledger::openedAt))
                .orElse(null);
    }

    private boolean isFounded(Row made, Row removed) {
        return wasUnderWay(made, removed)
                || reports.apart(made)
                || reports.apart(removed)
                || isMadeForOneBroughtBack(made)
                || isMadeForOneThatWasBack(made, removed)
                || isOfAHiddenMerge(made)
                || forgotten.isForgotten(judge.family(removed))
                || forgotten.isForgottenByBoth(removed);
    }

    // a copy of a record that was merged away, which nothing tells
    private boolean isOfAHiddenMerge(Row made) {
        ModelServer other = judge.server(made.side().other());
        return other.rows().stream().anyMatch(row -> (row.origins() & made.origins()) != 0 && other.hidesMerge(row));
    }

    // a user brought back what it is a copy of, and removed that again, which who made the copy had not been shown
    private boolean isMadeForOneThatWasBack(Row made, Row removed) {
        Intent create = created(made);
        if (create == null || ledger.wasInSpite(create)) {
            return false;
        }
        long back = judge.row(create.source()).restoredAt();
        return removed.removedAt() < back && back < ledger.openedAt(create);
    }

    // a user brought back what it is a copy of
    private boolean isMadeForOneBroughtBack(Row made) {
        return judge.server(made.side().other()).rows().stream()
                .anyMatch(row -> (row.origins() & made.origins()) != 0 && row.isBroughtBack());
    }
}
