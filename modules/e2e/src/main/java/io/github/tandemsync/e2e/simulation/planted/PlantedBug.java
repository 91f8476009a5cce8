package io.github.tandemsync.e2e.simulation.planted;

import io.github.tandemsync.e2e.simulation.world.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change to one or more source files that makes the engine wrong. Its text form:
 *
 * <pre>
 * # What the bug does, in a sentence or two.
 * name: base before write
 * expect: NO_SILENT_LOST_UPDATE, CONVERGENCE
 * budget: 5000
 * scenario: late-runner    (optional: the scenario of its histories)
 * tape: 3._12.4            (optional, several allowed: tried before the hunt)
 * source: core/src/main/java/io/github/tandemsync/core/engine/Cycle.java
 * --- find
 * text that occurs exactly once in the file
 * --- replace
 * text that takes its place
 * --- find ...
 * </pre>
 *
 * <p>A {@code source} line may come before each pair; it holds for the pairs that follow.
 *
 * @param name what is wrong
 * @param about what it does; empty if the text does not say
 * @param expected the invariants of which one must be found broken
 * @param budget most histories of the hunt
 * @param scenario of the histories that it is hunted in
 * @param tapes shrunk tapes that show the bug
 * @param edits the changes
 */
public record PlantedBug(
        String name,
        String about,
        Set<String> expected,
        long budget,
        Scenario scenario,
        List<String> tapes,
        List<Edit> edits) {

    /** One text replaced in one file. */
    public record Edit(String source, String find, String replacement) {}

    /** Reads the text form. */
    public static PlantedBug parse(String text) {
        return new Parser(text).parse();
    }

    /**
     * The files of the bug, changed.
     *
     * @param original answers a file's text by its path from the repository's root
     * @return path to text
     */
    public Map<String, String> plant(Sources original) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String before =
                    changed.containsKey(edit.source()) ? changed.get(edit.source()) : original.text(edit.source());
            changed.put(edit.source(), replaced(before, edit));
        }
        return changed;
    }

    private String replaced(String before, Edit edit) {
        int at = before.indexOf(edit.find());
        if (at < 0 || before.indexOf(edit.find(), at + 1) >= 0) {
            throw new IllegalStateException("The planted bug '" + name + "' does not fit " + edit.source()
                    + " any more: its text is there " + (at < 0 ? "no longer" : "more than once") + ". Fit it anew:\n"
                    + edit.find());
        }
        return before.substring(0, at)
                + edit.replacement()
                + before.substring(at + edit.find().length());
    }

    /** Where source files are read. */
    @FunctionalInterface
    public interface Sources {
        String text(String path);
    }

    private static final class Parser {
        private final List<String> lines;
        private final Map<String, String> head = new LinkedHashMap<>();
        private final List<String> about = new ArrayList<>();
        private final List<String> tapes = new ArrayList<>();
        private final List<Edit> edits = new ArrayList<>();
        private @Nullable String source;

        Parser(String text) {
            lines = new ArrayList<>(text.lines().toList());
        }

        PlantedBug parse() {
            while (!lines.isEmpty()) {
                String line = lines.remove(0);
                if (line.equals("--- find")) {
                    edit();
                } else if (line.startsWith("#")) {
                    about.add(line.substring(1).strip());
                } else if (!line.isBlank()) {
                    head(line);
                }
            }
            Set<String> expected = Arrays.stream(required("expect").split(","))
                    .map(String::strip)
                    .collect(Collectors.toCollection(TreeSet::new));
            return new PlantedBug(
                    required("name"),
                    String.join(" ", about),
                    expected,
                    Long.parseLong(required("budget")),
                    Scenario.of(head.getOrDefault("scenario", Scenario.ANY.label())),
                    tapes,
                    edits);
        }

        private void head(String line) {
            int colon = line.indexOf(':');
            String key = line.substring(0, Math.max(colon, 0)).strip();
            String value = line.substring(colon + 1).strip();
            switch (key) {
                case "source" -> source = value;
                case "tape" -> tapes.add(value);
                case "name", "expect", "budget", "scenario" -> head.put(key, value);
                default -> throw new IllegalArgumentException("A planted bug has no line like this: " + line);
            }
        }

        private void edit() {
            String find = block(List.of("--- replace"));
            lines.remove(0);
            String replacement = block(List.of("--- find", "source:"));
            if (source == null) {
                throw new IllegalArgumentException("A planted bug needs a source before its texts");
            }
            edits.add(new Edit(source, find, replacement));
        }

        private String block(List<String> ends) {
            List<String> block = new ArrayList<>();
            while (!lines.isEmpty() && ends.stream().noneMatch(lines.get(0)::startsWith)) {
                block.add(lines.remove(0));
            }
            return String.join("\n", block).strip();
        }

        private String required(String key) {
            String value = head.get(key);
            if (value == null) {
                throw new IllegalArgumentException("A planted bug needs a line " + key);
            }
            return value;
        }
    }
}
