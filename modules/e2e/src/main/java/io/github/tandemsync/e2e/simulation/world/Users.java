package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** People who work in both systems while the engine runs. Values are fresh, so that each can be traced to one event. */
final class Users {
    private static final int MOST_RECORDS = 5;
    private static final int MOST_ORIGINS = 60;

    private final World world;
    private final Choices choices;
    private final Clerks clerks;
    private final ChangeOfMind changeOfMind;
    private int nextValue;
    private int nextOrigin;

    Users(World world) {
        this.world = world;
        this.choices = world.choices;
        this.clerks = new Clerks(world, this);
        this.changeOfMind = new ChangeOfMind(world, this);
    }

    /** Somebody does something. */
    void act() {
        boolean noting = world.scenario == Scenario.MEMBERS || world.scenario == Scenario.BUNDLES;
        if (noting && choices.chance(1, 3)) {
            ModelServer server = choices.pick(world.left, world.right);
            Row row = any(server, Row::live);
            if (row != null) {
                note(server, row, choices.chance(1, 3) ? FieldValue.EMPTY : fresh(Field.NOTES));
            }
            return;
        }
        if (world.scenario == Scenario.LINES && choices.chance(1, 2)) {
            clerks.act();
            return;
        }
        if (world.scenario == Scenario.SUSPENDED && choices.chance(1, 4)) {
            createBeside();
            return;
        }
        if (world.scenario == Scenario.MADE_AGAIN && choices.chance(1, 3)) {
            changeOfMind.act();
            return;
        }
        act(UserAction.at(choices.below(UserAction.choices())));
    }

    void act(UserAction action) {
        act(action, choices.below(2) == 0 ? world.left : world.right);
    }

    /** Somebody does something on that side; false if nothing there lets it be done. */
    boolean act(UserAction action, ModelServer server) {
        boolean done = switch (action) {
            case CREATE -> create(server);
            case EDIT -> edit(server, false);
            case CLEAR -> edit(server, true);
            case REVERT -> revert(server);
            case DELETE -> delete(server);
            case RESTORE -> restore(server);
            case REPARENT -> reparent(server);
            case BULK_EDIT -> bulkEdit(server);
            case MERGE_KEEPING_ID -> merge(server, false);
            case MERGE_TO_NEW_ID -> server.side() == Side.LEFT && merge(server, true);
            case CLONE -> copy(server);
            case CLEAR_KEY -> clearKey(server);
            case QUALIFY -> qualify(server);
        };
        if (done) {
            world.coverage.met("user " + action);
        }
        return done;
    }

    /** Somebody notes what lets the record take part, or its lines be written, or keeps it out; false if it is noted already. */
    boolean note(ModelServer server, Row row, FieldValue notes) {
        if (Canonical.equal(notes, row.value(Field.NOTES))) {
            return false;
        }
        server.edit(row, Field.NOTES, notes);
        return told(() ->
                "user notes " + notes.display() + " of " + row + ", which is " + (Members.isIn(notes) ? "in" : "out"));
    }

    /** So many records on one side. */
    void createMany(int count) {
        ModelServer server = choices.pick(world.left, world.right);
        for (int i = 0; i < count && nextOrigin < MOST_ORIGINS; i++) {
            add(server);
        }
    }

    /** Somebody makes a record and notes something of it at once, which may keep it out. */
    void createNoted() {
        if (nextOrigin >= MOST_ORIGINS) {
            return;
        }
        ModelServer server = choices.pick(world.left, world.right);
        Map<Field, FieldValue> values = new EnumMap<>(Field.class);
        values.put(Field.DOMAIN, fresh(Field.DOMAIN));
        values.put(Field.NOTES, fresh(Field.NOTES));
        Row row = server.create(server.usualType(), values, 1L << nextOrigin++);
        told(() -> "user creates " + Lines.of(row));
    }

    /** Somebody makes a record with which something never works. */
    void createPoison() {
        ModelServer server = choices.pick(world.left, world.right);
        Row row = create(
                server, server.usualType(), Map.of(Field.DOMAIN, fresh(Field.DOMAIN), Field.NAME, fresh(Field.NAME)));
        told(() -> "user creates " + Lines.of(row));
        world.poison.poison(row);
    }

