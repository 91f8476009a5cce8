package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Intent;
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

    // two linked records, which agree on it
    void together(Row a, Row b, Unit unit) {
        FieldValue value = unit.value(a);
        long family = judge.family(a) | judge.family(b);
        if (!lastWordOfSomebody(family, unit, value) && !isLeftBehind(a, b, unit) && !isLeftBehind(b, a, unit)) {
            judge.broken(
                    unit.isWhole() && !wordOfSomebody(family, unit, value)
                            ? Invariant.WHOLE
                            : Invariant.NO_SILENT_LOST_UPDATE,
                    unit + " of " + a + " and " + b + " is " + Checker.text(value) + ", which is nobody's last word",
                    a,
                    b);
        }
        accounted(a, b, unit, value);
        accounted(b, a, unit, value);
    }

    // it came from another record, which was deleted or merged away before anybody looked at its last edit, and has
    // stayed ever since in what faces this one now
    private boolean isLeftBehind(Row row, Row facing, Unit unit) {
        Edit came = unit.lastEdit(row);
        return came != null
                && judge.server(facing.side()).rows().stream()
                        .filter(gone -> gone != facing && isReadBefore(gone, row, unit, came))
                        .filter(gone -> ledger.joinedBefore(row.ref(), gone.ref(), Long.MAX_VALUE))
                        .anyMatch(gone -> unit.edits(gone).stream()
                                .anyMatch(edit -> edit.author() == Author.USER
                                        && edit.event() < came.event()
                                        && unit.isSaid(gone, edit, unit.value(row))));
    }

    // what came had been read before it went: it arrived before, or it is the last that was ever to be written, by a
    // write of what is there no longer, whose sender had not been shown that
    private boolean isReadBefore(Row gone, Row row, Unit unit, Edit came) {
        long went = Math.max(gone.removedAt(), gone.mergedAt());
        Intent last = ledger.lastWrite(row, unit);
        boolean underway = !gone.live()
                && last != null
                && last.source().equals(gone.ref())
                && !ledger.wasInSpite(last)
                && !unit.isOtherwise(last.intended(), row);
        return underway || came.event() < went;
    }

    // a record that was set apart, with a report, keeps what people wrote into it
    private boolean holdsItsOwn(Row row, Unit unit) {
        Edit last = unit.lastUserEdit(row);
        return last != null
                && row.live()
                && reports.apart(row)
                && !judge.isLinked(row)
                && Canonical.equal(last.value(), unit.value(row));
    }

    // to bring back a record is to bring back what it held then
    private static boolean broughtBack(Row row, Unit unit, FieldValue value) {
        boolean back = row.isBroughtBack();
        FieldValue held = FieldValue.EMPTY;
        for (Edit edit : back ? unit.edits(row) : List.<Edit>of()) {
            held = edit.event() < row.removedAt() ? edit.value() : held;
        }
        return back && Canonical.equal(held, value);
    }

    // parts of what several people wrote are the word of none of them
    private boolean wordOfSomebody(long family, Unit unit, FieldValue value) {
        return judge.rows(family).stream()
                .anyMatch(row -> unit.edits(row).stream()
                        .anyMatch(edit -> edit.author() == Author.USER && unit.isSaid(row, edit, value)));
    }

    private boolean lastWordOfSomebody(long family, Unit unit, FieldValue value) {
        List<Row> rows = judge.rows(family);
        if (unit.allMatch(value, (field, part) -> ledger.given().has(rows, field, part))) {
            return true;
        }
        boolean anybody = false;
        for (Side side : Side.values()) {
            for (Row row : judge.server(side).rows()) {
                boolean related = (row.origins() & family) != 0;
                Edit last = related ? unit.lastUserEdit(row) : null;
                boolean begunEmpty = related && last == null && value.isEmpty() && isBegunByAUser(row, unit);
                Edit seen = related ? unit.lastShownUserEdit(row) : null;
                if (begunEmpty
                        || unit.isSaid(row, last, value)
                        || unit.isSaid(row, seen, value)
                        || (related && broughtBack(row, unit, value))) {
                    return true;
                }
                anybody |= last != null && !holdsItsOwn(row, unit);
            }
        }
        return !anybody;
    }

    // who was told to be a user's, and was never given a value, counts as a user's record that was left empty
    private boolean isBegunByAUser(Row row, Unit unit) {
        return row.maker() == Author.USER || (unit.edits(row).isEmpty() && reports.isToldToBeAUsers(row));
    }

    // the loser's last word was on the winner's side before the winner's was written, or a conflict names it
    private void accounted(Row loser, Row winner, Unit unit, FieldValue value) {
        Edit lost = lastWord(loser, unit);
        if (lost == null || unit.isSaid(loser, lost, value) || filledAtFirstContact(loser, winner, unit, lost)) {
            return;
        }
        if (!overwrittenKnowingly(winner, unit, lost.value(), value)
                && !partsOverwrittenKnowingly(winner, unit, lost.value())
                && !replacedInACopy(loser, winner, unit, lost.value(), value)
                && !replacedInAnother(loser, winner, unit, lost, value)
                && !mergedAway(winner, unit, lost.value())
                && !lostBefore(loser, unit, lost)
                && !reports.conflict(loser, unit, lost.value())
                && !reports.conflict(winner, unit, lost.value())) {
            judge.broken(
                    Invariant.NO_SILENT_LOST_UPDATE,
                    unit + " " + Checker.text(lost.value()) + " of " + loser + " lost to " + Checker.text(value)
                            + " without a report",
                    loser,
                    winner);
        }
    }

    // a merge kept what was there, a write of ours over somebody's edit, and that edit was given back since: it is the
    // last word again
    private static @Nullable Edit lastWord(Row row, Unit unit) {
        Edit last = unit.lastUserEdit(row);
        Edit shown = unit.lastShownUserEdit(row);
        if (last == null || last.shown() || shown == null) {
            return last;
        }
        for (Edit edit : unit.edits(row)) {
            if (edit.author() == Author.ENGINE
                    && edit.event() > last.event()
                    && Canonical.equal(edit.value(), shown.value())) {
                return shown;
            }
        }
        return last;
    }

    // somebody who knew it had overwritten it already, in a record that is gone now
    private boolean lostBefore(Row loser, Unit unit, Edit lost) {
        for (Edit edit : unit.edits(loser)) {
            boolean over = edit.author() == Author.ENGINE
                    && edit.event() > lost.event()
                    && !Canonical.equal(edit.value(), lost.value());
            for (Row row : over ? judge.server(loser.side().other()).rows() : List.<Row>of()) {
                if ((row.origins() & judge.family(loser)) != 0
                        && overwrittenKnowingly(row, unit, lost.value(), edit.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    // it, or what somebody replaced it with, had come to a copy that was made while the loser was away, where somebody
    // replaced that
    private boolean replacedInACopy(Row loser, Row winner, Unit unit, FieldValue lost, FieldValue won) {
        long family = judge.family(loser);
        return judge.server(loser.side()).rows().stream()
                .filter(copy -> copy != loser && copy.maker() == Author.ENGINE && (copy.origins() & family) != 0)
                .anyMatch(copy -> unit.edits(copy).stream()
                        .anyMatch(edit -> edit.author() == Author.USER
                                && unit.isSaid(copy, edit, won)
                                && (Checker.edited(copy, unit, lost, edit.event(), false)
                                        || heldItsReplacement(copy, winner, unit, lost, edit.event()))));
    }

    // somebody replaced it later in another record, which held it too and faced the winner in its place
    private boolean replacedInAnother(Row loser, Row winner, Unit unit, Edit lost, FieldValue won) {
        return judge.server(loser.side()).rows().stream()
                .filter(other -> other != loser)
                .anyMatch(other -> unit.edits(other).stream()
                        .anyMatch(edit -> edit.author() == Author.USER
                                && edit.event() > lost.event()
                                && stoodIn(other, winner, edit.event())
                                && unit.isSaid(other, edit, won)
                                && Checker.edited(other, unit, lost.value(), edit.event(), false)));
    }

    private boolean stoodIn(Row row, Row winner, long event) {
        LinkId link =
                row.side() == Side.LEFT ? new LinkId(row.ref(), winner.ref()) : new LinkId(winner.ref(), row.ref());
        return ledger.joinedAt(link) < event && ledger.wereLinked(link, event);
    }

    private boolean heldItsReplacement(Row copy, Row winner, Unit unit, FieldValue lost, long before) {
        return unit.edits(copy).stream()
                .anyMatch(edit -> edit.author() == Author.ENGINE
                        && edit.event() < before
                        && overwrittenKnowingly(winner, unit, lost, edit.value()));
    }

    // a user merged a record with the value into the winner, and chose among their values
    private boolean mergedAway(Row winner, Unit unit, FieldValue lost) {
        return judge.server(winner.side()).rows().stream()
                .anyMatch(row -> row.state() == Row.State.MERGED
                        && row.survivor() == winner
                        && Canonical.equal(unit.value(row), lost));
    }

    // until the two have been merged for the first time, what is empty is filled
    private boolean filledAtFirstContact(Row loser, Row winner, Unit unit, Edit lost) {
        Row leftRow = loser.side() == Side.LEFT ? loser : winner;
        Row rightRow = leftRow == loser ? winner : loser;
        boolean unmerged = !syncedBefore(loser, unit, lost.event()) && !syncedBefore(winner, unit, lost.event());
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

    private static boolean syncedBefore(Row row, Unit unit, long event) {
        for (Edit edit : unit.edits(row)) {
            if (edit.author() == Author.ENGINE && edit.event() < event) {
                return true;
            }
        }
        return false;
    }

    private boolean overwrittenKnowingly(Row winner, Unit unit, FieldValue lost, FieldValue won) {
        long before = lastUserEvent(winner, unit, won);
        for (Row row : judge.server(winner.side()).rows()) {
            boolean seen =
                    Checker.edited(row, unit, lost, before, false) || (lost.isEmpty() && Checker.beganEmpty(row, unit));
            if (before > 0 && (row.origins() & judge.family(winner)) != 0 && seen) {
                return true;
            }
        }
        return false;
    }

    // who sets one part of a whole has seen, and leaves, the others
    private boolean partsOverwrittenKnowingly(Row winner, Unit unit, FieldValue lost) {
        return unit.isWhole()
                && unit.allMatch(
                        lost,
                        (field, part) -> Canonical.equal(winner.value(field), part)
                                || overwrittenKnowingly(winner, Unit.of(field), part, winner.value(field)));
    }

    /** When a user last set it to the value, in this record or another of its family on its side; 0 if never. */
    private long lastUserEvent(Row winner, Unit unit, FieldValue value) {
        long last = 0;
        long family = judge.family(winner);
        for (Row row : judge.server(winner.side()).rows()) {
            for (Edit edit : (row.origins() & family) == 0 ? List.<Edit>of() : unit.edits(row)) {
                boolean wanted = edit.author() == Author.USER && unit.isSaid(row, edit, value);
                last = wanted ? Math.max(last, edit.event()) : last;
            }
        }
        return last;
    }

    // of a record whose counterpart was deleted: what people wrote last stands, unless it lost knowingly or a report
    // names it
    void alone(Row row) {
        for (Unit unit : agreement.of(row).units()) {
            Edit last = lastWord(row, unit);
            boolean twoWay = agreement.of(row).twoWay(unit.fields().get(0));
            if (last == null || unit.is(Field.PARENT) || !twoWay) {
                continue;
            }
            boolean filled = last.value().isEmpty() && !syncedBefore(row, unit, last.event());
            boolean covered = !filled && !unit.isSaid(row, last, unit.value(row));
            if (covered && !reports.conflict(row, unit, last.value()) && !lostKnowingly(row, unit, last.value())) {
                judge.broken(
                        Invariant.NO_SILENT_LOST_UPDATE,
                        unit + " " + Checker.text(last.value()) + " of " + row
                                + ", which goes on alone, is covered by " + Checker.text(unit.value(row))
                                + " without a report",
                        row);
            }
        }
    }

    private boolean lostKnowingly(Row row, Unit unit, FieldValue lost) {
        return isLostKnowingly(row, unit, lost)
                || (unit.isWhole()
                        && unit.allMatch(
                                lost,
                                (field, part) -> Canonical.equal(row.value(field), part)
                                        || isLostKnowingly(row, Unit.of(field), part)));
    }

    private boolean isLostKnowingly(Row row, Unit unit, FieldValue lost) {
        for (Row other : judge.server(row.side().other()).rows()) {
            boolean related = (other.origins() & judge.family(row)) != 0;
            if (related
                    && (overwrittenKnowingly(other, unit, lost, unit.value(row))
                            || reports.conflict(other, unit, lost))) {
                return true;
            }
        }
        return false;
    }
}
