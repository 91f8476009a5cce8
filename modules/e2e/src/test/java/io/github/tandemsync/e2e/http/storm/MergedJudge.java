package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Judges records that people merged, and those that face them. Whose value a merged record should have is nobody's word any more, but
 * nothing is made twice or deleted unasked, and each live record is in step with its counterpart or told to go on alone.
 */
final class MergedJudge {
    private final SideTruth left;
    private final SideTruth right;
    private final Told told;
    private final Standing standing;
    private final List<String> violations;

    MergedJudge(SideTruth left, SideTruth right, Told told, Standing standing, List<String> violations) {
        this.left = left;
        this.right = right;
        this.told = told;
        this.standing = standing;
        this.violations = violations;
    }

    /** @param group the origins that are one now, this one among them */
    void judge(String origin, Set<String> group) {
        judge(origin, group, left, right);
        judge(origin, group, right, left);
    }

    private void judge(String origin, Set<String> group, SideTruth side, SideTruth other) {
        long created = side.of(origin).stream()
                .filter(deed -> deed.kind() == Kind.CREATE)
                .count();
        if (created > 1 + restored(group, other)) {
            violation("duplicate", origin, side, "it was created " + created + " times");
        }
        for (Deed deed : side.of(origin)) {
            if (deed.is(Kind.DELETE, false) && !isDeleted(group, other, deed.at())) {
                violation("deleted", origin, side, "nobody had deleted a counterpart");
            }
        }
        for (String id : side.idsOf(origin)) {
            if (side.live().containsKey(id) && side.originOf(id).equals(origin)) {
                facing(origin, id, side, other);
            }
        }
    }

    private static long restored(Set<String> group, SideTruth side) {
        return group.stream()
                .flatMap(origin -> side.of(origin).stream())
                .filter(deed -> deed.kind() == Kind.RESTORE)
                .count();
    }

    private static boolean isDeleted(Set<String> group, SideTruth side, Instant upTo) {
        return group.stream().anyMatch(origin -> side.lastByUser(Kind.DELETE, origin, upTo) != null);
    }

    private void facing(String origin, String id, SideTruth side, SideTruth other) {
        String counterpart = standing.counterpart(id);
        if (counterpart == null) {
            if (!standing.isTold(id)) {
                violation("unreported", origin, side, "nothing says that it goes on alone");
            }
        } else if (other.live().containsKey(counterpart)) {
            inStep(origin, id, side, counterpart, other);
        } else {
            violation("missing", origin, other, "it is linked with a record that is not there");
        }
    }

    private void inStep(String origin, String id, SideTruth side, String counterpart, SideTruth other) {
        for (String field : SideTruth.FIELDS) {
            String here = side.value(id, field);
            String there = other.value(counterpart, field);
            boolean same = field.equals(SideTruth.PARENT) || here.equals(there);
            if (!same && !told.differ(field, id, here, counterpart, there)) {
                violation("not carried", origin, other, field + " " + here + " of " + side.system() + " is not there");
            }
        }
    }

    private void violation(String what, String origin, SideTruth side, String why) {
        violations.add(what + ": " + origin + " in " + side.system() + ": " + why + "; it was merged");
    }
}