    /** Somebody makes a record of the other pair; null if there are enough. */
    @Nullable
    Row createBeside() {
        ModelServer server = choices.pick(world.left, world.right);
        ModelType type = world.shape.beside(server.side());
        long live = server.rows().stream()
                .filter(row -> row.live() && row.type().equals(type))
                .count();
        if (live >= MOST_RECORDS || !mayCreate()) {
            return null;
        }
        Row row = create(
                server, type, Map.of(Field.DOMAIN, fresh(Field.DOMAIN), Field.NAME, plain(), Field.PHONE, plain()));
        told(() -> "user creates " + Lines.of(row));
        return row;
    }

    /** A value that nobody has written yet, and that no system refuses. */
    FieldValue plain() {
        FieldValue value = fresh(Field.NAME);
        while (!Shape.isPlain(value)) {
            value = fresh(Field.NAME);
        }
        return value;
    }

    /** Somebody gives the record a name that it has not had; answers the name. */
    FieldValue rename(Row row) {
        FieldValue name = plain();
        world.server(row.side()).edit(row, Field.NAME, name);
        told(() -> "user sets NAME of " + row + " to " + name.display());
        return name;
    }

    /** Somebody makes a record that is there more than once. */
    void createTwin() {
        if (mayCreate()) {
            createOf(choices.pick(world.left, world.right), FieldValue.text("shared-3"));
        }
    }

    /** Somebody makes a record of the domain. */
    void createOf(ModelServer server, FieldValue domain) {
        Map<Field, FieldValue> values = new EnumMap<>(Field.class);
        values.put(Field.DOMAIN, domain);
        Row row = create(server, server.usualType(), values);
        told(() -> "user creates " + Lines.of(row));
    }

    /** Whether there may be more records in this history. */
    boolean mayCreate() {
        return nextOrigin < MOST_ORIGINS;
    }

    /** Somebody makes a record. */
    Row create(ModelServer server, ModelType type, Map<Field, FieldValue> values) {
        return server.create(type, values, 1L << nextOrigin++);
    }

    /** Somebody deletes every record of a side, or empties a field of them. */
    void sweep() {
        ModelServer server = choices.pick(world.left, world.right);
        List<Row> rows = server.rows().stream()
                .filter(row -> row.live() && !row.hidden())
                .toList();
        if (choices.chance(1, 2)) {
            rows.forEach(row -> server.remove(row, Author.USER));
            told(() -> "user deletes " + rows.size() + " records of " + server.side());
        } else if (!rows.isEmpty()) {
            Field field = choices.pick(Field.NAME, Field.PHONE, Field.DOMAIN);
            server.editTogether(rows, field, Collections.nCopies(rows.size(), FieldValue.EMPTY));
            told(() -> "user empties " + field + " of " + rows.size() + " records of " + server.side());
        }
    }

    /** The automation of each side sets the name of the oldest linked record to its own value. */
    void insist() {
        for (ModelServer server : List.of(world.left, world.right)) {
            FieldValue own = FieldValue.text("always " + server.side());
            server.rows().stream()
                    .filter(row -> row.live() && !row.hidden() && world.ledger.everLinked(row.ref()))
                    .findFirst()
                    .filter(row -> !Canonical.equal(row.value(Field.NAME), own))
                    .ifPresent(row -> {
                        server.edit(row, Field.NAME, own);
                        told(() -> "an automation sets the name of " + row + " to its own");
                    });
        }
    }

    private boolean create(ModelServer server) {
        long live = server.rows().stream().filter(this::isRecord).count();
        return live < MOST_RECORDS && nextOrigin < MOST_ORIGINS && add(server);
    }

