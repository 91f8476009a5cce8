package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;

/** Judges whether what a user deleted came back without a user who wanted it, or a report. */
final class Resurrections {
    private final Checker judge;
    private final Reports reports;
    private final Forgotten forgotten;

    Resurrections(Checker judge, Forgotten forgotten, Reports reports) {
        this.judge = judge;
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

    private boolean isFounded(Row made, Row removed) {
        return reports.apart(made)
                || reports.apart(removed)
                || isMadeForOneBroughtBack(made)
                || isOfAHiddenMerge(made)
                || forgotten.isForgotten(judge.family(removed))
                || forgotten.isForgottenByBoth(removed);
    }

    // a copy of a record that was merged away, which nothing tells
    private boolean isOfAHiddenMerge(Row made) {
        ModelServer other = judge.server(made.side().other());
        return other.rows().stream().anyMatch(row -> (row.origins() & made.origins()) != 0 && other.hidesMerge(row));
    }

    // a user brought back what it is a copy of
    private boolean isMadeForOneBroughtBack(Row made) {
        return judge.server(made.side().other()).rows().stream()
                .anyMatch(row -> (row.origins() & made.origins()) != 0 && row.isBroughtBack());
    }
}
