package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who touches the very records of a write between its last check and its sending: the one that it is sent to, or the one
 * that it is made from. People who pick any record meet these too rarely.
 */
final class Meddler {
    /** What is done. The first is nothing. */
    enum Act {
        NOTHING,
        EDIT_SOURCE,
        EDIT_TARGET,
        DELETE_SOURCE,
        DELETE_TARGET,
        CLEAR_SOURCE,
        CLEAR_TARGET;

        private boolean onTarget() {
            return this == EDIT_TARGET || this == DELETE_TARGET || this == CLEAR_TARGET;
        }
    }

    private final World world;

    Meddler(World world) {
        this.world = world;
    }

    static String mark(Act act) {
        return "meddling " + act;
    }

    /** Perhaps something is done to a record of one of the writes. */
    void meddle(ModelServer server, List<WriteRequest> batch) {
        Act act = world.choices.pick(Act.values());
        if (act == Act.NOTHING) {
            return;
        }
        WriteRequest request = batch.get(world.choices.below(batch.size()));
        Row row = act.onTarget() ? target(server, request) : source(server, request);
        if (row != null && row.live() && !row.hidden()) {
            world.coverage.met(mark(act));
            carryOut(act, row, field(server, request));
        }
    }

    private void carryOut(Act act, Row row, Field field) {
        ModelServer server = world.server(row.side());
        switch (act) {
            case EDIT_SOURCE, EDIT_TARGET -> set(server, row, field, world.users.fresh(field));
            case CLEAR_SOURCE, CLEAR_TARGET -> set(server, row, field, FieldValue.EMPTY);
            case DELETE_SOURCE, DELETE_TARGET -> {
                server.remove(row, Author.USER);
                world.tell(() -> "meddler deletes " + row);
            }
            case NOTHING -> throw new IllegalStateException("nothing is nothing to carry out");
        }
    }

    private void set(ModelServer server, Row row, Field field, FieldValue value) {
        if (!value.equals(row.value(field)) && !world.upkeep.isGone(row.type(), field)) {
            server.edit(row, field, value);
            world.tell(() -> "meddler sets " + field + " of " + row + " to " + value.display());
        }
    }

    /** One of the texts that are written; any text if there is none. */
    private Field field(ModelServer server, WriteRequest request) {
        List<Field> fields = new ArrayList<>();
        for (String name : written(request).names()) {
            Field field = Field.named(server.side(), name);
            if (field != null && field != Field.PARENT) {
                fields.add(field);
            }
        }
        return fields.isEmpty()
                ? world.choices.pick(Field.NAME, Field.PHONE, Field.DOMAIN)
                : fields.get(world.choices.below(fields.size()));
    }

    private static Values written(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return create.values();
        }
        return request instanceof WriteRequest.Update update ? update.values() : Values.none();
    }

    private static @Nullable Row target(ModelServer server, WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return Recoveries.carrying(server, create.key().value());
        }
        return server.row(Requests.ref(request));
    }

    private @Nullable Row source(ModelServer server, WriteRequest request) {
        Intent last = request instanceof WriteRequest.Create create
                ? world.ledger.lastCreate(create.key())
                : world.ledger.lastChange(Requests.ref(request));
        return last == null ? null : world.server(server.side().other()).row(last.source());
    }
}
