package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges whether what people wrote last stands, lost to somebody who knew it, or is named by a report. */
final class LastWords {
    private final Checker judge;
    private final Agreement agreement;
    private final Ledger ledger;
    private final Reports reports;

    LastWords(Checker judge, Agreement agreement, Ledger ledger, Reports reports) {
        this.judge = judge;
        this.agreement = agreement;
        this.ledger = ledger;
        this.reports = reports;
    }

    // two linked records, which agree on the field
    void together(Row a, Row b, Field field) {
        FieldValue value = a.value(field);
        if (!lastWordOfSomebody(judge.family(a) | judge.family(b), field, value)) {
            judge.broken(
                    Invariant.NO_SILENT_LOST_UPDATE,
                    field + " of " + a + " and " + b + " is " + Checker.text(value) + ", which is nobody's last word",
                    a,
                    b);
        }
        accounted(a, b, field, value);
        accounted(b, a, field, value);
    }

    private static boolean isOf(@Nullable Edit edit, FieldValue value) {
        return edit != null && Canonical.equal(edit.value(), value);
    }

    // a record that was set apart, with a report, keeps what people wrote into it
    private boolean holdsItsOwn(Row row, Field field) {
        Edit last = row.lastUserEdit(field);
        return last != null
                && row.live()
                && reports.apart(row)
                && !judge.isLinked(row)
                && Canonical.equal(last.value(), row.value(field));
    }

    // to bring back a record is to bring back what it held then
    private static boolean broughtBack(Row row, Field field, FieldValue value) {
        boolean back = row.removedAt() > 0 && row.state() != Row.State.REMOVED;
        FieldValue held = FieldValue.EMPTY;
        for (Edit edit : back ? row.edits() : List.<Edit>of()) {
            held = edit.field() == field && edit.event() < row.removedAt() ? edit.value() : held;
        }
        return back && Canonical.equal(held, value);
    }

    private boolean lastWordOfSomebody(long family, Field field, FieldValue value) {
        boolean anybody = false;
        for (Side side : Side.values()) {
            for (Row row : judge.server(side).rows()) {
                boolean related = (row.origins() & family) != 0;
                Edit last = related ? row.lastUserEdit(field) : null;
                boolean begunEmpty = related && last == null && row.maker() == Author.USER && value.isEmpty();
                Edit seen = related ? row.lastShownUserEdit(field) : null;
                if (begunEmpty
                        || isOf(last, value)
                        || isOf(seen, value)
                        || (related && broughtBack(row, field, value))) {
                    return true;
                }
                anybody |= last != null && !holdsItsOwn(row, field);
            }
        }
        return !anybody;
    }

    // the loser's last word was on the winner's side before the winner's was written, or a conflict names it
    private void accounted(Row loser, Row winner, Field field, FieldValue value) {
        Edit lost = lastWord(loser, field);
        if (lost == null || Canonical.equal(lost.value(), value) || filledAtFirstContact(loser, winner, lost)) {
            return;
        }
        if (!overwrittenKnowingly(winner, field, lost.value(), value)
                && !mergedAway(winner, field, lost.value())
                && !lostBefore(loser, lost)
                && !reports.conflict(loser, field, lost.value())
                && !reports.conflict(winner, field, lost.value())) {
            judge.broken(
                    Invariant.NO_SILENT_LOST_UPDATE,
                    field + " " + Checker.text(lost.value()) + " of " + loser + " lost to " + Checker.text(value)
                            + " without a report",
                    loser,
                    winner);
        }
    }

    // a merge kept what was there, a write of ours over somebody's edit, and that edit was given back since: it is the
    // last word again
    private static @Nullable Edit lastWord(Row row, Field field) {
        Edit last = row.lastUserEdit(field);
        Edit shown = row.lastShownUserEdit(field);
        if (last == null || last.shown() || shown == null) {
            return last;
        }
        for (Edit edit : row.edits()) {
            if (edit.field() == field
                    && edit.author() == Author.ENGINE
                    && edit.event() > last.event()
                    && Canonical.equal(edit.value(), shown.value())) {
                return shown;
            }
        }
        return last;
    }

