package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord.Lineage;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records of a system in memory, what people do to them, and who set what. Safe for use by several threads. */
class Shelf {
    private final String system;
    private final SortedMap<RecordRef, Row> rows = new TreeMap<>();
    private long changes;
    private boolean tracesReferences;
    private volatile @Nullable InstantSource time;

    /** Where a record is. */
    enum Place {
        THERE,
        BIN,
        DELETED,
        /** Part of another record, with which the system answers. */
        MERGED
    }

    /** One set value. */
    record Mark(long change, String field, Edit edit) {}

    /** One record. */
    static final class Row {
        final RecordRef ref;
        final @Nullable CreateKey key;
        final long born;
        final List<Mark> marks = new ArrayList<>();
        final Set<RecordRef> predecessors = new TreeSet<>();
        Values values = Values.none();
        Place place = Place.THERE;
        boolean readOnly;
        long changed;

        @Nullable
        Instant modified;

        @Nullable
        Instant created;

        @Nullable
        String modifiedBy;

        @Nullable
        RecordRef successor;

        Row(RecordRef ref, @Nullable CreateKey key, long born) {
            this.ref = ref;
            this.key = key;
            this.born = born;
        }

        Row copy() {
            Row copy = new Row(ref, key, born);
            copy.marks.addAll(marks);
            copy.predecessors.addAll(predecessors);
            copy.values = values;
            copy.place = place;
            copy.readOnly = readOnly;
            copy.changed = changed;
            copy.successor = successor;
            copy.created = created;
            return copy;
        }

        Stamp stamp() {
            return new Stamp("v" + changed);
        }

        Lineage lineage() {
            return new Lineage(predecessors, place == Place.THERE ? successor : null);
        }
    }

    Shelf(String system) {
        this.system = system;
    }

    ObjectType type(String name) {
        return new ObjectType(system, name);
    }

    /** Somebody makes the record, or names it so. */
    /** From now on references have a history too. */
    synchronized void tracesReferences() {
        tracesReferences = true;
    }

    synchronized void put(String type, String id, String name) {
        edit(type, id, "name", name);
    }

    synchronized void edit(String type, String id, String field, String text) {
        edit(type, id, field, FieldValue.text(text));
    }

    synchronized void edit(String type, String id, String field, FieldValue value) {
        RecordRef ref = type(type).ref(id);
        set(isThere(ref) ? row(ref) : made(ref, null), Values.of(field, value), Author.SOMEBODY);
    }

    /** The record says from now on that this one changed it last. */
    synchronized void changedBy(String type, String id, String who) {
        row(type(type).ref(id)).modifiedBy = who;
    }

    /** The record says from now on that it was made then. */
    synchronized void created(String type, String id, Instant when) {
        row(type(type).ref(id)).created = when;
    }

    /** Somebody has it refer to another record, which gives it no new version. */
    synchronized void point(String type, String id, String field, RecordRef target) {
        Row row = row(type(type).ref(id));
        row.values = row.values.with(field, FieldValue.reference(target));
    }

    /** Somebody deletes it for good. */
    synchronized void remove(String type, String id) {
        moved(row(type(type).ref(id)), Place.DELETED);
    }

    synchronized void archive(String type, String id) {
        moved(row(type(type).ref(id)), Place.BIN);
    }

    synchronized Place place(String type, String id) {
        return row(type(type).ref(id)).place;
    }

    synchronized void restore(String type, String id) {
        moved(row(type(type).ref(id)), Place.THERE);
    }

    /** Somebody makes a copy, the create key included. */
    synchronized void copy(String type, String id, String to) {
        Row row = row(type(type).ref(id));
        set(made(type(type).ref(to), row.key), row.values, Author.SOMEBODY);
    }

    /** Somebody merges two records into the first. */
    synchronized void merge(String type, String winner, String loser) {
        join(row(type(type).ref(winner)), row(type(type).ref(loser)));
    }

    /** Somebody merges two records; what comes of it has an id of its own, and the values, history and key of the first. */
    synchronized void mergeAs(String type, String id, String first, String second) {
        Row before = row(type(type).ref(first));
        Row row = made(type(type).ref(id), before.key);
        row.marks.addAll(before.marks);
        set(row, before.values, Author.SOMEBODY);
        join(row, before);
        join(row, row(type(type).ref(second)));
    }

