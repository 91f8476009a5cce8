package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The engine's reports, found by record. */
final class Reports {
    /** Kinds that say why a record has no counterpart, or more than one. */
    static final Set<Kind> APART = EnumSet.of(
            Kind.UNLINKED,
            Kind.SHADOWED,
            Kind.AMBIGUOUS,
            Kind.ADOPTED,
            Kind.NEEDS_CONSENT,
            Kind.REFUSED,
            Kind.PARKED,
            Kind.RESTORED);

    private static final Set<Kind> JOINED = EnumSet.of(Kind.LINKED, Kind.CREATED, Kind.SUCCEEDED);
    private static final Set<Kind> BOTH = EnumSet.of(Kind.UNLINKED, Kind.REFUSED, Kind.NEEDS_CONSENT, Kind.RESTORED);

    private final Ledger ledger;
    private final Map<RecordRef, List<HistoryEntry>> byRef = new HashMap<>();

    Reports(Ledger ledger) {
        this.ledger = ledger;
        for (HistoryEntry report : ledger.reports()) {
            add(report.ref(), report);
            if (report.other() != null) {
                add(report.other(), report);
            }
        }
    }

    private void add(RecordRef ref, HistoryEntry report) {
        byRef.computeIfAbsent(ref, any -> new ArrayList<>()).add(report);
    }

    private boolean any(Row row, Predicate<HistoryEntry> wanted) {
        for (HistoryEntry report : byRef.getOrDefault(row.ref(), List.of())) {
            if (wanted.test(report)) {
                return true;
            }
        }
        return false;
    }

    boolean about(Row row, Set<Kind> kinds) {
        return any(row, report -> kinds.contains(report.kind()));
    }

    /** Whether a report says so of the record as a whole: one about a field of it excuses that field only. */
    boolean apart(Row row) {
        boolean apart = false;
        for (HistoryEntry report : byRef.getOrDefault(row.ref(), List.of())) {
            if (APART.contains(report.kind()) && report.rule() == null && !isForItsOwner(report)) {
                apart |= isOf(report, row);
            } else if (JOINED.contains(report.kind())) {
                apart = false;
            }
        }
        return apart && (!row.live() || ledger.standings().isApart(row.ref()));
    }

    private static boolean isOf(HistoryEntry report, Row row) {
        return BOTH.contains(report.kind()) || report.ref().equals(row.ref());
    }

    // that a line stands still holds only while its owner keeps it, which is judged by the systems
    private static boolean isForItsOwner(HistoryEntry report) {
        return report.kind() == Kind.PARKED
                && report.rule() == null
                && (report.detail().startsWith("owner-") || report.detail().startsWith("no-owner"));
    }

    /** Whether it was told that the record counts as a user's, whoever made it. */
    boolean isToldToBeAUsers(Row row) {
        return any(
                row,
                report -> report.kind() == Kind.ADOPTED
                        && report.ref().equals(row.ref())
                        && report.detail().startsWith("a user's own"));
    }

    /** Whether a report explains why the field differs on the two. */
    boolean explains(Row left, Row right, Unit unit) {
        Predicate<HistoryEntry> wanted = report -> unit.rule().equals(report.rule())
                && switch (report.kind()) {
                    case CONFLICT -> report.open() && holds(report, left, right, unit);
                    case PARKED -> holds(report, left, right, unit);
                    case REFUSED ->
                        unit.fields().stream().noneMatch(field -> ledger.wasClosed(left, field, report.at()))
                                && (holds(report, left, right, unit)
                                        || isNotGivenBack(report, left, right, unit)
                                        || isNotGivenBack(report, right, left, unit));
                    case FROZEN -> ledger.isFrozen(left, right, unit);
                    case DRIFT -> holds(report, left, right, unit);
                    default -> false;
                };
        return any(left, wanted) || any(right, wanted);
    }

    /** Whether it was told that the two, or records that were merged into them, are left with the values that are there. */
    boolean drifted(Stream<Row> formerly, Row left, Row right, Unit unit) {
        return formerly.anyMatch(then -> any(
                then,
                report -> report.kind() == Kind.DRIFT
                        && unit.rule().equals(report.rule())
                        && holds(report, left, right, unit)));
    }

    private static boolean holds(HistoryEntry report, Row left, Row right, Unit unit) {
        return unit.fields().stream().allMatch(field -> {
            FieldValue then = report.before().orEmpty(field.on(Side.LEFT));
            FieldValue facing = report.after().orEmpty(field.on(Side.RIGHT));
            return Canonical.equal(then, left.value(field)) && Canonical.equal(facing, right.value(field));
        });
    }

    // a late write of ours covers what the row's people want, which is what the other one holds, and it would not take
    // it back
    private static boolean isNotGivenBack(HistoryEntry report, Row row, Row other, Unit unit) {
        Edit last = unit.lastEdit(row);
        Values told = other.side() == Side.LEFT ? report.before() : report.after();
        return last != null
                && last.author() == Author.ENGINE
                && unit.fields().stream()
                        .allMatch(field -> Canonical.equal(told.orEmpty(field.on(other.side())), other.value(field)));
    }

    /** Whether conflicts about it in the record, or refusals to take the value, name every part of it that is not there. */
    boolean conflict(Row row, Unit unit, FieldValue value) {
        return unit.allMatch(
                value,
                (field, part) ->
                        (unit.isWhole() && (Canonical.equal(row.value(field), part) || isUnset(row, field, part)))
                                || any(
                                        row,
                                        report -> (report.kind() == Kind.CONFLICT || report.kind() == Kind.REFUSED)
                                                && unit.rule().equals(report.rule())
                                                && names(report, field, part)));
    }

    private static boolean isUnset(Row row, Field field, FieldValue part) {
        return part.isEmpty() && Checker.beganEmpty(row, field);
    }

    /** Whether a report about the record names the value, other than that it is left there. */
    boolean loses(Row row, Field field, FieldValue value) {
        return any(row, report -> report.kind() != Kind.DRIFT && names(report, field, value));
    }

    private static boolean names(HistoryEntry report, Field field, FieldValue value) {
        for (Side side : Side.values()) {
            FieldValue before = report.before().get(field.on(side));
            FieldValue after = report.after().get(field.on(side));
            if ((before != null && Canonical.equal(before, value))
                    || (after != null && Canonical.equal(after, value))) {
                return true;
            }
        }
        return false;
    }
}
