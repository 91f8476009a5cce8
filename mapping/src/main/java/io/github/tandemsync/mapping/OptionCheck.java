package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.Side;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks option maps against the options that the fields have. */
final class OptionCheck {
    private static final int MOST_NAMED = 5;
    private static final SortedMap<String, String> FLAG = new TreeMap<>(Map.of("true", "yes", "false", "no"));

    private final Report report;

    OptionCheck(Report report) {
        this.report = report;
    }

    void check(FieldMapping field, String path, FieldSchema left, FieldSchema right) {
        for (Map.Entry<String, SortedSet<String>> option : field.options().entrySet()) {
            String at = path + ".options." + option.getKey();
            known(Side.LEFT, left, option.getKey(), at);
            option.getValue().forEach(value -> known(Side.RIGHT, right, value, at));
        }
        coverage(field.options(), field, path, left, right);
    }

    /** Warns of options of a source that will be parked. */
    void coverage(
            SortedMap<String, SortedSet<String>> options,
            FieldMapping field,
            String path,
            FieldSchema left,
            FieldSchema right) {
        Set<String> mapped = options.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (field.direction().writes(Side.RIGHT)) {
            unmapped(Side.LEFT, left, options.keySet(), path);
        }
        if (field.direction().writes(Side.LEFT)) {
            unmapped(Side.RIGHT, right, mapped, path);
        }
    }

    /** The options that both fields store alike. */
    static SortedMap<String, SortedSet<String>> shared(FieldSchema left, FieldSchema right) {
        SortedMap<String, SortedSet<String>> shared = new TreeMap<>();
        left.options().keySet().stream()
                .filter(option -> right.options().containsKey(option))
                .forEach(option -> shared.put(option, new TreeSet<>(Set.of(option))));
        return shared;
    }

    private void known(Side side, FieldSchema field, String option, String path) {
        SortedMap<String, String> known = optionsOf(field);
        if (!known.isEmpty() && !known.containsKey(option)) {
            report.add(
                    DiagnosticCode.UNKNOWN_OPTION,
                    path,
                    Words.owned(side) + " '" + field.name() + "' has no option '" + option + "'."
                            + Nearest.hintByLabel(option, known)
                            + " Options are written by their stored value, not their label");
        }
    }

    private void unmapped(Side side, FieldSchema field, Collection<String> mapped, String path) {
        List<String> missing = optionsOf(field).keySet().stream()
                .filter(option -> !mapped.contains(option))
                .toList();
        if (!missing.isEmpty()) {
            String more = missing.size() > MOST_NAMED ? ", ..." : "";
            report.add(
                    DiagnosticCode.UNMAPPED_OPTIONS,
                    path,
                    missing.size() + " of " + optionsOf(field).size() + " options of " + Words.owned(side) + " '"
                            + field.name() + "' have no counterpart and will be parked: "
                            + String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size()))) + more);
        }
    }

    private static SortedMap<String, String> optionsOf(FieldSchema field) {
        return field.kind() == Kind.FLAG ? FLAG : field.options();
    }
}
