package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Judges records that are the same thing, and neither face each other nor are told apart. */
final class Twins {
    private static final Set<Kind> ADOPTED = EnumSet.of(Kind.ADOPTED);
    private static final Set<Kind> RESTORED = EnumSet.of(Kind.RESTORED);

    private final Checker judge;
    private final Agreement agreement;
    private final Ledger ledger;
    private final Reports reports;
    private final Forgotten forgotten;

    Twins(Checker judge, Agreement agreement, Ledger ledger, Reports reports) {
        this.judge = judge;
        this.agreement = agreement;
        this.ledger = ledger;
        this.reports = reports;
        this.forgotten = new Forgotten(judge, ledger);
    }

    /** Records of one side, of which the engine made one or more. */
    void onOneSide(long family, ModelServer server) {
        List<Row> live = server.rows().stream()
                .filter(row -> row.live() && !row.inactive() && (row.origins() & family) != 0)
                .toList();
        if (live.size() < 2 || live.stream().noneMatch(row -> row.maker() == Author.ENGINE)) {
            return;
        }
        long alone = live.stream().filter(row -> !isExplained(row)).count();
        if (alone > (isMerged(family) ? 0 : 1) && !forgotten.isForgotten(family)) {
            judge.broken(Invariant.NO_DUPLICATE, live + " are one and the same", live.get(0));
        }
    }

    /** One of each side. */
    void acrossSides(Row a, Row b) {
        if ((a.origins() & b.origins()) != 0 && !isExplained(a) && !isExplained(b)) {
            judge.wrong(Invariant.CONVERGENCE, a + " and " + b + " are the same, neither linked nor reported", a, b);
        }
    }

    private boolean isExplained(Row row) {
        return reports.apart(row)
                || agreement.of(row).members().isOut(row)
                || isTheirOwn(row)
                || facesOneThatLives(row, this::isTheirOwn)
                || isLeftAsAgreed(row)
                || isSettledByMerge(row);
    }

    // what it faced was deleted by a user, and deletes are ignored there: it stands alone from then on, without a
    // report
    private boolean isLeftAsAgreed(Row row) {
        Side facing = row.side().other();
        return agreement.of(row).onRemoved(facing) == DeletePolicy.IGNORE
                && ledger.standings().isUnlinked(row.ref())
                && judge.server(facing).rows().stream()
                        .anyMatch(gone -> gone.removedBy(Author.USER)
                                && ledger.joinedBefore(row.ref(), gone.ref(), Long.MAX_VALUE));
    }

    // people brought it back, or copied it, and it was told that it goes on as one of its own
    private boolean isTheirOwn(Row row) {
        return row.live() && (reports.about(row, ADOPTED) || (row.isBroughtBack() && reports.about(row, RESTORED)));
    }

    // users merged some of them: who then faces whom is reported at the merge, if it can be seen, and if one of them
    // faced somebody then; who faces another that lives on is in step with it, and the others are left to people
    private boolean isSettledByMerge(Row row) {
        long family = judge.family(row);
        return isMerged(family)
                && (facesOneThatLives(row, other -> true)
                        || judge.rows(family).stream().anyMatch(this::isUntold));
    }

    private boolean facesOneThatLives(Row row, Predicate<Row> wanted) {
        return judge.server(row.side().other()).rows().stream()
                .anyMatch(other -> other.live() && wanted.test(other) && judge.face(row, other));
    }

    private boolean isMerged(long family) {
        return judge.rows(family).stream().anyMatch(row -> row.state() == Row.State.MERGED);
    }

    private boolean isUntold(Row row) {
        boolean merged = row.state() == Row.State.MERGED;
        boolean alone = row.removedAt() > 0 || !ledger.everLinked(row.ref());
        return judge.server(row.side()).hidesMerge(row) || isIgnored(row) || (merged && alone);
    }

    // merged into a record that was deleted then, and deletes are ignored here
    private boolean isIgnored(Row row) {
        return row.state() == Row.State.MERGED
                && row.survivor().removedAt() > 0
                && agreement.of(row).onRemoved(row.side()) == DeletePolicy.IGNORE;
    }
}
