package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.server.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code CreateMultiple} and {@code UpdateMultiple}: all or nothing, and the error does not say which row. */
final class BulkCalls {
    private final World world;
    private final Addresses addresses;

    BulkCalls(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
    }

    Reply createMultiple(Call call, Table table) {
        ArrayNode ids = Json.array();
        for (ObjectNode target : targets(call, table)) {
            Payload payload = payload(target, table, true);
            world.access().require(Verb.CREATE, table);
            world.access().requireForColumns(world.organisation().schema(), table, payload.values());
            Row row = nameless(() ->
                    world.writer().create(world.directory().application(), table, payload.id(), payload.values()));
            ids.add(row.id().toString());
        }
        ObjectNode body = Json.object();
        body.put("@odata.context", addresses.root() + "$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse");
        body.set("Ids", ids);
        return Replies.json(200, body, table.entitySet() + ".createmultiple");
    }

    Reply updateMultiple(Call call, Table table) {
        for (ObjectNode target : targets(call, table)) {
            Payload payload = payload(target, table, false);
            UUID id = id(target, payload, table);
            Row row = nameless(() -> world.organisation().require(table.name(), id));
            world.access().require(Verb.WRITE, table, row);
            world.access().requireForColumns(world.organisation().schema(), table, payload.values());
            nameless(() ->
                    world.writer().update(world.directory().application(), WriteKind.UPDATE, row, payload.values()));
        }
        return Replies.none(204, table.entitySet() + ".updatemultiple");
    }

    private UUID id(ObjectNode target, Payload payload, Table table) {
        if (payload.id() != null) {
            return payload.id();
        }
        JsonNode address = target.path("@odata.id");
        if (!address.isTextual()) {
            throw Faults.malformed("Each target of UpdateMultiple needs " + table.primaryId() + ".");
        }
        Reference reference = addresses.reference(address.textValue());
        return reference.id();
    }

    private List<ObjectNode> targets(Call call, Table table) {
        List<ObjectNode> targets = new ArrayList<>();
        for (JsonNode target : call.body().path("Targets")) {
            String type = target.path("@odata.type").asText();
            if (!type.replace("#", "").equals("Microsoft.Dynamics.CRM." + table.name())) {
                throw Faults.malformed("Each target needs @odata.type Microsoft.Dynamics.CRM." + table.name() + ".");
            }
            targets.add((ObjectNode) target);
        }
        if (targets.isEmpty()) {
            throw Faults.invalid("The parameter Targets is missing or empty.");
        }
        return targets;
    }

    private Payload payload(ObjectNode target, Table table, boolean create) {
        return new PayloadReader(table, create, addresses, world.tracking().behaviour()).read(target);
    }

    /** Runs work on one row; what it refuses is told without the id. */
    private static Row nameless(Supplier<Row> work) {
        try {
            return work.get();
        } catch (DataverseFault fault) {
            if (fault.code().equals(Faults.NOT_FOUND)) {
                throw new DataverseFault(404, fault.code(), "A record of the request Does Not Exist");
            }
            throw fault;
        }
    }
}
