package io.github.tandemsync.simulators.dataverse.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of an organisation. Immutable. */
public final class Schema {
    private static final List<String> STANDARD = List.of(
            "account",
            "contact",
            "lead",
            "systemuser",
            "team",
            "businessunit",
            "role",
            "transactioncurrency",
            "organization");
    private static final Schema DEFAULT = load();

    private final Map<String, Table> tables;

    private Schema(Map<String, Table> tables) {
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** The tables that the simulator knows, as a new organisation has them. */
    public static Schema standard() {
        return DEFAULT;
    }

    /** All tables by logical name. */
    public Map<String, Table> tables() {
        return tables;
    }

    /** The table with this logical name. */
    public @Nullable Table table(String name) {
        return tables.get(name);
    }

    /** The table with this logical name, which must exist. */
    public Table require(String name) {
        Table found = tables.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the simulated organisation has no table " + name);
        }
        return found;
    }

    /** The table with this entity set name. */
    public Optional<Table> byEntitySet(String set) {
        return tables.values().stream().filter(t -> t.entitySet().equals(set)).findFirst();
    }

    /** This schema with one table added or replaced. */
    public Schema with(Table table) {
        Map<String, Table> changed = new LinkedHashMap<>(tables);
        changed.put(table.name(), table);
        return new Schema(changed);
    }

    private static Schema load() {
        Map<String, Table> loaded = new LinkedHashMap<>();
        STANDARD.forEach(name -> loaded.put(name, SchemaReader.read(name)));
        return new Schema(loaded);
    }
}
