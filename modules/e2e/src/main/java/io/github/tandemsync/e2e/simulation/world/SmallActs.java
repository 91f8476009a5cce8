package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people can do in a small history. Nothing is left to chance: each act has one outcome, on the oldest record of a side that it
 * fits; the records that are made on the two sides have the same domains, in order.
 */
final class SmallActs {
    /** What is done on one side. */
    enum Act {
        EDIT,
        CLEAR,
        REVERT,
        CREATE,
        DELETE,
        RESTORE,
        MERGE;

        Deed on(Side side) {
            return new Deed(this, side);
        }
    }

    /** What is done, and where. */
    record Deed(Act act, Side side) {
        private static final int SIDES = Side.values().length;

        /** All that there are, in the order of their numbers. */
        static Deed of(int number) {
            return new Deed(Act.values()[number / SIDES], Side.values()[number % SIDES]);
        }

        static int most() {
            return Act.values().length * SIDES;
        }

        int number() {
            return act.ordinal() * SIDES + side.ordinal();
        }
    }

    private final World world;
    private final Map<Side, Integer> created = new EnumMap<>(Side.class);
    private int values;
    private int origins;

    SmallActs(World world) {
        this.world = world;
    }

    /** Everything that can be done now, in an order that is always the same. */
    List<Deed> possible() {
        List<Deed> possible = new ArrayList<>();
        for (int number = 0; number < Deed.most(); number++) {
            Deed deed = Deed.of(number);
            if (isPossible(deed)) {
                possible.add(deed);
            }
        }
        return possible;
    }

    boolean isPossible(Deed deed) {
        ModelServer server = world.server(deed.side());
        Row row = live(server, 0);
        return switch (deed.act()) {
            case EDIT, DELETE -> row != null;
            case CLEAR -> row != null && !row.value(Field.NAME).isEmpty();
            case REVERT -> row != null && former(row) != null;
            case CREATE -> true;
            case RESTORE -> removed(server) != null;
            case MERGE -> live(server, 1) != null;
        };
    }

    /** Does it; only what is possible may be asked for. */
    void act(Deed deed) {
        ModelServer server = world.server(deed.side());
        switch (deed.act()) {
            case EDIT -> set(server, first(server), fresh("n"));
            case CLEAR -> set(server, first(server), FieldValue.EMPTY);
            case REVERT -> {
                Row row = first(server);
                FieldValue former = former(row);
                set(server, row, former == null ? FieldValue.EMPTY : former);
            }
            case CREATE -> create(server);
            case DELETE -> {
                Row row = first(server);
                server.remove(row, Author.USER);
                told(() -> "user deletes " + row);
            }
            case RESTORE -> {
                Row row = removed(server);
                boolean back = row != null && server.restore(row);
                told(() -> "user restores " + row + (back ? "" : ", which is refused"));
            }
            case MERGE -> {
                Row victim = live(server, 1);
                Row survivor = server.merge(first(server), victim == null ? first(server) : victim, false);
                told(() -> "user merges " + victim + " into " + survivor);
            }
        }
    }

    private void create(ModelServer server) {
        int number = created.merge(server.side(), 1, Integer::sum);
        Map<Field, FieldValue> made = new EnumMap<>(Field.class);
        made.put(Field.DOMAIN, FieldValue.text("d" + number));
        made.put(Field.NAME, fresh("n"));
        Row row = server.create(server.usualType(), made, 1L << origins++);
        told(() -> "user creates " + Lines.of(row));
    }

    private FieldValue fresh(String of) {
        return FieldValue.text(of + ++values);
    }

    private void set(ModelServer server, Row row, FieldValue value) {
        server.edit(row, Field.NAME, value);
        told(() -> "user sets the name of " + row + " to " + value.display());
    }

    /** The oldest value of its name that it does not have now; null if it had no other. */
    private static @Nullable FieldValue former(Row row) {
        for (Edit edit : row.edits()) {
            if (edit.field() == Field.NAME
                    && !edit.value().isEmpty()
                    && !Canonical.equal(edit.value(), row.value(Field.NAME))) {
                return edit.value();
            }
        }
        return null;
    }

    private static Row first(ModelServer server) {
        Row row = live(server, 0);
        if (row == null) {
            throw new IllegalStateException("nobody can do that: there is no record");
        }
        return row;
    }

    private static @Nullable Row live(ModelServer server, int place) {
        return server.rows().stream().filter(Row::live).skip(place).findFirst().orElse(null);
    }

    private static @Nullable Row removed(ModelServer server) {
        return server.rows().stream()
                .filter(row -> row.state() == Row.State.REMOVED && server.row(row.ref()) == row)
                .reduce((one, later) -> later)
                .orElse(null);
    }

    private void told(Supplier<String> line) {
        world.tell(line);
    }
}
