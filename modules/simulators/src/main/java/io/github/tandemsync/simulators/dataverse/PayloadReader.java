package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the body of a create or an update. Not thread safe; one per body. */
final class PayloadReader {
    private static final String BIND = "@odata.bind";

    private final Table table;
    private final boolean create;
    private final Addresses addresses;
    private final Behaviour behaviour;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private @Nullable UUID id;

    PayloadReader(Table table, boolean create, Addresses addresses, Behaviour behaviour) {
        this.table = table;
        this.create = create;
        this.addresses = addresses;
        this.behaviour = behaviour;
    }

    Payload read(ObjectNode body) {
        body.properties().forEach(e -> property(e.getKey(), e.getValue()));
        return new Payload(id, values);
    }

    private void property(String name, JsonNode value) {
        if (name.endsWith(BIND)) {
            bind(name.substring(0, name.length() - BIND.length()), value);
        } else if (!name.contains("@")) {
            plain(name, value);
        }
    }

    private void plain(String name, JsonNode value) {
        Column column = table.column(name);
        if (column == null || column.type().isReference()) {
            navigation(name, value);
        } else if (name.equals(table.primaryId())) {
            id = (UUID) WireValues.read(column, value);
        } else if (writable(column)) {
            values.put(name, WireValues.read(column, value));
        }
    }

    /** A lookup under its navigation name: null clears it, an object would be a deep insert. */
    private void navigation(String name, JsonNode value) {
        Column lookup = table.byNavigation(name).orElseThrow(() -> undeclared(name));
        if (!value.isNull()) {
            throw Faults.notModelled("deep insert of '" + name + "'");
        }
        if (writable(lookup)) {
            values.put(lookup.name(), null);
        }
    }

    private void bind(String navigation, JsonNode value) {
        Column lookup = table.byNavigation(navigation).orElseThrow(() -> undeclared(navigation));
        if (value.isNull() || !writable(lookup)) {
            // A bind of null is accepted and does nothing.
            return;
        }
        Reference target = addresses.reference(value.asText());
        if (!Objects.equals(lookup.targets().get(target.table()), navigation)) {
            throw Faults.malformed(
                    "The navigation property '" + navigation + "' does not lead to " + target.table() + ".");
        }
        values.put(lookup.name(), target);
    }

    private boolean writable(Column column) {
        if (create ? column.creatable() : column.updatable()) {
            return true;
        }
        boolean ignored = behaviour.readOnlyColumns() == Behaviour.ReadOnlyColumns.IGNORED
                || (create && column.type() == ColumnType.STATE);
        if (!ignored) {
            throw Faults.malformed("The column '" + column.name() + "' of " + table.name() + " is not valid for "
                    + (create ? "create." : "update."));
        }
        return false;
    }

    private static DataverseFault undeclared(String name) {
        return Faults.malformed("An undeclared property '" + name
                + "' which only has property annotations in the payload but no property value was found in the payload."
                + " In OData, only declared navigation properties and declared named streams can be represented as"
                + " properties without values.");
    }
}
