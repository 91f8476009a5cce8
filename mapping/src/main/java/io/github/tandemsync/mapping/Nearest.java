package io.github.tandemsync.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names that a mistyped one may have meant. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** A sentence such as {@code Did you mean 'name'?}, with a space before it; empty where nothing comes near. */
    static String hint(String wrong, Collection<String> known) {
        return sentence(near(wrong, known));
    }

    /** As {@link #hint}, for names that also have labels: who writes the label gets the name. */
    static String hintByLabel(String wrong, Map<String, String> labels) {
        List<String> labelled = labels.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(wrong))
                .map(Map.Entry::getKey)
                .limit(MOST)
                .toList();
        return sentence(labelled.isEmpty() ? near(wrong, labels.keySet()) : labelled);
    }

    private static List<String> near(String wrong, Collection<String> known) {
        int farthest = Math.min(wrong.length() - 1, Math.max(2, wrong.length() / 3));
        Comparator<String> byDistance = Comparator.comparingInt(name -> distance(wrong, name));
        return known.stream()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= farthest)
                .filter(name -> distance(wrong, name) <= farthest)
                .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static String sentence(List<String> names) {
        return names.isEmpty() ? "" : names.stream().collect(Collectors.joining("' or '", " Did you mean '", "'?"));
    }

    /** Levenshtein's distance; letter case costs nothing. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
