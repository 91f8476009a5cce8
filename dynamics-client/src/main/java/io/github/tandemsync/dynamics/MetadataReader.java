package io.github.tandemsync.dynamics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Table} together from the answers about it. For one thread. */
final class MetadataReader {
    private static final Map<String, ColumnType> TYPES = Map.ofEntries(
            Map.entry("String", ColumnType.STRING),
            Map.entry("Memo", ColumnType.MEMO),
            Map.entry("Uniqueidentifier", ColumnType.UNIQUEIDENTIFIER),
            Map.entry("Integer", ColumnType.INTEGER),
            Map.entry("BigInt", ColumnType.BIG_INT),
            Map.entry("Decimal", ColumnType.DECIMAL),
            Map.entry("Double", ColumnType.DOUBLE),
            Map.entry("Money", ColumnType.MONEY),
            Map.entry("Boolean", ColumnType.BOOLEAN),
            Map.entry("DateTime", ColumnType.DATE_TIME),
            Map.entry("Picklist", ColumnType.PICKLIST),
            Map.entry("State", ColumnType.STATE),
            Map.entry("Status", ColumnType.STATUS),
            Map.entry("Lookup", ColumnType.LOOKUP),
            Map.entry("Customer", ColumnType.CUSTOMER),
            Map.entry("Owner", ColumnType.OWNER));

    private final Row definition;
    private final SortedMap<String, Draft> drafts = new TreeMap<>();
    private final List<Detail> wanted;

    MetadataReader(Row definition) {
        this.definition = definition;
        for (Row attribute : definition.rows("Attributes")) {
            ColumnType type = type(attribute);
            if (type != null && attribute.text("AttributeOf") == null && isTrue(attribute, "IsValidForRead")) {
                drafts.put(Names.name(attribute.required("LogicalName")), new Draft(attribute, type));
            }
        }
        wanted = Arrays.stream(Detail.values())
                .filter(detail -> drafts.values().stream().anyMatch(draft -> detail.describes(draft.type)))
                .toList();
    }

    private static @Nullable ColumnType type(Row attribute) {
        Row name = attribute.row("AttributeTypeName");
        boolean multiSelect = name != null && "MultiSelectPicklistType".equals(name.text("Value"));
        return multiSelect ? ColumnType.MULTI_SELECT : TYPES.get(attribute.required("AttributeType"));
    }

    List<Detail> wanted() {
        return wanted;
    }

    void detail(Detail detail, List<Row> values) {
        for (Row value : values) {
            Draft draft = drafts.get(value.required("LogicalName"));
            if (draft != null && detail.describes(draft.type)) {
                draft.add(value);
            }
        }
    }

    void relationships(List<Row> values) {
        for (Row value : values) {
            String attribute = value.text("ReferencingAttribute");
            Draft draft = attribute == null ? null : drafts.get(attribute);
            String navigation = value.text("ReferencingEntityNavigationPropertyName");
            if (draft != null && navigation != null) {
                draft.navigation.put(value.required("ReferencedEntity"), Names.name(navigation));
            }
        }
    }

    Table table() {
        SortedMap<String, Column> columns = new TreeMap<>();
        drafts.forEach((name, draft) -> columns.put(name, draft.column(name)));
        return new Table(
                definition.required("LogicalName"),
                Names.name(definition.required("EntitySetName")),
                Names.name(definition.required("PrimaryIdAttribute")),
                isTrue(definition, "ChangeTrackingEnabled"),
                isTrue(definition, "IsOptimisticConcurrencyEnabled"),
                columns);
    }

    private static boolean isTrue(Row row, String name) {
        return Boolean.TRUE.equals(row.flag(name));
    }

    /** A column of which not everything is known yet. */
    private static final class Draft {
        private final Row attribute;
        private ColumnType type;
        private @Nullable Integer maxLength;
        private @Nullable Integer scale;
        private final SortedMap<String, Column.Option> options = new TreeMap<>();
        private final List<String> targets = new ArrayList<>();
        private final SortedMap<String, String> navigation = new TreeMap<>();

        Draft(Row attribute, ColumnType type) {
            this.attribute = attribute;
            this.type = type;
            this.scale = type == ColumnType.INTEGER || type == ColumnType.BIG_INT ? 0 : null;
        }

        void add(Row detail) {
            maxLength = integer(detail, "MaxLength", maxLength);
            scale = integer(detail, "Precision", scale);
            targets.addAll(detail.texts("Targets"));
            Row behavior = detail.row("DateTimeBehavior");
            if (behavior != null && "DateOnly".equals(behavior.text("Value"))) {
                type = ColumnType.DATE_ONLY;
            }
            options(detail.row("OptionSet"));
            options(detail.row("GlobalOptionSet"));
        }

        private void options(@Nullable Row set) {
            for (Row option : set == null ? List.<Row>of() : set.rows("Options")) {
                BigDecimal value = option.number("Value");
                if (value != null) {
                    String text = value.toBigInteger().toString();
                    BigDecimal status = option.number("DefaultStatus");
                    String defaultStatus =
                            status == null ? null : status.toBigInteger().toString();
                    options.put(text, new Column.Option(label(option.row("Label"), text), defaultStatus));
                }
            }
        }

        private static @Nullable Integer integer(Row row, String name, @Nullable Integer otherwise) {
            BigDecimal number = row.number(name);
            return number == null ? otherwise : Integer.valueOf(number.intValue());
        }

        private static String label(@Nullable Row label, String otherwise) {
            Row user = label == null ? null : label.row("UserLocalizedLabel");
            List<Row> all = label == null ? List.of() : label.rows("LocalizedLabels");
            Row shown = user == null && !all.isEmpty() ? all.get(0) : user;
            String text = shown == null ? null : shown.text("Label");
            return text == null ? otherwise : text;
        }

        Column column(String name) {
            Row required = attribute.row("RequiredLevel");
            Column.Validity validity = new Column.Validity(
                    isTrue(attribute, "IsValidForCreate"),
                    isTrue(attribute, "IsValidForUpdate"),
                    true,
                    isTrue(attribute, "IsSecured"),
                    required != null && "SystemRequired".equals(required.text("Value")));
            String label = label(attribute.row("DisplayName"), name);
            return new Column(name, label, type, validity, maxLength, scale, options, targets, navigation);
        }
    }
}
