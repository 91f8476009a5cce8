package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One record in truth: content, fate, and everything that was ever done to it. */
public final class Row {
    /** Where a record is in its life. */
    public enum State {
        LIVE,
        /** Archived or deleted; may be restored. */
        REMOVED,
        /** Merged into, or qualified to, its successor. */
        MERGED
    }

    private final ModelType type;
    private final RecordRef ref;
    private final int number;
    private final Author maker;
    final FieldValue[] values = new FieldValue[Field.count()];
    final List<Edit> edits = new ArrayList<>(8);
    final SearchIndex index = new SearchIndex();
    final Set<RecordRef> predecessors = new TreeSet<>();
    State state = State.LIVE;

    @Nullable
    Author remover;

    long removedAt;
    long firstRemovedAt;
    long restoredAt;
    long removedOn;
    long keyFoundFrom;
    long createdOn;
    long mergedAt;

    @Nullable
    Row successor;

    @Nullable
    String key;

    boolean hidden;
    boolean lost;
    boolean inactive;
    long origins;
    long version;

    Row(ModelType type, RecordRef ref, int number, Author maker, long origins) {
        this.type = type;
        this.ref = ref;
        this.number = number;
        this.maker = maker;
        this.origins = origins;
        Arrays.fill(values, FieldValue.EMPTY);
    }

    public ModelType type() {
        return type;
    }

    boolean of(ModelType other) {
        return ref.type().equals(other.type());
    }

    public Side side() {
        return type.side();
    }

    public RecordRef ref() {
        return ref;
    }

    /** Its number among the records of its server, in the order of creation. */
    public int number() {
        return number;
    }

    public Author maker() {
        return maker;
    }

    /** Which user creations it descends from: a bit for each. */
    public long origins() {
        return origins;
    }

    public State state() {
        return state;
    }

    public boolean live() {
        return state == State.LIVE;
    }

    /** Who removed it; null unless it is removed. */
    public @Nullable Author remover() {
        return state == State.REMOVED ? remover : null;
    }

    public boolean removedBy(Author author) {
        return state == State.REMOVED && remover == author;
    }

    /** The event at which it was last removed; 0 if never. */
    public long removedAt() {
        return removedAt;
    }

    /** The event at which it was removed for the first time; 0 if never. */
    public long firstRemovedAt() {
        return firstRemovedAt;
    }

    /** The event at which it was last brought back; 0 if never. */
    public long restoredAt() {
        return restoredAt;
    }

    /** Whether it was removed, and brought back: a record that was merged after it had been removed had been brought back before. */
    public boolean isBroughtBack() {
        return removedAt > 0 && state != State.REMOVED;
    }

    /** The event at which it was merged into another; 0 if never. */
    public long mergedAt() {
        return mergedAt;
    }

    public boolean hidden() {
        return hidden;
    }

    /** Whether it was made since the backup to which its system was put back: the system has never had it. */
    public boolean lost() {
        return lost;
    }

    /** Whether it was set inactive: it is there, and shown and written as any other. */
    public boolean inactive() {
        return inactive;
    }

    public @Nullable String key() {
        return key;
    }

    public @Nullable Row successor() {
        return successor;
    }

    /** The record that a merged one ended up in; itself if it was not merged. */
    public Row survivor() {
        Row row = this;
        while (row.state == State.MERGED && row.successor != null) {
            row = row.successor;
        }
        return row;
    }

    /** When it was made, by its server's clock, in milliseconds. */
    public long createdOn() {
        return createdOn;
    }

    public long version() {
        return version;
    }

    public Stamp stamp() {
        return new Stamp(Long.toString(version));
    }

    public FieldValue value(Field field) {
        return values[field.place()];
    }

    /** All its fields, under their names on this side. */
    public Values values() {
        Map<String, FieldValue> all = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            all.put(Field.at(i).on(side()), values[i]);
        }
        return Values.of(all);
    }

    /** Every edit, oldest first. */
    public List<Edit> edits() {
        return Collections.unmodifiableList(edits);
    }

    /** The last thing that a user set the field to; null if no user ever did. */
    public @Nullable Edit lastUserEdit(Field field) {
        return lastUserEdit(field, false);
    }

    /** As {@link #lastUserEdit(Field)}, of those only that left a trace. */
    public @Nullable Edit lastShownUserEdit(Field field) {
        return lastUserEdit(field, true);
    }

    private @Nullable Edit lastUserEdit(Field field, boolean shown) {
        for (int i = edits.size() - 1; i >= 0; i--) {
            Edit edit = edits.get(i);
            if (edit.field() == field && edit.author() == Author.USER && (edit.shown() || !shown)) {
                return edit;
            }
        }
        return null;
    }

    /** The fields asked for, under their names on this side. */
    Values show(Set<String> wanted) {
        Map<String, FieldValue> shown = new HashMap<>();
        for (String name : wanted) {
            Field field = Field.named(side(), name);
            if (field != null) {
                shown.put(name, values[field.place()]);
            }
        }
        return Values.of(shown);
    }

    /** The record as its server answers it. */
    CrmRecord show(Set<String> wanted, boolean namesSuccessor) {
        RecordRef next = successor != null && namesSuccessor ? successor.ref : null;
        CrmRecord.Lineage lineage = predecessors.isEmpty() && next == null
                ? CrmRecord.Lineage.NONE
                : new CrmRecord.Lineage(predecessors, next);
        CreateKey shownKey = key == null || type.keyIsId() ? null : new CreateKey(key);
        return new CrmRecord(ref, show(wanted), stamp(), shownKey, lineage, null, Instant.ofEpochMilli(createdOn));
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