    private boolean add(ModelServer server) {
        Map<Field, FieldValue> values = new EnumMap<>(Field.class);
        values.put(Field.DOMAIN, domain());
        values.put(Field.NAME, fresh(Field.NAME));
        values.put(Field.PHONE, choices.chance(1, 3) ? FieldValue.EMPTY : fresh(Field.PHONE));
        if (world.scenario == Scenario.BUNDLES && choices.chance(1, 2)) {
            values.put(Field.NOTES, fresh(Field.NOTES));
        }
        ModelType usual = server.usualType();
        values.keySet().removeIf(field -> world.upkeep.isGone(usual, field));
        if (choices.chance(1, 4)) {
            Row parent = any(server, this::isRecord);
            values.put(Field.PARENT, parent == null ? FieldValue.EMPTY : FieldValue.reference(parent.ref()));
        }
        List<ModelType> types = world.shape.records(server.side());
        Row row = create(server, types.get(choices.below(types.size())), values);
        return told(() -> "user creates " + Lines.of(row));
    }

    // there, and no line of another, nor of another pair
    private boolean isRecord(Row row) {
        return row.live() && world.shape.agreement().isUsual(row.ref().type());
    }

    private FieldValue domain() {
        int choice = choices.below(6);
        if (choice == 5) {
            return FieldValue.EMPTY;
        }
        return choice < 3 ? fresh(Field.DOMAIN) : FieldValue.text("shared-" + choice);
    }

    /** A value that nobody has written yet. */
    FieldValue fresh(Field field) {
        String text = field.name().charAt(0) + Integer.toString(++nextValue);
        return FieldValue.text(choices.chance(1, 4) ? text : text.toLowerCase(Locale.ROOT));
    }

    private static Field text(int choice) {
        return switch (choice) {
            case 1 -> Field.PHONE;
            case 2 -> Field.DOMAIN;
            case 3 -> Field.NOTES;
            default -> Field.NAME;
        };
    }

    private boolean edit(ModelServer server, boolean clear) {
        Row row = any(server, Row::live);
        if (row == null) {
            return false;
        }
        Field field = text(choices.below(4));
        FieldValue value = clear ? FieldValue.EMPTY : fresh(field);
        if (Canonical.equal(row.value(field), value) || isClosed(server, row, field, value)) {
            return false;
        }
        server.edit(row, field, value);
        return told(() -> "user sets " + field + " of " + row + " to " + value.display());
    }

    private boolean isClosed(ModelServer server, Row row, Field field, FieldValue value) {
        return world.upkeep.isGone(row.type(), field) || !server.accepts(row, field, value);
    }

    private boolean revert(ModelServer server) {
        Row row = any(server, Row::live);
        if (row == null) {
            return false;
        }
        List<Edit> past = row.edits().stream()
                .filter(edit -> edit.field() != Field.PARENT)
                .filter(edit -> !Canonical.equal(edit.value(), row.value(edit.field())))
                .toList();
        if (past.isEmpty()) {
            return false;
        }
        Edit old = past.get(choices.below(past.size()));
        if (isClosed(server, row, old.field(), old.value())) {
            return false;
        }
        server.edit(row, old.field(), old.value());
        return told(() -> "user sets " + old.field() + " of " + row + " back to "
                + old.value().display());
    }

    private boolean delete(ModelServer server) {
        Row row = any(server, Row::live);
        if (row == null) {
            return false;
        }
        server.remove(row, Author.USER);
        return told(() -> "user deletes " + row);
    }

    private boolean restore(ModelServer server) {
        Row row = any(server, one -> one.state() == Row.State.REMOVED && !one.lost() && server.row(one.ref()) == one);
        return row != null && restore(server, row);
    }

    /** Somebody takes the record out of the bin; false if the system does not let them. */
    boolean restore(ModelServer server, Row row) {
        long before = row.version();
        if (!server.restore(row)) {
            return false;
        }
        if (row.version() == before) {
            world.untold.add(row);
        }
        return told(() -> "user restores " + row);
    }