    // somebody who knew it had overwritten it already, in a record that is gone now
    private boolean lostBefore(Row loser, Edit lost) {
        for (Edit edit : loser.edits()) {
            boolean over = edit.field() == lost.field()
                    && edit.author() == Author.ENGINE
                    && edit.event() > lost.event()
                    && !Canonical.equal(edit.value(), lost.value());
            for (Row row : over ? judge.server(loser.side().other()).rows() : List.<Row>of()) {
                if ((row.origins() & judge.family(loser)) != 0
                        && overwrittenKnowingly(row, lost.field(), lost.value(), edit.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    // a user merged a record with the value into the winner, and chose among their values
    private boolean mergedAway(Row winner, Field field, FieldValue lost) {
        return judge.server(winner.side()).rows().stream()
                .anyMatch(row -> row.state() == Row.State.MERGED
                        && row.survivor() == winner
                        && Canonical.equal(row.value(field), lost));
    }

    // until the two have been merged for the first time, an empty field is filled
    private boolean filledAtFirstContact(Row loser, Row winner, Edit lost) {
        Row leftRow = loser.side() == Side.LEFT ? loser : winner;
        Row rightRow = leftRow == loser ? winner : loser;
        boolean unmerged =
                !syncedBefore(loser, lost.field(), lost.event()) && !syncedBefore(winner, lost.field(), lost.event());
        return lost.value().isEmpty()
                && (unmerged
                        || mergedUnanswered(leftRow, rightRow)
                        || lost.event() < ledger.joinedAt(new LinkId(leftRow.ref(), rightRow.ref())));
    }

    // the copy was merged away before its create was answered: what it was made with can not be told, and nothing was
    // agreed on
    private boolean mergedUnanswered(Row leftRow, Row rightRow) {
        return judge.server(Side.LEFT).rows().stream()
                .anyMatch(copy -> copy.state() == Row.State.MERGED
                        && copy.survivor() == leftRow
                        && copy.maker() == Author.ENGINE
                        && ledger.joinedAt(new LinkId(copy.ref(), rightRow.ref())) > copy.mergedAt());
    }

    private static boolean syncedBefore(Row row, Field field, long event) {
        for (Edit edit : row.edits()) {
            if (edit.field() == field && edit.author() == Author.ENGINE && edit.event() < event) {
                return true;
            }
        }
        return false;
    }

    private boolean overwrittenKnowingly(Row winner, Field field, FieldValue lost, FieldValue won) {
        long before = lastUserEvent(winner, field, won);
        for (Row row : judge.server(winner.side()).rows()) {
            boolean seen = Checker.edited(row, field, lost, before, false)
                    || (lost.isEmpty() && Checker.beganEmpty(row, field));
            if (before > 0 && (row.origins() & judge.family(winner)) != 0 && seen) {
                return true;
            }
        }
        return false;
    }

    /** When a user last set the field to the value, in this record or another of its family on its side; 0 if never. */
    private long lastUserEvent(Row winner, Field field, FieldValue value) {
        long last = 0;
        long family = judge.family(winner);
        for (Row row : judge.server(winner.side()).rows()) {
            for (Edit edit : (row.origins() & family) == 0 ? List.<Edit>of() : row.edits()) {
                boolean wanted =
                        edit.field() == field && edit.author() == Author.USER && Canonical.equal(edit.value(), value);
                last = wanted ? Math.max(last, edit.event()) : last;
            }
        }
        return last;
    }

    // of a record whose counterpart was deleted: what people wrote last stands, unless it lost knowingly or a report
    // names it
    void alone(Row row) {
        for (Field field : Field.values()) {
            Edit last = lastWord(row, field);
            if (last == null || field == Field.PARENT || agreement.of(row).direction(field) != Direction.BOTH) {
                continue;
            }
            boolean filled = last.value().isEmpty() && !syncedBefore(row, field, last.event());
            boolean covered = !filled && !Canonical.equal(last.value(), row.value(field));
            if (covered && !reports.conflict(row, field, last.value()) && !lostKnowingly(row, field, last.value())) {
                judge.broken(
                        Invariant.NO_SILENT_LOST_UPDATE,
                        field + " " + Checker.text(last.value()) + " of " + row
                                + ", which goes on alone, is covered by " + Checker.text(row.value(field))
                                + " without a report",
                        row);
            }
        }
    }

    private boolean lostKnowingly(Row row, Field field, FieldValue lost) {
        for (Row other : judge.server(row.side().other()).rows()) {
            boolean related = (other.origins() & judge.family(row)) != 0;
            if (related
                    && (overwrittenKnowingly(other, field, lost, row.value(field))
                            || reports.conflict(other, field, lost))) {
                return true;
            }
        }
        return false;
    }
}
