package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What both model servers have in common: records, what users do to them, and the engine's writes. */
public abstract class ModelServer {
    protected final Quirks quirks;
    private final Side side;
    private final SimClock clock;
    private final Map<ObjectType, ModelType> types = new LinkedHashMap<>();
    private final Map<RecordRef, Row> rows = new LinkedHashMap<>();
    private final Uniques uniques = new Uniques(this, this::isForgotten);
    private final EngineWrites engine = new EngineWrites(this, uniques);
    private final Set<Hardship> felt = EnumSet.noneOf(Hardship.class);
    private final List<Row> order = new ArrayList<>();

    protected ModelServer(Side side, SimClock clock, Quirks quirks, Collection<ModelType> types) {
        this.side = side;
        this.clock = clock;
        this.quirks = quirks;
        types.forEach(type -> this.types.put(type.type(), type));
    }

    public final Side side() {
        return side;
    }

    public final Quirks quirks() {
        return quirks;
    }

    public final Collection<ModelType> types() {
        return types.values();
    }

    /** The type that the usual pair of every history makes copies in. */
    public final ModelType usualType() {
        return types.values().iterator().next();
    }

    public final ModelType type(ObjectType type) {
        ModelType known = types.get(type);
        if (known == null) {
            throw new IllegalArgumentException("The server has no type " + type);
        }
        return known;
    }

    /** Every record that ever was, in the order of creation. */
    public final List<Row> rows() {
        return Collections.unmodifiableList(order);
    }

    public final @Nullable Row row(RecordRef ref) {
        return rows.get(ref);
    }

    /** The record of that address, which must exist. */
    public final Row existing(RecordRef ref) {
        Row row = rows.get(ref);
        if (row == null) {
            throw new IllegalArgumentException("There never was a " + ref);
        }
        return row;
    }

    /** How many writes of the engine took effect. */
    public final int writes() {
        return engine.count();
    }

    // ---- what users and administrators do

    /** Creates a record with the given values, but for those that another record keeps to itself. */
    public final Row create(ModelType type, Map<Field, FieldValue> values, long origin) {
        int number = order.size() + 1;
        return add(new Row(type, freshRef(type, number), number, Author.USER, origin), free(type, values), null);
    }

    private Map<Field, FieldValue> free(ModelType type, Map<Field, FieldValue> values) {
        Map<Field, FieldValue> free = new TreeMap<>(values);
        free.entrySet().removeIf(field -> uniques.rival(type, null, field.getKey(), field.getValue()) != null);
        return free;
    }

    public final void edit(Row row, Field field, FieldValue value) {
        touch(row, field, value, Author.USER, nextVersion(row));
    }

    /** One value for a field of several records, all with the same version where the server counts versions by time. */
    public void editTogether(List<Row> together, Field field, List<FieldValue> values) {
        for (int i = 0; i < together.size(); i++) {
            edit(together.get(i), field, values.get(i));
        }
    }

    public final void remove(Row row, Author author) {
        row.state = Row.State.REMOVED;
        row.remover = author;
        row.removedAt = clock.nextEvent();
        row.firstRemovedAt = row.firstRemovedAt == 0 ? row.removedAt : row.firstRemovedAt;
        row.removedOn = clock.millis();
        removed(row);
        if (quirks.clearsReferences()) {
            pointElsewhere(row, FieldValue.EMPTY);
        }
    }

    /** The system has never had the record: it was made since the backup that the system is put back to. */
    final void lose(Row row) {
        row.state = Row.State.REMOVED;
        row.remover = null;
        row.successor = null;
        row.lost = true;
        Row former = former(row);
        if (former != null) {
            rows.put(row.ref(), former);
        }
    }

    // the record that had the id before
    private @Nullable Row former(Row row) {
        Row former = null;
        for (Row other : order) {
            former =
                    other != row && other.number() < row.number() && other.ref().equals(row.ref()) ? other : former;
        }
        return former;
    }

    /** Takes a record out of the bin; false if it has left the bin, or something that it keeps unique is taken by now. */
    public final boolean restore(Row row) {
        if (isForgotten(row) || !accepts(row, Field.DOMAIN, row.value(Field.DOMAIN))) {
            return false;
        }
        if (row.key != null && !row.type().keyIsId() && uniques.holder(row.type(), row.key, false) != null) {
            return false;
        }
        row.state = Row.State.LIVE;
        row.remover = null;
        row.restoredAt = clock.nextEvent();
        if (isRestoredSilently()) {
            feel(Hardship.SILENT_RESTORE);
        } else {
            renew(row);
        }
        return true;
    }

