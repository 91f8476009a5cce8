package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a finished, quiet history by the servers' logs. What the engine says is used in two ways only: a report excuses what it
 * names, and a link is a claim that is itself checked.
 */
public final class Checker {
    private final Agreement agreement;
    private final ModelServer left;
    private final ModelServer right;
    private final Ledger ledger;
    private final Reports reports;
    private final Families all;
    private final List<Long> families;
    private final List<Long> known; // a store that was put back can not know which records were matched since
    private final LastWords words;
    private final Twins twins;
    private final Forgotten forgotten;
    private final Resurrections resurrections;
    private final StandingLines lines;
    private final long late;
    private final long apart;

    public Checker(Agreement agreement, ModelServer left, ModelServer right, Ledger ledger, StandingLines lines) {
        this.agreement = agreement;
        this.left = left;
        this.right = right;
        this.ledger = ledger;
        this.reports = new Reports(ledger);
        this.all = new Families(left, right, ledger, agreement);
        this.families = all.all();
        this.known = all.all(ledger.joinedToItsKnowledge());
        this.words = new LastWords(this, agreement, ledger, reports);
        this.twins = new Twins(this, agreement, ledger, reports);
        this.forgotten = new Forgotten(this, ledger);
        this.resurrections = new Resurrections(this, ledger, forgotten, reports);
        this.lines = lines;
        this.late = families(ledger.late());
        this.apart = families(ledger.setApart());
    }

    /** The first violation, whether it was seen while the history ran or only now; null if all is well. */
    public @Nullable Violation check() {
        prefixSafe();
        resurrections.check(right);
        new Survival(this).check(families);
        for (Row row : left.rows()) {
            counterpart(row);
        }
        for (Row row : right.rows()) {
            counterpart(row);
        }
        for (Row row : left.rows()) {
            if (row.live() && !isLinked(row) && !agreement.of(row).members().isOut(row)) {
                words.alone(row);
            }
        }
        for (Row a : left.rows()) {
            for (Row b : right.rows()) {
                pair(a, b);
            }
        }
        return ledger.violation();
    }

    /**
     * As {@link #check()}, but only what must hold even if the store was put back to an earlier state. A store that has forgotten
     * a create can not know that its copy was deleted, where the system keeps no bin that can be asked.
     */
    public @Nullable Violation prefixSafe() {
        for (Side side : Side.values()) {
            for (Row row : server(side).rows()) {
                invented(row);
                lostToDelete(row);
            }
            known.forEach(family -> twins.onOneSide(family, server(side)));
        }
        resurrections.check(left);
        return ledger.violation();
    }