    private boolean reparent(ModelServer server) {
        Row child = any(server, Row::live);
        if (child == null) {
            return false;
        }
        Row parent = choices.chance(1, 4) ? null : any(server, this::isRecord);
        FieldValue value = parent == null ? FieldValue.EMPTY : FieldValue.reference(parent.ref());
        if (value.equals(child.value(Field.PARENT))) {
            return false;
        }
        server.edit(child, Field.PARENT, value);
        return told(() -> "user sets the parent of " + child + " to " + value.display());
    }

    private boolean bulkEdit(ModelServer server) {
        List<Row> rows = server.rows().stream().filter(Row::live).toList();
        if (rows.isEmpty()) {
            return false;
        }
        Field field = text(choices.below(3));
        if (rows.stream().anyMatch(row -> world.upkeep.isGone(row.type(), field))) {
            return false;
        }
        List<FieldValue> values = new ArrayList<>();
        rows.forEach(row -> values.add(fresh(field)));
        server.editTogether(rows, field, values);
        return told(() -> "user sets " + field + " of " + rows + " at once");
    }

    private boolean merge(ModelServer server, boolean newId) {
        Row primary = any(server, this::isRecord);
        Row victim = primary == null
                ? null
                : any(server, row -> row.live() && row != primary && row.type().equals(primary.type()));
        if (primary == null || victim == null) {
            return false;
        }
        Row survivor = server.merge(primary, victim, newId);
        return told(() -> "user merges " + victim + " into " + primary + ", now " + survivor);
    }

    private boolean copy(ModelServer server) {
        Row row = any(server, Row::live);
        if (row == null || nextOrigin >= MOST_ORIGINS) {
            return false;
        }
        Row copy = server.copy(row, 1L << nextOrigin++);
        return told(() -> "user copies " + row + " to " + copy);
    }

    // while its create is open the key is the only trace of it, and nobody could tell what became of it
    private boolean clearKey(ModelServer server) {
        Row row = any(
                server,
                one -> one.live()
                        && one.key() != null
                        && !one.type().keyIsId()
                        && world.ledger.everLinked(one.ref())
                        && !isOpen(new CreateKey(one.key())));
        if (row == null) {
            return false;
        }
        server.clearKey(row);
        return told(() -> "user clears the key of " + row);
    }

    private boolean isOpen(CreateKey key) {
        return world.ledger.open().stream().anyMatch(intent -> key.equals(intent.key()));
    }

    private boolean qualify(ModelServer server) {
        List<ModelType> types = world.shape.records(server.side());
        Row row = types.size() < 2 || world.scenario == Scenario.BUNDLES
                ? null
                : any(server, one -> one.live() && one.type().equals(types.get(1)));
        if (row == null || !server.qualifies(row, types.get(0))) {
            return false;
        }
        Row contact = server.qualify(row, types.get(0));
        return told(() -> "user qualifies " + row + " to " + contact);
    }

    /** Somebody takes away our right to see a record. */
    void hideSomething() {
        ModelServer server = choices.below(2) == 0 ? world.left : world.right;
        Row row = any(server, Row::live);
        if (row != null) {
            server.hide(row, true);
            told(() -> "the right to see " + row + " is taken away");
        }
    }

    /** Gives back every right that was taken away. */
    void showEverything() {
        for (ModelServer server : List.of(world.left, world.right)) {
            for (Row row : server.rows()) {
                if (row.hidden()) {
                    show(server, row);
                }
            }
        }
    }

    // what is known of it is tried again and again; nothing tells of what happened while it was hidden, or just before
    private void show(ModelServer server, Row row) {
        long before = row.version();
        server.hide(row, false);
        told(() -> "the right to see " + row + " is given back");
        if (row.version() == before && !world.cursors.isKnown(row)) {
            world.untold.add(row);
        }
    }

    /** One of those that can be seen and are wanted; null if there is none. */
    @Nullable
    Row any(ModelServer server, Predicate<Row> wanted) {
        List<Row> possible = server.rows().stream()
                .filter(wanted)
                .filter(row -> !row.hidden())
                .toList();
        return possible.isEmpty() ? null : possible.get(choices.below(possible.size()));
    }

    private boolean told(Supplier<String> line) {
        world.tell(line);
        return true;
    }
}
