package io.github.tandemsync.simulators.dataverse.model;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table. Immutable; the {@code with} methods answer changed copies.
 *
 * @param name logical name
 * @param schemaName the name in its own case, which navigation properties of custom columns follow
 * @param type type
 * @param required {@code None}, {@code SystemRequired}, {@code ApplicationRequired} or {@code Recommended}
 * @param creatable whether a create may set it
 * @param updatable whether an update may set it
 * @param readable whether a query may show it
 * @param limits length, range and precision
 * @param format {@code Format} or {@code FormatName}, empty if none
 * @param behavior {@code DateTimeBehavior} of a date, empty otherwise
 * @param targets for a lookup: target table to the name of its navigation property, in order
 * @param options for a choice or a boolean: the options in order
 * @param globalChoice for a choice: the name of the global choice whose options it uses
 * @param secured whether column-level security is on
 */
public record Column(
        String name,
        String schemaName,
        ColumnType type,
        String required,
        boolean creatable,
        boolean updatable,
        boolean readable,
        Limits limits,
        String format,
        String behavior,
        Map<String, String> targets,
        List<Option> options,
        @Nullable String globalChoice,
        boolean secured) {

    /** Takes copies of the collections. */
    public Column {
        targets = new LinkedHashMap<>(targets);
        options = List.copyOf(options);
    }

    /**
     * Length, range and precision of a column, as far as its type has them.
     *
     * @param length most characters; 0 without limit
     * @param min smallest number
     * @param max largest number
     * @param precision decimal places
     * @param precisionSource for money: 0 this column, 1 the organisation, 2 the currency
     */
    public record Limits(
            int length, @Nullable BigDecimal min, @Nullable BigDecimal max, int precision, int precisionSource) {
        /** No limit at all. */
        public static final Limits NONE = new Limits(0, null, null, 0, 0);
    }

    /** A custom column that users may create, update and read; its logical name is the schema name in lower case. */
    public static Column custom(String schemaName, ColumnType type, Limits limits) {
        String name = schemaName.toLowerCase(Locale.ROOT);
        return new Column(
                name, schemaName, type, "None", true, true, true, limits, "", "", Map.of(), List.of(), null, false);
    }

    /** A custom lookup; its navigation property follows the schema name. */
    public static Column customLookup(String schemaName, String target) {
        Column plain = custom(schemaName, ColumnType.LOOKUP, Limits.NONE);
        return plain.with(Map.of(target, schemaName), plain.options, null);
    }

    /** A custom choice; with a global choice's name its options count as that global choice. */
    public static Column customChoice(String schemaName, List<Option> options, @Nullable String globalChoice) {
        return custom(schemaName, ColumnType.PICKLIST, Limits.NONE).with(Map.of(), options, globalChoice);
    }

    /** A custom date. */
    public static Column customDate(String schemaName, String behavior) {
        Column c = custom(schemaName, ColumnType.DATETIME, Limits.NONE);
        return new Column(
                c.name,
                schemaName,
                c.type,
                "None",
                true,
                true,
                true,
                c.limits,
                behavior.equals("DateOnly") ? "DateOnly" : "DateAndTime",
                behavior,
                Map.of(),
                List.of(),
                null,
                false);
    }

    /** This column with other options. */
    public Column withOptions(List<Option> changed) {
        return with(targets, changed, globalChoice);
    }

    /** This column with column-level security on or off. */
    public Column withSecured(boolean on) {
        return new Column(
                name,
                schemaName,
                type,
                required,
                creatable,
                updatable,
                readable,
                limits,
                format,
                behavior,
                targets,
                options,
                globalChoice,
                on);
    }

    /** This column with other limits. */
    public Column withLimits(Limits changed) {
        return new Column(
                name,
                schemaName,
                type,
                required,
                creatable,
                updatable,
                readable,
                changed,
                format,
                behavior,
                targets,
                options,
                globalChoice,
                secured);
    }

    /** The name of this column in rows on the wire: a lookup is {@code _name_value}. */
    public String property() {
        return type.isReference() ? "_" + name + "_value" : name;
    }

    /** Whether values are calendar days, not instants. */
    public boolean isDay() {
        return type == ColumnType.DATETIME && behavior.equals("DateOnly");
    }

    /** The option with this value. */
    public Optional<Option> option(int value) {
        return options.stream().filter(o -> o.value() == value).findFirst();
    }

    private Column with(Map<String, String> newTargets, List<Option> newOptions, @Nullable String global) {
        return new Column(
                name,
                schemaName,
                type,
                required,
                creatable,
                updatable,
                readable,
                limits,
                format,
                behavior,
                newTargets,
                newOptions,
                global,
                secured);
    }
}