    private boolean isRestoredSilently() {
        return side == Side.LEFT && quirks.has(Hardship.SILENT_RESTORE);
    }

    /** Whether the server lets somebody give the field of the record the value: no other record may have it. */
    public final boolean accepts(Row row, Field field, FieldValue value) {
        return uniques.rival(row.type(), row, field, value) == null;
    }

    /** Whether the server lets somebody turn the record into one of the type. */
    public final boolean qualifies(Row row, ModelType into) {
        return uniques.rival(into, row, Field.DOMAIN, row.value(Field.DOMAIN)) == null;
    }

    /** Whether the record was removed so long ago that the server knows nothing of it any more. */
    public boolean isForgotten(Row row) {
        return false;
    }

    /** The hardships that somebody had to bear. */
    public final Set<Hardship> felt() {
        return Collections.unmodifiableSet(felt);
    }

    /** Somebody had to bear it. */
    protected final void feel(Hardship hardship) {
        felt.add(hardship);
    }

    /** Merges the victim into the primary record, or both into a new one; answers the survivor. */
    public final Row merge(Row primary, Row victim, boolean newId) {
        Row survivor = newId ? successorOf(primary) : primary;
        survivor.origins |= victim.origins;
        becomes(victim, survivor);
        survivor.version = nextVersion(survivor);
        for (int i = 0; i < Field.count(); i++) {
            FieldValue own = survivor.values[i];
            FieldValue kept = own.isEmpty() ? victim.values[i] : own;
            record(survivor, Field.at(i), pointsTo(kept, survivor) ? FieldValue.EMPTY : kept, Author.USER);
        }
        renewed(survivor);
        return survivor;
    }

    private Row successorOf(Row primary) {
        int number = order.size() + 1;
        ModelType type = primary.type();
        Row survivor = new Row(type, freshRef(type, number), number, Author.USER, primary.origins);
        add(survivor, Map.of(), null);
        survivor.edits.addAll(primary.edits);
        System.arraycopy(primary.values, 0, survivor.values, 0, primary.values.length);
        survivor.key = primary.key;
        if (primary.key != null) {
            uniques.carry(primary.key, survivor);
        }
        becomes(primary, survivor);
        return survivor;
    }

    /** A record of another type takes this one over, as a contact does a lead. */
    public final Row qualify(Row row, ModelType into) {
        Map<Field, FieldValue> values = new TreeMap<>();
        for (int i = 0; i < Field.count(); i++) {
            values.put(Field.at(i), row.value(Field.at(i)));
        }
        Row successor = create(into, values, row.origins);
        becomes(row, successor);
        return successor;
    }

    /** Whether nothing that the server answers tells that the record was merged: the survivor, which would, is gone. */
    public final boolean hidesMerge(Row row) {
        return row.state == Row.State.MERGED && row.survivor().state == Row.State.REMOVED && !quirks.namesSuccessor();
    }

    private void becomes(Row loser, Row survivor) {
        loser.state = Row.State.MERGED;
        loser.mergedAt = clock.nextEvent();
        loser.successor = survivor;
        survivor.predecessors.add(loser.ref());
        survivor.predecessors.addAll(loser.predecessors);
        survivor.predecessors.remove(survivor.ref());
        pointElsewhere(loser, FieldValue.reference(survivor.ref()));
        renew(loser);
    }

    /** A user's copy of a record; with its key property where nothing keeps that unique. */
    public final Row copy(Row row, long origin) {
        Map<Field, FieldValue> values = new TreeMap<>();
        for (int i = 0; i < Field.count(); i++) {
            values.put(Field.at(i), row.value(Field.at(i)));
        }
        int number = order.size() + 1;
        ModelType type = row.type();
        boolean keepsKey = type.traits().createKey() == CreateKeyKind.SEARCHED;
        return add(
                new Row(type, freshRef(type, number), number, Author.USER, origin),
                free(type, values),
                keepsKey ? row.key : null);
    }