    ModelServer server(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** The record of that address, which must exist. */
    Row row(RecordRef ref) {
        return Objects.requireNonNull(all.row(ref), ref::toString);
    }

    /** As {@link #check()}, but only that the texts of what is linked are in step, or are reported not to be. */
    public @Nullable Violation inStep() {
        for (Row a : left.rows()) {
            for (Row b : right.rows()) {
                boolean together = a.live() && b.live() && linked(a, b);
                if (together
                        && !agreement.of(a).members().isOut(a)
                        && !agreement.of(b).members().isOut(b)) {
                    texts(a, b);
                }
            }
        }
        return ledger.violation();
    }

    /** That the record has a counterpart, and that the texts of what is linked with it are in step; or that a report says why not. */
    void takesPart(Row row) {
        counterpart(row);
        for (Row other : server(row.side().other()).rows()) {
            if (other.live() && face(row, other)) {
                Row a = row.side() == Side.LEFT ? row : other;
                texts(a, a == row ? other : row);
            }
        }
    }

    private void texts(Row a, Row b) {
        agreement.of(a).units().stream().filter(unit -> !unit.is(Field.PARENT)).forEach(unit -> differs(a, b, unit));
    }

    /** Whether a report sets the record apart. */
    public boolean isReported(Row row) {
        return reports.apart(row);
    }

    /** Whether a record of the same thing does not take part, or could not start to. */
    public boolean isKeptOut(Row row) {
        return isKeptOut(family(row));
    }

    long family(Row row) {
        for (long family : families) {
            if ((family & row.origins()) != 0) {
                return family;
            }
        }
        return row.origins();
    }

    private long families(Set<RecordRef> refs) {
        long touched = 0;
        for (RecordRef ref : refs) {
            Row row = all.row(ref);
            touched |= row == null ? 0 : family(row);
        }
        return touched;
    }

    /** A promise to people was broken; where a write came later than the lease allows, that is the limit which it names. */
    void broken(Invariant promise, String detail, Row... rows) {
        for (Row row : rows) {
            if ((family(row) & late) != 0) {
                ledger.limit(promise, detail);
                return;
            }
        }
        wrong(promise, detail, rows);
    }

    void wrong(Invariant promise, String detail, Row... rows) {
        if (Arrays.stream(rows).anyMatch(row -> (family(row) & apart) != 0)) {
            ledger.apart(promise, detail);
        } else {
            ledger.report(promise, detail);
        }
    }

    // ---- one record

    private void invented(Row row) {
        for (Edit edit : row.edits()) {
            boolean known = edit.author() == Author.USER
                    || (edit.field() == Field.PARENT && !edit.value().isEmpty())
                    || (edit.value().isEmpty() && !agreement.of(row).twoWay(edit.field()))
                    || (edit.value().isEmpty() && edit.field() == Field.PARENT && beganWithoutParent(row))
                    || ledger.isTakenBack(row, edit)
                    || ledger.given().has(rows(family(row)), edit.field(), edit.value())
                    || (edit.value().isEmpty() && isLeftEmptyInAWhole(row, edit.field()))
                    || writtenByUser(family(row), edit.field(), edit.value());
            if (!known) {
                broken(
                        Invariant.NO_INVENTION,
                        edit.field() + " of " + row + " was set to " + text(edit.value()) + ", which no user wrote",
                        row);
            }
        }
    }

    // to take back a late reference of ours is to give back what its user made it with
    private static boolean beganWithoutParent(Row row) {
        return row.maker() == Author.USER && beganEmpty(row, Field.PARENT);
    }

    // who makes a record without a part of a whole, or sets another part of it, says that it is empty
    private boolean isLeftEmptyInAWhole(Row row, Field field) {
        return agreement.of(row).unit(field).isWhole()
                && rows(family(row)).stream().anyMatch(other -> beganEmpty(other, field));
    }

    /** Of both sides. */
    List<Row> rows(long family) {
        return Stream.of(left, right)
                .flatMap(server -> server.rows().stream())
                .filter(row -> (row.origins() & family) != 0)
                .toList();
    }

    private boolean writtenByUser(long family, Field field, FieldValue value) {
        return anyEdit(left, family, field, value) || anyEdit(right, family, field, value);
    }

    private static boolean anyEdit(ModelServer server, long family, Field field, FieldValue value) {
        for (Row row : server.rows()) {
            if ((row.origins() & family) != 0 && edited(row, field, value, Long.MAX_VALUE, true)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the row ever had the domain that the other one has. */
    static boolean everHadDomainOf(Row other, Row row) {
        return edited(row, Field.DOMAIN, other.value(Field.DOMAIN), Long.MAX_VALUE, false);
    }

    static boolean edited(Row row, Field field, FieldValue value, long before, boolean byUser) {
        return edited(row, Unit.of(field), value, before, byUser);
    }

    static boolean edited(Row row, Unit unit, FieldValue value, long before, boolean byUser) {
        for (Edit edit : unit.edits(row)) {
            if (edit.event() < before
                    && (!byUser || edit.author() == Author.USER)
                    && Canonical.equal(edit.value(), value)) {
                return true;
            }
        }
        return false;
    }

    private void lostToDelete(Row row) {
        if (!row.removedBy(Author.ENGINE)) {
            return;
        }
        for (Field field : Field.values()) {
            Edit last = row.lastUserEdit(field);
            Direction direction = agreement.of(row).direction(field);
            if (last == null) {
                continue;
            }
            boolean matters = !last.value().isEmpty()
                    && ledger.wasMapped(field, row.removedAt())
                    && field != Field.PARENT
                    && direction != null
                    && !forgotten.isUnderAForgottenRemoval(row, last)
                    && !forgotten.isCovered(row, last)
                    && !ledger.restorations().isLost(row, last);
            if (matters && !keptElsewhere(row, field, last.value()) && !reports.loses(row, field, last.value())) {
                broken(
                        Invariant.NO_EDIT_LOST_TO_DELETE,
                        row + " was removed by the engine with " + field + " " + text(last.value())
                                + ", which is nowhere else",
                        row);
            }
        }
    }

    private boolean keptElsewhere(Row row, Field field, FieldValue value) {
        long family = family(row);
        for (Side side : Side.values()) {
            for (Row other : server(side).rows()) {
                if (other != row
                        && (other.origins() & family) != 0
                        && edited(other, field, value, Long.MAX_VALUE, false)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void counterpart(Row row) {
        long family = family(row);
        if (!row.live()
                || row.hidden()
                || row.inactive()
                || reports.apart(row)
                || lines.mayStandStill(row)
                || isKeptOut(family)
                || agreement.facesKeptOut(row, server(row.side().other()), ledger)) {
            return;
        }
        ModelServer facing = server(row.side().other());
        if (Families.anyOf(family, facing, true) != null) {
            return;
        }
        Row gone = lastRemoved(family, facing);
        if (gone == null && !qualifiedAway(family, facing)) {
            wrong(Invariant.NO_LOST_CREATE, row + " never reached the other side", row);
        } else if (gone != null && !reports.apart(gone) && !facesHiddenMerge(row)) {
            boolean ignored = agreement.of(row).onRemoved(facing.side()) == DeletePolicy.IGNORE
                    && (gone.lost() || anyRemovedByUser(family, facing));
            if (!ignored) {
                broken(
                        Invariant.DELETE_FOLLOWED,
                        gone + " was removed by " + gone.remover() + " and " + row + " lives on without a report",
                        gone,
                        row);
            }
        }
    }

    boolean isLinked(Row row) {
        return server(row.side().other()).rows().stream().anyMatch(other -> face(row, other));
    }

    // it faces a record that was merged into one that is gone now, and shows nothing of it
    private boolean facesHiddenMerge(Row row) {
        ModelServer facing = server(row.side().other());
        for (Row other : facing.rows()) {
            if (face(row, other) && facing.hidesMerge(other)) {
                return true;
            }
        }
        return false;
    }

    // its counterpart became, or was merged into, a record that is gone and was never joined
    private static boolean qualifiedAway(long family, ModelServer server) {
        for (Row row : server.rows()) {
            if ((row.origins() & family) != 0 && row.state() == Row.State.MERGED) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyRemovedByUser(long family, ModelServer server) {
        return server.rows().stream().anyMatch(row -> (row.origins() & family) != 0 && row.removedBy(Author.USER));
    }

    // a record of the thing does not take part, or could not start to
    private boolean isKeptOut(long family) {
        return agreement.keepsSomeOut()
                && rows(family).stream()
                        .anyMatch(
                                row -> row.live() && agreement.of(row).members().isKeptOut(row));
    }

    private @Nullable Row lastRemoved(long family, ModelServer server) {
        Row last = null;
        for (Row row : server.rows()) {
            boolean wanted = row.state() == Row.State.REMOVED
                    && (row.origins() & family) != 0
                    && (ledger.everLinked(row.ref()) || row.removedBy(Author.ENGINE));
            if (wanted && (last == null || row.removedAt() > last.removedAt())) {
                last = row;
            }
        }
        return last;
    }

    // ---- two records that face each other

    private void pair(Row a, Row b) {
        if (!a.live()
                || !b.live()
                || agreement.of(a).members().isOut(a)
                || agreement.of(b).members().isOut(b)) {
            return;
        }
        if (linked(a, b)) {
            agreement.of(a).units().forEach(unit -> unit(a, b, unit));
        } else {
            twins.acrossSides(a, b);
        }
    }

    boolean face(Row row, Row other) {
        return row.side() == Side.LEFT ? linked(row, other) : linked(other, row);
    }

    private boolean linked(Row a, Row b) {
        for (Link link : ledger.links()) {
            if (link.live()
                    && link.id().left().equals(a.ref())
                    && link.id().right().equals(b.ref())) {
                return true;
            }
        }
        return false;
    }

    private void unit(Row a, Row b, Unit unit) {
        if (unit.is(Field.PARENT)) {
            parents(a, b);
        } else if (!Canonical.equal(unit.value(a), unit.value(b))) {
            differs(a, b, unit);
        } else if (agreement.of(a).twoWay(unit.fields().get(0))) {
            words.together(a, b, unit);
        }
    }

    private void differs(Row a, Row b, Unit unit) {
        if (!Canonical.equal(unit.value(a), unit.value(b))) {
            if (!reports.explains(a, b, unit)
                    && !reports.drifted(Stream.concat(formerly(a), formerly(b)), a, b, unit)
                    && !lines.mayStandStill(a)
                    && unit.fields().stream().noneMatch(field -> isTakenBack(a, b, field))) {
                wrong(
                        Invariant.CONVERGENCE,
                        unit + " of " + a + " is " + text(unit.value(a)) + ", of " + b + " " + text(unit.value(b))
                                + ", without a report",
                        a,
                        b);
            }
        }
    }

    private boolean isTakenBack(Row a, Row b, Field field) {
        return isGivenBack(a, b, field) || isGivenBack(b, a, field);
    }

    private boolean isGivenBack(Row row, Row other, Field field) {
        return formerly(row)
                .anyMatch(then ->
                        formerly(other).anyMatch(facing -> ledger.isTakenBack(then, facing, row, other, field)));
    }

    // the row, and those that were merged into it
    private Stream<Row> formerly(Row row) {
        return server(row.side()).rows().stream()
                .filter(then -> then == row || (then.state() == Row.State.MERGED && then.survivor() == row));
    }

    private void parents(Row a, Row b) {
        FieldValue up = a.value(Field.PARENT);
        FieldValue facing = b.value(Field.PARENT);
        boolean agree = (up.isEmpty() && facing.isEmpty())
                || (family(left, up) != 0 && family(left, up) == family(right, facing));
        if (!agree
                && !lines.mayStandStill(a)
                && !pending(left, up, right)
                && !pending(right, facing, left)
                && !isTakenBack(a, b, Field.PARENT)
                && !reports.explains(a, b, Unit.of(Field.PARENT))) {
            wrong(
                    Invariant.NO_DANGLING,
                    "parent of " + a + " is " + text(up) + ", of " + b + " " + text(facing) + ", without a report",
                    a,
                    b);
        }
    }

    // a reference to a record that is gone, set apart, or without a live counterpart, can not be written
    private boolean pending(ModelServer server, FieldValue reference, ModelServer facing) {
        Row target = reference instanceof FieldValue.Reference to ? server.row(to.target()) : null;
        if (target != null && target.state() == Row.State.REMOVED) {
            return true;
        }
        long family = family(server, reference);
        if ((family & apart) != 0) {
            return true;
        }
        return family != 0 && Families.anyOf(family, facing, true) == null;
    }

    private long family(ModelServer server, FieldValue reference) {
        if (reference instanceof FieldValue.Reference to) {
            Row row = server.row(to.target());
            return row == null ? 0 : family(row);
        }
        return 0;
    }

    static boolean beganEmpty(Row row, Field field) {
        return beganEmpty(row, Unit.of(field));
    }

    static boolean beganEmpty(Row row, Unit unit) {
        List<Edit> edits = unit.edits(row);
        return edits.isEmpty() || edits.get(0).version() != row.edits().get(0).version();
    }

    static String text(FieldValue value) {
        return value.isEmpty() ? "empty" : "'" + value.display() + "'";
    }
}