    /** Somebody has the record taken over by another, maybe of another type; it stays, and names its successor. */
    synchronized void handOver(RecordRef from, RecordRef to) {
        row(from).successor = to;
        moved(row(from), Place.THERE);
        row(to).predecessors.add(from);
        moved(row(to), Place.THERE);
    }

    /** Somebody qualifies the record: the others come of it and name it, while it stays and takes no more edits. */
    synchronized void qualify(RecordRef lead, RecordRef... into) {
        row(lead).readOnly = true;
        moved(row(lead), Place.THERE);
        for (RecordRef ref : into) {
            row(ref).predecessors.add(lead);
            moved(row(ref), Place.THERE);
        }
    }

    /** Takes a backup; run, it puts everything back to it, the numbers of versions included. */
    synchronized Runnable backup() {
        List<Row> then = rows.values().stream().map(Row::copy).toList();
        long version = changes;
        return () -> putBack(then, version);
    }

    private synchronized void putBack(List<Row> then, long version) {
        rows.clear();
        then.forEach(row -> rows.put(row.ref, row.copy()));
        changes = version;
    }

    private void join(Row winner, Row loser) {
        loser.successor = winner.ref;
        moved(loser, Place.MERGED);
        winner.predecessors.add(loser.ref);
        winner.predecessors.addAll(loser.predecessors);
        moved(winner, Place.THERE);
        rows.values().forEach(row -> row.values = pointing(row.values, loser.ref, winner.ref));
    }

    /** References go along with a merge, which leaves no trace. */
    private static Values pointing(Values values, RecordRef from, RecordRef to) {
        Values moved = values;
        for (String field : values.names()) {
            boolean pointsThere = values.orEmpty(field).equals(FieldValue.reference(from));
            moved = pointsThere ? moved.with(field, FieldValue.reference(to)) : moved;
        }
        return moved;
    }

    final void moved(Row row, Place to) {
        row.place = to;
        row.changed = ++changes;
    }

    final Row made(RecordRef ref, @Nullable CreateKey key) {
        Row row = new Row(ref, key, ++changes);
        row.created = time();
        rows.put(ref, row);
        return row;
    }

    final void set(Row row, Values values, Author author) {
        row.changed = ++changes;
        row.modified = time();
        values.differingFrom(row.values).forEach((field, value) -> mark(row, field, value, author));
        row.values = row.values.overlay(values);
    }

    /** References have no history, unless a test says so. */
    private void mark(Row row, String field, FieldValue value, Author author) {
        if (tracesReferences || !(value instanceof FieldValue.Reference)) {
            row.marks.add(
                    new Mark(row.changed, field, new Edit(value, Instant.EPOCH.plusSeconds(row.changed), author)));
        }
    }

    final boolean isThere(@Nullable RecordRef ref) {
        Row row = ref == null ? null : rows.get(ref);
        return row != null && row.place == Place.THERE;
    }

    final Row row(RecordRef ref) {
        return Contract.known(rows.get(ref));
    }

    final boolean isKnown(RecordRef ref) {
        return rows.containsKey(ref);
    }

    final List<Row> rows(ObjectType type) {
        return rows.values().stream().filter(row -> row.ref.type().equals(type)).toList();
    }

    /** Says from now on what time it is, and when a record was changed; given null, neither. */
    final void tellsTime(@Nullable InstantSource clock) {
        time = clock;
    }

    final @Nullable Instant time() {
        InstantSource clock = time;
        return clock == null ? null : clock.instant();
    }

    final long changes() {
        return changes;
    }

    /** What the fields of the records that are there hold, in order. */
    synchronized List<String> names(String type) {
        return rows(type(type)).stream()
                .filter(row -> row.place == Place.THERE)
                .map(row -> row.values.orEmpty("name").display())
                .sorted()
                .toList();
    }

    synchronized String text(String type, String id, String field) {
        return row(type(type).ref(id)).values.orEmpty(field).display();
    }

    /** The ids of the records that are there, in order. */
    synchronized List<String> ids(String type) {
        return rows(type(type)).stream()
                .filter(row -> row.place == Place.THERE)
                .map(row -> row.ref.id())
                .toList();
    }

    /** The id of the record made last. */
    synchronized String newest(String type) {
        return rows(type(type)).stream()
                .max(Comparator.comparing(row -> row.born))
                .orElseThrow()
                .ref
                .id();
    }
}
