package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** People who delete a record and make it again in the same system, at once or later. */
final class ChangeOfMind {
    private final World world;
    private final Users users;
    private final Choices choices;
    private final List<Row> regretted = new ArrayList<>();

    ChangeOfMind(World world, Users users) {
        this.world = world;
        this.users = users;
        this.choices = world.choices;
    }

    void act() {
        if (!regretted.isEmpty() && choices.chance(1, 2)) {
            makeAgain(regretted.remove(0));
            return;
        }
        ModelServer server = choices.pick(world.left, world.right);
        Row row =
                users.any(server, one -> one.live() && !one.value(Field.DOMAIN).isEmpty());
        if (row == null) {
            return;
        }
        server.remove(row, Author.USER);
        world.tell(() -> "user deletes " + row + ", and will make it again");
        if (choices.chance(1, 2)) {
            makeAgain(row);
        } else {
            regretted.add(row);
        }
    }

    private void makeAgain(Row row) {
        ModelServer server = world.server(row.side());
        if (!users.mayCreate()) {
            return;
        }
        Map<Field, FieldValue> values = new EnumMap<>(Field.class);
        values.put(Field.DOMAIN, row.value(Field.DOMAIN));
        values.put(Field.NAME, choices.chance(1, 2) ? row.value(Field.NAME) : users.fresh(Field.NAME));
        Row again = users.create(server, row.type(), values);
        world.tell(() -> "user makes " + row + " again: " + Lines.of(again));
    }
}
