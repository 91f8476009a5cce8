package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges whether what people wrote last is on both sides, was replaced by somebody who had seen it, or is named by a report. */
final class LastWords {
    private final SideTruth left;
    private final SideTruth right;
    private final Told told;
    private final Looks looks;
    private final Merges merges;
    private final List<String> violations;
    private int atTheLimit;

    LastWords(SideTruth left, SideTruth right, Told told, Looks looks, Merges merges, List<String> violations) {
        this.left = left;
        this.right = right;
        this.told = told;
        this.looks = looks;
        this.merges = merges;
        this.violations = violations;
    }

    int atTheLimit() {
        return atTheLimit;
    }

    /**
     * What people wrote into records of one side.
     *
     * @param ids the records that are one thing on that side
     * @param counterparts the same on the other side; none if it goes on alone
     */
    void judge(String origin, SideTruth side, SideTruth other, Set<String> ids, Set<String> counterparts) {
        String here = live(ids, side);
        String there = live(counterparts, other);
        for (String field : SideTruth.FIELDS) {
            Word word = side.lastWord(origin, field, ids);
            if (word == null || isTakenAlong(word) || isTakenBack(origin, word, side, other)) {
                continue;
            }
            String bearer = here != null && word.value().equals(side.value(here, field)) ? here : null;
            if ((bearer != null && isCarried(word, bearer, other, there))
                    || isReplaced(origin, word, other, !side.live().containsKey(word.id()))
                    || side.isReplacedInACopy(origin, word)
                    || told.isLost(word, side.idsOf(origin))) {
                continue;
            }
            if (bearer != null) {
                violation("not carried", origin, other, word.text() + " of " + side.system() + " is not there");
            } else if (!isAtTheLimit(word, side)) {
                violation("lost", origin, side, word.text() + " is gone, and nothing names it");
            }
        }
    }

    private static @Nullable String live(Set<String> ids, SideTruth side) {
        return ids.stream().filter(side.live()::containsKey).findFirst().orElse(null);
    }

    /** The word is on both sides, or the two are told to differ. */
    private boolean isCarried(Word word, String here, SideTruth other, @Nullable String there) {
        String facing = there == null ? word.value() : other.value(there, word.field());
        return there == null
                || word.value().equals(facing)
                || told.differ(word.field(), here, word.value(), there, facing);
    }

    /**
     * A write without an answer may have run or not: so both what was written and what is known to have been count. What people wrote on
     * both sides is shared while both hold it.
     */
    private boolean isTakenBack(String origin, Word word, SideTruth side, SideTruth other) {
        Set<String> facing = other.idsOf(origin);
        String field = word.field();
        return side.isTakenBack(
                        origin,
                        word,
                        (deed, until) -> !deed.user()
                                || other.wasCarried(origin, deed, word)
                                || other.held(
                                        origin, field, Objects.requireNonNull(deed.value(field)), deed.at(), until))
                || side.isTakenBack(
                        origin,
                        word,
                        (deed, until) -> told.isWritten(word, deed, deed.user() ? facing : Set.of(deed.id())));
    }

    /** A reference goes with the record that it names, and comes only with its counterpart. */
    private boolean isTakenAlong(Word word) {
        String parent = word.value().isEmpty() ? word.before() : word.value();
        return word.field().equals(SideTruth.PARENT) && !parent.isEmpty() && !isSteady(parent);
    }

    private boolean isSteady(String origin) {
        return merges.with(origin).isEmpty()
                && !left.wasDeleted(origin)
                && !right.wasDeleted(origin)
                && left.idsOf(origin).stream().noneMatch(told::isAlone)
                && right.idsOf(origin).stream().noneMatch(told::isAlone);
    }

    /** Whether a person on the other side had the word before their eyes when they wrote another one, or deleted it. */
    private static boolean isReplaced(String origin, Word word, SideTruth other, boolean removed) {
        return other.sinceCarried(origin, word).stream()
                .filter(Deed::user)
                .anyMatch(deed -> (deed.kind() != Kind.RESTORE && deed.values().containsKey(word.field()))
                        || (removed && deed.kind() == Kind.DELETE));
    }

    private boolean isAtTheLimit(Word word, SideTruth side) {
        Instant covered = word.field().equals(SideTruth.PARENT) && side == left ? side.coveredAt(word) : null;
        if (covered == null || looks.at(word.id(), word.at(), covered)) {
            return false;
        }
        atTheLimit++;
        return true;
    }

    private void violation(String what, String origin, SideTruth side, String why) {
        violations.add(what + ": " + origin + " in " + side.system() + ": " + why);
    }
}
