package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges what somebody deleted and made again: the new record faces what the deleted one faced, if that stayed, and nobody else ever
 * had what the two are matched by.
 */
public final class MadeAgain {
    private final Checker judge;
    private final Ledger ledger;

    public MadeAgain(Checker judge, Ledger ledger) {
        this.judge = judge;
        this.ledger = ledger;
    }

    /**
     * Judges the records of a side.
     *
     * @return how many were made again and face what was left behind
     */
    public int check(ModelServer server) {
        int found = 0;
        for (Row again : server.rows()) {
            Row left = again.live() && again.maker() == Author.USER ? leftBehindFor(again) : null;
            if (left != null && judge.face(again, left)) {
                found++;
            } else if (left != null) {
                judge.broken(
                        Invariant.NO_DUPLICATE,
                        again + " was made in place of what faced " + left + ", and does not face it",
                        again,
                        left);
            }
        }
        return found;
    }

    /** What is to face the record since somebody deleted another that did; null if nothing is, or that is not certain. */
    private @Nullable Row leftBehindFor(Row again) {
        ModelServer facing = judge.server(again.side().other());
        List<Row> before = alike(judge.server(again.side()), again)
                .filter(row -> row != again)
                .toList();
        List<Row> others = alike(facing, again)
                .filter(row -> row.maker() == Author.USER || made(row) < made(again))
                .toList();
        if (before.size() != 1 || others.size() != 1) {
            return null;
        }
        Row gone = before.get(0);
        Row left = others.get(0);
        boolean deleted = gone.removedBy(Author.USER) && gone.removedAt() < made(again);
        boolean faced = ledger.joinedBefore(gone.ref(), left.ref(), gone.removedAt());
        boolean stayed = left.live() && !left.inactive() && left.removedAt() == 0;
        boolean steady = Stream.of(again, gone, left).allMatch(MadeAgain::isSteady);
        return deleted && faced && stayed && steady && again.type().equals(gone.type()) ? left : null;
    }

    private static Stream<Row> alike(ModelServer server, Row row) {
        return server.rows().stream()
                .filter(other -> !row.value(Field.DOMAIN).isEmpty() && Checker.everHadDomainOf(row, other));
    }

    // it was made with the one domain that it ever had
    private static boolean isSteady(Row row) {
        return !Checker.beganEmpty(row, Field.DOMAIN)
                && row.edits().stream()
                        .filter(edit -> edit.field() == Field.DOMAIN)
                        .map(Edit::value)
                        .allMatch(value -> Canonical.equal(value, row.value(Field.DOMAIN)));
    }

    private static long made(Row row) {
        return row.edits().get(0).event();
    }
}
