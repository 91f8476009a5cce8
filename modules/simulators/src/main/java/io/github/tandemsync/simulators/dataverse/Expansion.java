package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Expand;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.Optional;

/** {@code $expand}, one level deep, with {@code $select} only. */
final class Expansion {
    private final World world;

    Expansion(World world) {
        this.world = world;
    }

    void expand(ObjectNode json, Table table, Row row, Call call) {
        for (Expand item : Expand.parse(call.query().get("$expand").orElse(""))) {
            if (item.navigation().isEmpty()) {
                continue;
            }
            checkOptions(item.options());
            Optional<Column> single = table.byNavigation(item.navigation());
            if (single.isPresent()) {
                parent(json, row, single.get(), item, call);
            } else {
                children(
                        json,
                        row,
                        Relationship.collection(world.organisation().schema(), table, item.navigation()),
                        item,
                        call);
            }
        }
    }

    private static void checkOptions(Query options) {
        if (options.options().keySet().stream().anyMatch(o -> !o.equals("$select"))) {
            throw Faults.notModelled("options of $expand other than $select");
        }
    }

    private void parent(ObjectNode json, Row row, Column lookup, Expand item, Call call) {
        Reference target = row.reference(lookup.name());
        Optional<Row> found = Optional.ofNullable(target)
                .filter(r -> item.navigation().equals(lookup.targets().get(r.table())))
                .flatMap(r -> world.organisation().find(r.table(), r.id()));
        if (found.isEmpty()) {
            json.putNull(item.navigation());
        } else {
            json.set(item.navigation(), json(found.get(), item, call));
        }
    }

    private void children(ObjectNode json, Row row, Relationship relationship, Expand item, Call call) {
        ArrayNode list = Json.array();
        Reference self = new Reference(row.table(), row.id());
        for (Row child : world.organisation()
                .state()
                .table(relationship.child().name())
                .rows
                .values()) {
            if (self.equals(child.value(relationship.lookup().name()))
                    && world.access().sees(relationship.child(), child)) {
                list.add(json(child, item, call));
            }
        }
        json.set(item.navigation(), list);
    }

    private ObjectNode json(Row row, Expand item, Call call) {
        Table table = world.organisation().schema().require(row.table());
        return new RowJson(world, table, item.options().select(), call.prefer()).write(row, null);
    }
}
