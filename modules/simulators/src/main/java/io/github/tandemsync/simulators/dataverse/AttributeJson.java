package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Option;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column as metadata shows it, in three groups: what every attribute has, what its type adds (readable with a cast only), and
 * what must be expanded.
 *
 * @param type metadata type without its namespace
 * @param base properties of every attribute
 * @param typed properties of the type
 * @param expandable navigation properties of the type
 */
record AttributeJson(String type, ObjectNode base, ObjectNode typed, ObjectNode expandable) {
    private static final Set<ColumnType> WITH_NAME = Set.of(
            ColumnType.PICKLIST, ColumnType.STATE, ColumnType.STATUS, ColumnType.BOOLEAN, ColumnType.MULTISELECT);

    /** All attributes of a table, with the virtual ones that belong to others. */
    static List<AttributeJson> all(Table table) {
        List<AttributeJson> all = new ArrayList<>();
        for (Column column : table.columns().values()) {
            all.add(of(table, column));
            if (WITH_NAME.contains(column.type())) {
                all.add(shadow(table, column, "Virtual", "AttributeMetadata"));
            } else if (column.type().isReference()) {
                all.add(shadow(table, column, "String", "StringAttributeMetadata"));
            }
        }
        return all;
    }

    private static AttributeJson of(Table table, Column column) {
        ObjectNode base = base(table, column.name(), column.schemaName());
        base.put("AttributeType", column.type().attributeType());
        base.set("AttributeTypeName", Json.object().put("Value", column.type().typeName()));
        base.set(
                "RequiredLevel",
                Json.object()
                        .put("Value", column.required())
                        .put("CanBeChanged", false)
                        .put("ManagedPropertyLogicalName", "canmodifyrequirementlevelsettings"));
        base.put("IsValidForCreate", column.creatable());
        base.put("IsValidForUpdate", column.updatable());
        base.put("IsValidForRead", column.readable());
        base.put("IsSecured", column.secured());
        base.putNull("AttributeOf");
        base.put("SourceType", 0);
        base.put("IsPrimaryId", column.name().equals(table.primaryId()));
        base.put("IsPrimaryName", column.name().equals(table.primaryName()));
        return new AttributeJson(column.type().metadataType(), base, typed(column), expandable(table, column));
    }

    /** The name column that comes with a choice or a lookup. */
    private static AttributeJson shadow(Table table, Column of, String attributeType, String type) {
        ObjectNode base = base(table, of.name() + "name", of.schemaName() + "Name");
        base.put("AttributeType", attributeType);
        base.set("AttributeTypeName", Json.object().put("Value", attributeType + "Type"));
        base.set("RequiredLevel", Json.object().put("Value", "None").put("CanBeChanged", false));
        base.put("IsValidForCreate", false);
        base.put("IsValidForUpdate", false);
        base.put("IsValidForRead", true);
        base.put("IsSecured", false);
        base.put("AttributeOf", of.name());
        base.put("SourceType", 0);
        base.put("IsPrimaryId", false);
        base.put("IsPrimaryName", false);
        ObjectNode typed = Json.object();
        if (attributeType.equals("String")) {
            typed.put("MaxLength", 100);
            typed.put("Format", "Text");
            typed.set("FormatName", Json.object().put("Value", "Text"));
        }
        return new AttributeJson(type, base, typed, Json.object());
    }

    private static ObjectNode base(Table table, String name, String schemaName) {
        ObjectNode base = Json.object();
        base.put("LogicalName", name);
        base.put("SchemaName", schemaName);
        base.put("MetadataId", Ids.named("column " + table.name() + "." + name).toString());
        base.put("EntityLogicalName", table.name());
        base.put("IsCustomAttribute", schemaName.contains("_") && schemaName.startsWith("new_"));
        base.set("DisplayName", MetadataJson.label(schemaName));
        return base;
    }

    private static ObjectNode typed(Column column) {
        ObjectNode json = Json.object();
        Column.Limits limits = column.limits();
        switch (column.type()) {
            case STRING, MEMO -> {
                json.put("MaxLength", limits.length());
                json.put("Format", column.format());
                json.set("FormatName", Json.object().put("Value", column.format()));
            }
            case INTEGER, BIGINT, DOUBLE, DECIMAL, MONEY -> numbers(json, column, limits);
            case DATETIME -> {
                json.put("Format", column.format());
                json.set("DateTimeBehavior", Json.object().put("Value", column.behavior()));
            }
            case LOOKUP, CUSTOMER, OWNER -> {
                ArrayNode targets = json.putArray("Targets");
                column.targets().keySet().forEach(targets::add);
            }
            default -> {}
        }
        return json;
    }

    private static void numbers(ObjectNode json, Column column, Column.Limits limits) {
        json.put("MinValue", limits.min());
        json.put("MaxValue", limits.max());
        if (column.type() != ColumnType.INTEGER && column.type() != ColumnType.BIGINT) {
            json.put("Precision", limits.precision());
        }
        if (column.type() == ColumnType.MONEY) {
            boolean twin = column.name().endsWith("_base");
            json.put("PrecisionSource", limits.precisionSource());
            json.put("IsBaseCurrency", twin);
            json.put(
                    "CalculationOf",
                    twin ? column.name().substring(0, column.name().length() - 5) : null);
        }
    }

    private static ObjectNode expandable(Table table, Column column) {
        ObjectNode json = Json.object();
        if (column.type() == ColumnType.BOOLEAN) {
            ObjectNode set = optionSet(table.name() + "_" + column.name(), false);
            column.option(1).ifPresent(o -> set.set("TrueOption", option(column, o)));
            column.option(0).ifPresent(o -> set.set("FalseOption", option(column, o)));
            json.set("OptionSet", set);
            json.putNull("GlobalOptionSet");
        } else if (column.type().isChoice()) {
            ObjectNode set = options(table, column);
            boolean global = column.globalChoice() != null;
            json.set("OptionSet", global ? null : set);
            json.set("GlobalOptionSet", global ? set : null);
        }
        return json;
    }

    /** A choice with its options. */
    static ObjectNode options(Table table, Column column) {
        String global = column.globalChoice();
        ObjectNode set = optionSet(global == null ? table.name() + "_" + column.name() : global, global != null);
        ArrayNode options = set.putArray("Options");
        column.options().forEach(o -> options.add(option(column, o)));
        return set;
    }

    private static ObjectNode optionSet(String name, boolean global) {
        return Json.object()
                .put("MetadataId", Ids.named("choice " + name).toString())
                .put("Name", name)
                .put("IsGlobal", global);
    }

    private static ObjectNode option(Column column, Option option) {
        ObjectNode json = Json.object().put("Value", option.value());
        json.putNull("Color");
        json.put("IsManaged", true);
        json.set("Label", MetadataJson.label(option.label()));
        @Nullable Integer state = option.state();
        if (state != null) {
            json.put("State", state);
        }
        if (column.type() == ColumnType.STATE) {
            json.put("DefaultStatus", option.value() + 1);
            json.put("InvariantName", option.label());
        }
        return json;
    }

    /** Everything but what must be expanded. */
    ObjectNode whole() {
        ObjectNode all = base.deepCopy();
        all.setAll(typed);
        return all;
    }
}
