package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who work with lines: they add, move and remove them, and close, reopen and remove their owners. */
final class Clerks {
    private static final int MOST_LINES = 6;

    /** What they do, with how often of all. The first is the plainest. */
    enum Act {
        ADD(5),
        MOVE(3),
        REMOVE(3),
        NOTE(4),
        ADD_OWNER_WITH_LINES(2),
        REMOVE_OWNER_WITH_LINES(2),
        RESTORE_OWNER_WITH_LINES(2),
        /** Where lines are asked for what people note of them, and then often. */
        NOTE_LINE(0);

        private final int weight;

        Act(int weight) {
            this.weight = weight;
        }

        private static final List<Act> BY_WEIGHT = byWeight();

        private static List<Act> byWeight() {
            List<Act> all = new ArrayList<>();
            for (Act act : values()) {
                all.addAll(Collections.nCopies(act.weight, act));
            }
            return all;
        }
    }

    private final World world;
    private final Users users;
    private final Choices choices;

    Clerks(World world, Users users) {
        this.world = world;
        this.users = users;
        this.choices = world.choices;
    }

    static String mark(Act act) {
        return "clerk " + act;
    }

    /** Somebody does something about a line or an owner. */
    void act() {
        ModelServer server = choices.pick(world.left, world.right);
        Act act = asksLines() && choices.chance(1, 3)
                ? Act.NOTE_LINE
                : Act.BY_WEIGHT.get(choices.below(Act.BY_WEIGHT.size()));
        boolean done = switch (act) {
            case ADD -> add(server);
            case MOVE -> move(server);
            case REMOVE -> remove(server);
            case NOTE -> note(server);
            case ADD_OWNER_WITH_LINES -> addOwner(server);
            case REMOVE_OWNER_WITH_LINES -> removeOwner(server);
            case RESTORE_OWNER_WITH_LINES -> restoreOwner(server);
            case NOTE_LINE -> noteLine(server);
        };
        if (done) {
            world.coverage.met(mark(act));
        }
    }

    // closes an owner, or opens it
    private boolean note(ModelServer server) {
        return turn(server, users.any(server, row -> row.live() && !isLine(row)));
    }

    // puts a line out, or lets it in again
    private boolean noteLine(ModelServer server) {
        return turn(server, users.any(server, row -> row.live() && isLine(row)));
    }

    private boolean turn(ModelServer server, @Nullable Row row) {
        boolean closes = row != null && Members.isIn(row.value(Field.NOTES));
        FieldValue notes = FieldValue.EMPTY;
        while (closes && Members.isIn(notes)) {
            notes = users.fresh(Field.NOTES);
        }
        return row != null && users.note(server, row, notes);
    }

    private boolean asksLines() {
        return !world.shape.agreement().of(lineType(Side.LEFT).type()).members().equals(Members.ALL);
    }

    private boolean isLine(Row row) {
        return world.shape.agreement().isLine(row);
    }

    private boolean add(ModelServer server) {
        Row owner = choices.chance(1, 8) ? null : users.any(server, row -> row.live() && !isLine(row));
        return addTo(server, owner);
    }

    private boolean addTo(ModelServer server, @Nullable Row owner) {
        long live =
                server.rows().stream().filter(row -> row.live() && isLine(row)).count();
        if (live >= MOST_LINES || !users.mayCreate()) {
            return false;
        }
        Map<Field, FieldValue> values = new EnumMap<>(Field.class);
        values.put(Field.NAME, users.fresh(Field.NAME));
        values.put(Field.PHONE, choices.chance(1, 3) ? FieldValue.EMPTY : users.fresh(Field.PHONE));
        values.put(Field.PARENT, owner == null ? FieldValue.EMPTY : FieldValue.reference(owner.ref()));
        Row row = users.create(server, lineType(server.side()), values);
        world.tell(() -> "user adds the line " + Lines.of(row));
        return true;
    }

    private ModelType lineType(Side side) {
        return (side == Side.LEFT ? world.shape.left() : world.shape.right())
                .stream()
                        .filter(type -> world.shape.agreement().of(type.type()).owners() != null)
                        .findFirst()
                        .orElseThrow();
    }

    private boolean move(ModelServer server) {
        Row line = users.any(server, row -> row.live() && isLine(row));
        Row owner = line == null || choices.chance(1, 8) ? null : users.any(server, row -> row.live() && !isLine(row));
        FieldValue value = owner == null ? FieldValue.EMPTY : FieldValue.reference(owner.ref());
        if (line == null || value.equals(line.value(Field.PARENT))) {
            return false;
        }
        server.edit(line, Field.PARENT, value);
        world.tell(() -> "user moves the line " + line + " to " + value.display());
        return true;
    }

    private boolean remove(ModelServer server) {
        Row line = users.any(server, row -> row.live() && isLine(row));
        if (line == null) {
            return false;
        }
        server.remove(line, Author.USER);
        world.tell(() -> "user removes the line " + line);
        return true;
    }

    // a system shows the lines of a new owner before it, or after
    private boolean addOwner(ModelServer server) {
        if (!users.act(UserAction.CREATE, server)) {
            return false;
        }
        Row owner = server.rows().get(server.rows().size() - 1);
        for (int i = 1 + choices.below(2); i > 0; i--) {
            addTo(server, owner);
        }
        return true;
    }

    // a system takes the lines of an owner that is deleted along, before it or after
    private boolean removeOwner(ModelServer server) {
        Row owner = users.any(
                server,
                row -> row.live()
                        && !isLine(row)
                        && !lines(server, row.ref(), true).isEmpty());
        if (owner == null) {
            return false;
        }
        List<Row> gone = new ArrayList<>(lines(server, owner.ref(), true));
        gone.add(choices.chance(1, 2) ? gone.size() : 0, owner);
        gone.forEach(row -> server.remove(row, Author.USER));
        world.tell(() -> "user deletes " + owner + " with its lines, in this order: " + gone);
        return true;
    }

    private boolean restoreOwner(ModelServer server) {
        Row owner = users.any(
                server,
                row -> row.state() == Row.State.REMOVED
                        && server.row(row.ref()) == row
                        && !isLine(row)
                        && !lines(server, row.ref(), false).isEmpty());
        if (owner == null || !users.restore(server, owner)) {
            return false;
        }
        for (Row line : lines(server, owner.ref(), false)) {
            users.restore(server, line);
        }
        return true;
    }

    private List<Row> lines(ModelServer server, RecordRef owner, boolean live) {
        FieldValue value = FieldValue.reference(owner);
        return server.rows().stream()
                .filter(row -> isLine(row) && !row.hidden() && server.row(row.ref()) == row)
                .filter(row -> live ? row.live() : row.state() == Row.State.REMOVED)
                .filter(row -> row.value(Field.PARENT).equals(value))
                .toList();
    }
}
