package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Filter;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a filter into a test of rows, after checking names and types. */
final class RowFilter {
    /** How to get at a value of a row, and the column it comes from. */
    private record Field(Column column, Function<Row, @Nullable Object> value) {}

    private final Organisation organisation;
    private final Table table;

    RowFilter(Organisation organisation, Table table) {
        this.organisation = organisation;
        this.table = table;
    }

    Predicate<Row> compile(Filter filter) {
        if (filter instanceof Filter.And and) {
            return compile(and.left()).and(compile(and.right()));
        }
        if (filter instanceof Filter.Or or) {
            return compile(or.left()).or(compile(or.right()));
        }
        if (filter instanceof Filter.Not not) {
            return compile(not.inner()).negate();
        }
        if (filter instanceof Filter.Match match) {
            return match(match);
        }
        if (filter instanceof Filter.In in) {
            return in(in);
        }
        return compare((Filter.Compare) filter);
    }

    private Predicate<Row> compare(Filter.Compare compare) {
        Field field = field(compare.path());
        Object literal = compare.literal().value();
        checkType(field.column(), literal, compare.path());
        return switch (compare.operator()) {
            case "eq" -> row -> equal(field.value().apply(row), literal);
            case "ne" -> row -> !equal(field.value().apply(row), literal);
            case "gt" -> ordered(field, literal, order -> order > 0);
            case "ge" -> ordered(field, literal, order -> order >= 0);
            case "lt" -> ordered(field, literal, order -> order < 0);
            default -> ordered(field, literal, order -> order <= 0);
        };
    }

    private static Predicate<Row> ordered(Field field, @Nullable Object literal, Predicate<Integer> test) {
        return row -> {
            Object value = field.value().apply(row);
            return value != null && literal != null && test.test(Compare.order(value, literal));
        };
    }

    private static boolean equal(@Nullable Object value, @Nullable Object literal) {
        Object plain = value instanceof Reference r ? r.id() : value;
        return Compare.equal(plain, literal);
    }

    private Predicate<Row> match(Filter.Match match) {
        Field field = field(match.path());
        if (field.column().type() != ColumnType.STRING && field.column().type() != ColumnType.MEMO) {
            throw incompatible(match.path());
        }
        String pattern = wildcards(match.text());
        String whole = switch (match.function()) {
            case "startswith" -> pattern + ".*";
            case "endswith" -> ".*" + pattern;
            default -> ".*" + pattern + ".*";
        };
        Pattern compiled = Pattern.compile(whole, Pattern.DOTALL);
        return row -> field.value().apply(row) instanceof String text
                && compiled.matcher(Compare.fold(text)).matches();
    }

    /** {@code %}, {@code _} and {@code [..]} act as wildcards in these functions. */
    private static String wildcards(String text) {
        StringBuilder regex = new StringBuilder();
        String folded = Compare.fold(text);
        int i = 0;
        while (i < folded.length()) {
            char c = folded.charAt(i);
            int close = c == '[' ? folded.indexOf(']', i) : -1;
            if (close > i + 1) {
                regex.append('[')
                        .append(Pattern.quote(folded.substring(i + 1, close)))
                        .append(']');
                i = close + 1;
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
                i++;
            }
        }
        return regex.toString();
    }

    private Predicate<Row> in(Filter.In in) {
        Field field = field(in.path());
        Set<String> wanted = in.texts().stream().map(Compare::fold).collect(Collectors.toSet());
        return row -> {
            Object value = field.value().apply(row);
            Object plain = value instanceof Reference r ? r.id() : value;
            return plain != null && wanted.contains(Compare.fold(WireValues.text(plain)));
        };
    }

    private Field field(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            Column column = column(table, path);
            return new Field(column, row -> row.value(column.name()));
        }
        String navigation = path.substring(0, slash);
        Column lookup = table.byNavigation(navigation).orElseThrow(() -> noProperty(table, navigation));
        String target = lookup.targets().entrySet().stream()
                .filter(e -> e.getValue().equals(navigation))
                .findFirst()
                .orElseThrow()
                .getKey();
        Column column = column(organisation.schema().require(target), path.substring(slash + 1));
        return new Field(
                column,
                row -> Optional.ofNullable(row.reference(lookup.name()))
                        .filter(r -> r.table().equals(target))
                        .flatMap(r -> organisation.find(r.table(), r.id()))
                        .map(other -> other.value(column.name()))
                        .orElse(null));
    }

    static Column column(Table table, String property) {
        return table.byProperty(property).filter(Column::readable).orElseThrow(() -> noProperty(table, property));
    }

    private static DataverseFault noProperty(Table table, String property) {
        return Faults.malformed("Could not find a property named '" + property + "' on type 'Microsoft.Dynamics.CRM."
                + table.name() + "'.");
    }

    private static void checkType(Column column, @Nullable Object literal, String path) {
        boolean fits = literal == null
                || switch (column.type()) {
                    case STRING, MEMO, MULTISELECT -> literal instanceof String;
                    case BOOLEAN -> literal instanceof Boolean;
                    case DATETIME -> column.isDay() ? literal instanceof LocalDate : literal instanceof Instant;
                    case UNIQUEIDENTIFIER, LOOKUP, CUSTOMER, OWNER -> literal instanceof UUID;
                    default -> literal instanceof BigDecimal;
                };
        if (!fits) {
            throw incompatible(path);
        }
    }

    private static DataverseFault incompatible(String path) {
        return Faults.malformed("A binary operator with incompatible types was detected at property '" + path + "'.");
    }
}