    public final void clearKey(Row row) {
        if (row.key != null) {
            uniques.drop(row.key, row);
            row.key = null;
            renew(row);
        }
    }

    /** Takes the right to see a record from the engine, or gives it back (which gives the record a new version, or tells nothing). */
    public final void hide(Row row, boolean hidden) {
        row.hidden = hidden;
        if (!hidden && quirks.has(Hardship.SILENT_SHOW)) {
            feel(Hardship.SILENT_SHOW);
        } else if (!hidden) {
            renew(row);
        }
    }

    private void pointElsewhere(Row from, FieldValue to) {
        FieldValue old = FieldValue.reference(from.ref());
        for (Row row : order) {
            if (row.state == Row.State.LIVE && row.value(Field.PARENT).equals(old)) {
                edit(row, Field.PARENT, pointsTo(to, row) ? FieldValue.EMPTY : to);
            }
        }
    }

    private static boolean pointsTo(FieldValue value, Row row) {
        return value instanceof FieldValue.Reference reference
                && reference.target().equals(row.ref());
    }

    // ---- what the engine does

    /**
     * Runs one write of the engine.
     *
     * @param origins which user creations the record of a new key descends from
     */
    public final WriteAnswer write(WriteRequest request, ToLongFunction<CreateKey> origins) {
        return engine.write(request, origins);
    }

    /** Whether the server refuses the request for its values, whatever it is sent with. */
    public final boolean refuses(WriteRequest request) {
        return engine.refuses(request);
    }

    // ---- what the engine asks

    public final ObjectSchema schema(ObjectType type) {
        return type(type).schema();
    }

    public abstract ChangeAnswer changes(ChangeRequest request);

    public abstract ReadAnswer read(RecordRef ref, Set<String> fields);

    /** Records that carry the key, the oldest first. */
    public abstract List<ReadAnswer> locate(ModelType type, String key, Set<String> fields);

    /** The edits after a version; none where the system keeps no history. */
    public abstract FieldTrail history(RecordRef ref, Stamp after, Set<String> fields);

    /** The same of several records, by their ids; one without edits is left out. */
    public final List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        List<FieldTrail> trails = new ArrayList<>();
        after.forEach((id, stamp) -> {
            FieldTrail trail = history(type.ref(id), stamp, fields);
            if (!trail.edits().isEmpty()) {
                trails.add(trail);
            }
        });
        return trails;
    }

    // ---- for the two servers

    /** The server's own time, in milliseconds. */
    protected final long serverTime() {
        return clock.millis() + quirks.skew().toMillis();
    }

    protected final List<Row> carrying(String key) {
        return uniques.carrying(key);
    }

    protected abstract RecordRef freshRef(ModelType type, int number);

    /** The version that the record gets when it changes now. */
    protected abstract long nextVersion(Row row);

    /** The value as the server stores it. */
    protected abstract FieldValue stored(Field field, FieldValue value);

    /** Called when a record got a new version. */
    protected void renewed(Row row) {}

    /** Called when a record was removed. */
    protected void removed(Row row) {}

    protected final void touch(Row row, Field field, FieldValue value, Author author, long version) {
        if (row.type().isTraceless(field)) {
            record(row, field, value, author);
            return;
        }
        row.version = version;
        record(row, field, value, author);
        renewed(row);
    }

    final void record(Row row, Field field, FieldValue value, Author author) {
        FieldValue kept = stored(field, value);
        boolean shown = (author == Author.ENGINE || !kept.equals(row.values[field.place()]))
                && !row.type().isTraceless(field);
        row.values[field.place()] = kept;
        row.edits.add(new Edit(field, kept, author, row.version, clock.nextEvent(), shown));
    }

    final void renew(Row row) {
        row.version = nextVersion(row);
        renewed(row);
    }

    final Row add(Row row, Map<Field, FieldValue> values, @Nullable String key) {
        Row former = rows.put(row.ref(), row);
        if (former != null) {
            row.version = former.version;
        }
        order.add(row);
        row.createdOn = serverTime();
        row.version = nextVersion(row);
        values.forEach((field, value) -> {
            if (!value.isEmpty()) {
                record(row, field, value, row.maker());
            }
        });
        row.key = key;
        if (key != null) {
            uniques.carry(key, row);
        }
        renewed(row);
        return row;
    }
}
