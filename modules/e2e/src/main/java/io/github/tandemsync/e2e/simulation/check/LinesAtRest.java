package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges lines when all is quiet: one that a person removed is mirrored, where nothing can have forbidden it. */
public final class LinesAtRest {
    private final Agreement agreement;
    private final StandingLines lines;
    private final Ledger ledger;

    public LinesAtRest(Agreement agreement, StandingLines lines, Ledger ledger) {
        this.agreement = agreement;
        this.lines = lines;
        this.ledger = ledger;
    }

    /** Reports what is wrong. */
    public void check() {
        Reports reports = new Reports(ledger);
        for (Side side : Side.values()) {
            for (Row row : lines.server(side).rows()) {
                if (agreement.isLine(row) && row.removedBy(Author.USER)) {
                    mirrored(row, reports);
                }
            }
        }
    }

    // judged only where nothing else can have kept it: the copy holds what we gave it, neither was ever out, and nobody
    // ever touched the owners' fate
    private void mirrored(Row gone, Reports reports) {
        Side other = gone.side().other();
        Row copy = lines.server(other).rows().stream()
                .filter(row -> row.maker() == Author.ENGINE && (row.origins() & gone.origins()) != 0)
                .filter(row -> ledger.joinedBefore(gone.ref(), row.ref(), gone.removedAt()))
                .findFirst()
                .orElse(null);
        if (copy != null
                && copy.live()
                && copy.removedAt() == 0
                && agreement.of(gone).onRemoved(gone.side()).removes()
                && !wasTouched(copy)
                && !differs(gone, copy, reports)
                && !agreement.of(gone).members().hasBeenOut(gone)
                && !agreement.of(copy).members().hasBeenOut(copy)
                && isPlain(lines.lastOwner(gone))
                && isPlain(lines.owner(copy))) {
            ledger.report(Invariant.DELETE_FOLLOWED, gone + " was removed by a user and " + copy + " was not");
        }
    }

    // what it holds is told to be left so
    private boolean differs(Row gone, Row copy, Reports reports) {
        Row left = gone.side() == Side.LEFT ? gone : copy;
        Row right = left == gone ? copy : gone;
        return agreement.of(gone).units().stream()
                .anyMatch(unit -> reports.drifted(Stream.of(copy), left, right, unit));
    }

    private static boolean wasTouched(Row row) {
        return row.edits().stream().anyMatch(edit -> edit.author() == Author.USER);
    }

    private boolean isPlain(@Nullable Row owner) {
        return owner != null
                && owner.live()
                && owner.removedAt() == 0
                && lines.facing(owner) != null
                && owner.edits().stream().noneMatch(LinesAtRest::closes);
    }

    private static boolean closes(Edit edit) {
        return edit.field() == Field.NOTES && !Members.isIn(edit.value());
    }
}
