package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What was agreed with the engine about every pair, found by the types that the pair joins. */
public final class Agreement {
    private final Terms records;
    private final Map<ObjectType, Terms> lines;

    private Agreement(Terms records, Map<ObjectType, Terms> lines) {
        this.records = records;
        this.lines = lines;
    }

    /** The same terms for records of every type. */
    public static Agreement of(Terms terms) {
        return new Agreement(terms, Map.of());
    }

    /** With other terms for records of these types. */
    public Agreement with(Terms terms, ObjectType... types) {
        Map<ObjectType, Terms> all = new HashMap<>(lines);
        for (ObjectType type : types) {
            all.put(type, terms);
        }
        return new Agreement(records, all);
    }

    /** With other terms for records that belong to no other. */
    public Agreement withRecords(Terms terms) {
        return new Agreement(terms, lines);
    }

    /** The same with a match rule for such records: what was joined by one may be joined still. */
    public Agreement matched() {
        return withRecords(records.matched());
    }

    /** The terms of the record's pair. */
    public Terms of(Row row) {
        return of(row.ref().type());
    }

    /** The terms of the pair that joins records of the type. */
    public Terms of(ObjectType type) {
        return lines.getOrDefault(type, records);
    }

    /** The terms of records that belong to no other. */
    public Terms records() {
        return records;
    }

    /** Whether records of the type are of the pair that every history has: neither lines nor of another pair beside it. */
    public boolean isUsual(ObjectType type) {
        return of(type) == records;
    }

    /** Whether any pair asks of records whether they take part. */
    boolean keepsSomeOut() {
        return Stream.concat(Stream.of(records), lines.values().stream())
                .anyMatch(terms -> !terms.members().equals(Members.ALL));
    }

    /** Whether the record is a line of another. */
    public boolean isLine(Row row) {
        return of(row).owners() != null;
    }

    /**
     * Whether the record may be the same as one of the other side that could not start to take part: it is not made beside it.
     *
     * @param facing the other side
     */
    public boolean facesKeptOut(Row row, ModelServer facing, Ledger ledger) {
        Terms terms = of(row);
        return terms.matching()
                && !row.value(Field.DOMAIN).isEmpty()
                && facing.rows().stream()
                        .filter(other -> of(other) == terms)
                        .anyMatch(other -> (other.live() || facing.hidesMerge(other))
                                && terms.members().isKeptOut(other)
                                && !ledger.isLinked(other.ref())
                                && Canonical.equal(other.value(Field.DOMAIN), row.value(Field.DOMAIN)));
    }
}
