package io.github.tandemsync.simulators.dataverse.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a table from its resource: a table line, column lines indented by two, option lines by four. */
final class SchemaReader {
    private static final Map<String, String> REQUIRED =
            Map.of("-", "None", "S", "SystemRequired", "A", "ApplicationRequired", "R", "Recommended");

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private @Nullable Column open;
    private String[] head = {};

    private SchemaReader() {}

    static Table read(String name) {
        SchemaReader reader = new SchemaReader();
        text(name).lines().forEach(reader::line);
        return reader.table();
    }

    private static String text(String name) {
        String resource = "/io/github/tandemsync/simulators/dataverse/" + name + ".table";
        try (InputStream in = Objects.requireNonNull(SchemaReader.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line) {
        if (line.startsWith("    ")) {
            option(line.strip());
        } else if (line.startsWith("  ")) {
            column(line.strip().split(" "));
        } else if (line.startsWith("table ")) {
            head = line.split(" ");
        }
    }

    private void column(String[] word) {
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = 5; i < word.length; i++) {
            int eq = word[i].indexOf('=');
            more.put(word[i].substring(0, eq), word[i].substring(eq + 1));
        }
        put(new Column(
                word[0],
                word[1],
                ColumnType.named(word[2]),
                Objects.requireNonNull(REQUIRED.get(word[3])),
                word[4].contains("C"),
                word[4].contains("U"),
                word[4].contains("R"),
                limits(more),
                more.getOrDefault("format", ""),
                more.getOrDefault("behavior", ""),
                targets(more.getOrDefault("to", "")),
                List.of(),
                null,
                false));
    }

    private static Column.Limits limits(Map<String, String> more) {
        return new Column.Limits(
                Integer.parseInt(more.getOrDefault("len", "0")),
                number(more.get("min")),
                number(more.get("max")),
                Integer.parseInt(more.getOrDefault("prec", "0")),
                Integer.parseInt(more.getOrDefault("src", "0")));
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Map<String, String> targets(String text) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int colon = pair.indexOf(':');
            targets.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return targets;
    }

    private void option(String text) {
        Column column = Objects.requireNonNull(open, "an option needs a column before it");
        int space = text.indexOf(' ');
        int at = text.lastIndexOf(" @");
        Integer state = at < 0 ? null : Integer.valueOf(text.substring(at + 2));
        String label = text.substring(space + 1, at < 0 ? text.length() : at);
        List<Option> options = new ArrayList<>(column.options());
        options.add(new Option(Integer.parseInt(text.substring(0, space)), label, state));
        put(column.withOptions(options));
    }

    private void put(Column column) {
        open = column;
        columns.put(column.name(), column);
    }

    private Table table() {
        return new Table(
                head[1],
                head[2],
                head[3],
                head[4],
                head[5],
                Integer.parseInt(head[6]),
                head[7],
                !head[1].equals("organization"),
                true,
                columns,
                List.of());
    }
}
