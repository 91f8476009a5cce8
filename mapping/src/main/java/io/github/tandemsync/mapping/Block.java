package io.github.tandemsync.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A YAML mapping whose keys are known; says what is wrong with it while it is read. */
final class Block {
    private final Map<String, Tree> values = new LinkedHashMap<>();
    private final String path;
    private final Report report;
    private final Positions positions;

    private Block(String path, Report report, Positions positions) {
        this.path = path;
        this.report = report;
        this.positions = positions;
    }

    /** The tree as a block with some of the given keys; null if it is none. */
    static @Nullable Block of(Tree tree, String path, Set<String> known, Report report, Positions positions) {
        if (!(tree instanceof Tree.Block block)) {
            report.add(
                    DiagnosticCode.WRONG_SHAPE,
                    path,
                    "Here belong keys with values, of: " + Words.list(new TreeSet<>(known)));
            return null;
        }
        Block read = new Block(path, report, positions);
        block.entries().forEach(entry -> read.take(entry, known));
        return read;
    }

    private void take(Tree.Entry entry, Set<String> known) {
        String key = entry.key().text();
        String at = at(key);
        positions.put(at, entry.key().place());
        if (!known.contains(key)) {
            String hint = Nearest.hint(key, known);
            String keys = hint.isEmpty() ? " Known here: " + String.join(", ", new TreeSet<>(known)) : hint;
            report.add(DiagnosticCode.UNKNOWN_KEY, entry.key().place(), at, "There is no key '" + key + "'." + keys);
        } else if (values.putIfAbsent(key, entry.value()) != null) {
            String message = "The key '" + key + "' is given twice; keep one";
            report.add(DiagnosticCode.DUPLICATE_KEY, entry.key().place(), at, message);
        }
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    Tree tree(String key) {
        return values.get(key);
    }

    /** The text of the key; null, and said so where it is there in another form. */
    @Nullable
    String text(String key) {
        Tree value = values.get(key);
        return value == null ? null : scalar(value, at(key));
    }

    /** The texts of the key, written as a list or as one text. */
    List<String> texts(String key) {
        Tree value = values.get(key);
        return value == null ? List.of() : texts(value, at(key));
    }

    /** The items of the key's list. */
    List<Tree> items(String key) {
        Tree value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Tree.Sequence list)) {
            report.add(DiagnosticCode.WRONG_SHAPE, at(key), "Here belongs a list; begin each item with '- '");
            return List.of();
        }
        for (int i = 0; i < list.items().size(); i++) {
            positions.put(at(key) + "[" + i + "]", list.items().get(i).place());
        }
        return list.items();
    }

    /** Option maps: every key with its texts. */
    Map<String, List<String>> map(String key) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        Tree value = values.get(key);
        if (value instanceof Tree.Block block) {
            block.entries().forEach(entry -> mapEntry(map, entry, at(key)));
        } else if (value != null) {
            report.add(DiagnosticCode.WRONG_SHAPE, at(key), "Here belong options: { HUBSPOT_OPTION: DYNAMICS_OPTION }");
        }
        return map;
    }

    private void mapEntry(Map<String, List<String>> map, Tree.Entry entry, String around) {
        String at = around + "." + entry.key().text();
        positions.put(at, entry.key().place());
        if (map.putIfAbsent(entry.key().text(), texts(entry.value(), at)) != null) {
            report.add(DiagnosticCode.DUPLICATE_KEY, entry.key().place(), at, "The option is given twice; keep one");
        }
    }

    private List<String> texts(Tree value, String at) {
        List<String> texts = new ArrayList<>();
        List<Tree> items = value instanceof Tree.Sequence list ? list.items() : List.of(value);
        for (Tree item : items) {
            String text = scalar(item, at);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private @Nullable String scalar(Tree value, String at) {
        if (!(value instanceof Tree.Scalar scalar)) {
            report.add(DiagnosticCode.WRONG_SHAPE, value.place(), at, "Here belongs a text");
            return null;
        }
        if (scalar.text().isBlank()) {
            report.add(DiagnosticCode.MISSING_KEY, value.place(), at, "The key has no value; give it one or remove it");
            return null;
        }
        return scalar.text().strip();
    }
}
