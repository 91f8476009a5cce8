package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a world that is quiet, by what both systems hold and logged: no record twice, no record back that a person deleted, none
 * deleted that nobody deleted, and every person's last word on both sides or reported.
 */
final class Judge {
    private final SideTruth left;
    private final SideTruth right;
    private final Told told;
    private final LastWords words;
    private final Merges merges;
    private final MergedJudge merged;
    private final List<String> violations = new ArrayList<>();

    /** @param left HubSpot */
    Judge(SideTruth left, SideTruth right, Told told, Looks looks, Merges merges, Standing standing) {
        this.left = left;
        this.right = right;
        this.told = told;
        this.merges = merges;
        this.words = new LastWords(left, right, told, looks, merges, violations);
        this.merged = new MergedJudge(left, right, told, standing, violations);
    }

    /** Everything that is wrong; empty if all is well. */
    List<String> verdict() {
        TreeSet<String> origins = left.origins();
        origins.addAll(right.origins());
        for (String origin : origins) {
            Set<String> group = merges.with(origin);
            if (group.isEmpty()) {
                judge(origin, left, right);
                judge(origin, right, left);
            } else {
                merged.judge(origin, group);
            }
        }
        return violations;
    }

    /** How many words were overwritten where nobody could know of them. */
    int atTheLimit() {
        return words.atTheLimit();
    }

    private void judge(String origin, SideTruth side, SideTruth other) {
        Set<String> here = main(origin, side);
        Set<String> there = main(origin, other);
        List<String> live = live(here, side);
        twice(origin, side, other, live);
        resurrected(origin, side, other);
        removed(origin, side, other);
        if (!live.isEmpty() && live(there, other).isEmpty()) {
            alone(origin, side, other);
        }
        words.judge(origin, side, other, here, there);
        for (String id : side.idsOf(origin)) {
            if (isAlone(id, side)) {
                words.judge(origin, side, other, Set.of(id), Set.of());
            }
        }
    }

    /** The records of the origin that a person has not deleted, but for those that were told to go on alone. */
    private Set<String> main(String origin, SideTruth side) {
        TreeSet<String> ids = side.idsOf(origin);
        ids.removeIf(id -> side.isDeletedByUser(id) || isAlone(id, side));
        return ids;
    }

    private boolean isAlone(String id, SideTruth side) {
        return side.live().containsKey(id) && told.isAlone(id);
    }

    private static List<String> live(Set<String> ids, SideTruth side) {
        return ids.stream().filter(side.live()::containsKey).toList();
    }

    /** A record that a person brings back may have to be made once more on the other side. */
    private void twice(String origin, SideTruth side, SideTruth other, List<String> live) {
        long created = side.of(origin).stream()
                .filter(deed -> deed.kind() == Kind.CREATE)
                .count();
        long restored = other.of(origin).stream()
                .filter(deed -> deed.kind() == Kind.RESTORE)
                .count();
        if (live.size() > 1) {
            violation("duplicate", origin, side, "there are " + live.size() + " of it");
        } else if (created > 1 + restored) {
            violation("duplicate", origin, side, "it was created " + created + " times");
        }
    }

    /** What went on alone takes nothing along when it is deleted. */
    private void resurrected(String origin, SideTruth side, SideTruth other) {
        for (Deed deed : side.of(origin)) {
            Instant deleted = side.lastByUser(Kind.DELETE, origin, deed.at(), id -> !told.isAlone(id));
            Instant restored = other.lastByUser(Kind.RESTORE, origin, deed.at());
            boolean wanted = deleted == null || (restored != null && !restored.isBefore(deleted));
            if (deed.is(Kind.CREATE, false) && !wanted) {
                violation("resurrection", origin, side, "a person had deleted it");
            }
        }
    }

    private void removed(String origin, SideTruth side, SideTruth other) {
        boolean unfounded = side.of(origin).stream()
                .anyMatch(deed ->
                        deed.is(Kind.DELETE, false) && other.lastByUser(Kind.DELETE, origin, deed.at()) == null);
        if (unfounded) {
            violation("deleted", origin, side, "nobody had deleted its counterpart");
        }
    }

    /** It is not told to go on alone. */
    private void alone(String origin, SideTruth side, SideTruth other) {
        if (other.lastByUser(Kind.DELETE, origin, Instant.MAX) == null) {
            violation("missing", origin, other, "it is in " + side.system() + " only");
        } else {
            violation(
                    "unreported", origin, side, "its counterpart was deleted, and nothing says that it goes on alone");
        }
    }

    private void violation(String what, String origin, SideTruth side, String why) {
        violations.add(what + ": " + origin + " in " + side.system() + ": " + why);
    }
}
