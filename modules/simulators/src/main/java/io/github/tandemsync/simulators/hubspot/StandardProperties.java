package io.github.tandemsync.simulators.hubspot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the property set that a new portal has, from {@code <type>.txt} and {@code common.txt}. */
final class StandardProperties {
    private StandardProperties() {}

    static List<PropertyDefinition> of(ObjectTypeDef type) {
        List<PropertyDefinition> all = new ArrayList<>();
        lines(type.name()).map(StandardProperties::property).forEach(all::add);
        String group = all.get(0).groupName();
        lines("common").map(line -> property(line.replace("_group_", group))).forEach(all::add);
        all.add(stamp(type.createdProperty(), "Create Date", group));
        all.add(stamp(type.modifiedProperty(), "Last Modified Date", group));
        return all;
    }

    private static PropertyDefinition stamp(String name, String label, String group) {
        return new PropertyDefinition(
                name, label, group, "datetime", "date", List.of(), false, true, false, true, false, false);
    }

    private static PropertyDefinition property(String line) {
        String[] cells = line.split("\\|", -1);
        String flags = cells[5];
        boolean unique = cells[0].equals("email");
        return new PropertyDefinition(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                options(cells[6]),
                unique,
                flags.contains("r"),
                flags.contains("c"),
                true,
                flags.contains("o"),
                false);
    }

    private static List<PropertyOption> options(String cell) {
        return Stream.of(cell.split(","))
                .filter(option -> !option.isEmpty())
                .map(option -> option.split("=", 2))
                .map(parts -> PropertyOption.of(parts[0], parts[1]))
                .toList();
    }

    private static Stream<String> lines(String name) {
        try (InputStream in = StandardProperties.class.getResourceAsStream(name + ".txt")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException failed) {
            throw new UncheckedIOException("The simulator's own property list cannot be read.", failed);
        }
    }
}
