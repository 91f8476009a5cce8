package io.github.tandemsync.e2e.http.kill;

import io.github.tandemsync.e2e.http.kill.Deed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Judges a world that is quiet, by what both systems hold and logged: no record twice, no record back that a person deleted, none
 * deleted that nobody deleted, and every person's last word on both sides or reported. People write no value twice.
 */
final class Judge {
    private final SideTruth left;
    private final SideTruth right;
    private final Told told;
    private final List<String> violations = new ArrayList<>();

    Judge(SideTruth left, SideTruth right, Told told) {
        this.left = left;
        this.right = right;
        this.told = told;
    }

    /** Everything that is wrong; empty if all is well. */
    List<String> verdict() {
        TreeSet<String> origins = left.origins();
        origins.addAll(right.origins());
        for (String origin : origins) {
            judge(origin, left, right);
            judge(origin, right, left);
        }
        return violations;
    }

    private void judge(String origin, SideTruth side, SideTruth other) {
        long created = side.of(origin).stream()
                .filter(deed -> deed.kind() == Kind.CREATE)
                .count();
        boolean deleted = side.deletedByUser(origin);
        List<String> live = side.liveOf(origin);
        if (live.size() > 1) {
            violation("duplicate", origin, side, "there are " + live.size() + " of it");
        } else if (created > 1) {
            violation("duplicate", origin, side, "it was created " + created + " times");
        }
        if (deleted && !live.isEmpty()) {
            violation("resurrection", origin, side, "a person had deleted it");
        }
        boolean removed = side.of(origin).stream().anyMatch(deed -> deed.is(Kind.DELETE, false));
        if (removed && !other.deletedByUser(origin)) {
            violation("deleted", origin, side, "nobody had deleted its counterpart");
        }
        if (!live.isEmpty() && other.liveOf(origin).isEmpty()) {
            alone(origin, side, other, live.get(0));
        }
        for (String field : SideTruth.FIELDS) {
            String word = side.lastWord(origin, field);
            if (word != null && !deleted && !told.values().contains(word)) {
                heard(origin, field, word, side, other);
            }
        }
    }

    private void alone(String origin, SideTruth side, SideTruth other, String id) {
        if (!other.deletedByUser(origin)) {
            violation("missing", origin, other, "it is in " + side.system() + " only");
        } else if (!told.unlinked().contains(id)) {
            violation(
                    "unreported", origin, side, "its counterpart was deleted, and nothing says that it goes on alone");
        }
    }

    /** The last word of a person on a side where nobody deleted the record, and which no event names. */
    private void heard(String origin, String field, String word, SideTruth side, SideTruth other) {
        List<String> here = side.liveOf(origin);
        List<String> there = other.liveOf(origin);
        boolean stands = !here.isEmpty() && word.equals(value(side, here.get(0), field));
        if (stands && !there.isEmpty() && !word.equals(value(other, there.get(0), field))) {
            violation("not carried", origin, other, field + " " + word + " of " + side.system() + " is not there");
        }
        if (!stands && !wasSuperseded(origin, field, word, other, here.isEmpty())) {
            violation("lost", origin, side, field + " " + word + " is gone, and nothing names it");
        }
    }

    /** Whether a person on the other side had the word before their eyes when they wrote another one, or deleted it. */
    private static boolean wasSuperseded(String origin, String field, String word, SideTruth other, boolean removed) {
        int carried = other.carriedAt(origin, field, word);
        List<Deed> deeds = other.of(origin);
        return carried >= 0
                && deeds.subList(carried, deeds.size()).stream()
                        .anyMatch(deed -> deed.user()
                                && (deed.values().containsKey(field) || (removed && deed.kind() == Kind.DELETE)));
    }

    private static String value(SideTruth side, String id, String field) {
        return Objects.requireNonNull(side.live().get(id)).getOrDefault(field, "");
    }

    private void violation(String what, String origin, SideTruth side, String why) {
        violations.add(what + ": " + origin + " in " + side.system() + ": " + why);
    }
}
