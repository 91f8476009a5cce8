package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.MergeCase.Base;
import io.github.tandemsync.core.engine.MergeCase.Form;
import io.github.tandemsync.core.engine.MergeCase.Outcome;
import io.github.tandemsync.core.engine.MergeCase.Policy;
import io.github.tandemsync.core.engine.MergeCase.Standing;
import io.github.tandemsync.core.engine.MergeCase.Step;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The merge of one rule over every combination of small domains, against {@link MergeOracle}. The domains hold what can make a
 * difference: nothing, a field that is missing, a base value, the same value written differently, a new one, and one whose
 * translation fails.
 */
@Tag("long")
class MergeTest {
    private static final int SHOWN = 20;
    private static final List<@Nullable String> ACTUAL = Arrays.asList(null, "", "a", "A", "b", "c");
    private static final List<@Nullable Base> SOME_BASES =
            Arrays.asList(null, new Base("", ""), new Base("a", "a"), new Base("b", "b"), new Base("a", "b"));

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int cases;
    private int failures;

    /** Neither side has a history to tell: what they hold is what they want. */
    @Test
    void everyReadingOfTwoSides() {
        benches(EnumSet.allOf(Policy.class), EnumSet.allOf(Form.class), false, false, setting -> {
            for (Base base : allBases()) {
                for (Standing standing : Standing.values()) {
                    for (String left : ACTUAL) {
                        for (String right : ACTUAL) {
                            setting.check(base, left, right, null, null, standing);
                        }
                    }
                }
            }
        });
        assertNoneWrong();
        assertThat(kinds.keySet())
                .contains(
                        "AGREED",
                        "WAITING",
                        "CONFLICT",
                        "REFUSED",
                        "HELD",
                        "FROZEN",
                        "writes LEFT",
                        "writes RIGHT",
                        "CONFLICT true",
                        "CONFLICT false",
                        "DRIFT false",
                        "PARKED false",
                        "looks again");
    }

    /** The left side keeps a history in place of conditional writes, and has moved. */
    @Test
    void everyHistoryOfTheLeftSide() {
        histories(true);
    }

    /** The right side does. */
    @Test
    void everyHistoryOfTheRightSide() {
        histories(false);
    }

    private void histories(boolean left) {
        Set<Standing> standings = EnumSet.of(
                Standing.AGREED,
                Standing.CONFLICT,
                Standing.CONFLICT_LEFT_MOVED,
                Standing.CONFLICT_BOTH_MOVED,
                Standing.FROZEN);
        List<List<Step>> trails = trails(List.of("", "a", "b", "c"), 0);
        Set<Policy> policies = EnumSet.of(Policy.LEFT, Policy.RIGHT, Policy.MOST_RECENT);
        benches(policies, EnumSet.of(Form.PLAIN, Form.PARKS), left, !left, setting -> {
            for (Base base : SOME_BASES) {
                for (Standing standing : standings) {
                    for (String other : List.of("", "a", "b", "c")) {
                        for (List<Step> trail : trails) {
                            for (String own : readings(trail)) {
                                setting.check(
                                        base,
                                        left ? own : other,
                                        left ? other : own,
                                        left ? trail : null,
                                        left ? null : trail,
                                        standing);
                            }
                        }
                    }
                }
            }
        });
        assertNoneWrong();
    }

    /** Both do: the only case in which both can say when they were edited. */
    @Test
    void everyPairOfHistories() {
        List<List<Step>> leftTrails = trails(List.of("", "a", "b"), 0);
        List<List<Step>> rightTrails = new ArrayList<>(leftTrails);
        rightTrails.addAll(trails(List.of("", "a", "b"), -5));
        benches(EnumSet.of(Policy.LEFT, Policy.MOST_RECENT), EnumSet.of(Form.PLAIN), true, true, setting -> {
            for (Base base : SOME_BASES) {
                for (List<Step> leftTrail : leftTrails) {
                    for (List<Step> rightTrail : rightTrails) {
                        setting.check(base, last(leftTrail), last(rightTrail), leftTrail, rightTrail, Standing.AGREED);
                    }
                }
            }
        });
        assertNoneWrong();
        assertThat(kinds.keySet()).contains("CONFLICT true", "CONFLICT false", "writes LEFT", "writes RIGHT");
    }

    /** No edit at all, or one or two, by us or by somebody. */
    private static List<List<Step>> trails(List<String> values, int shift) {
        List<List<Step>> trails = new ArrayList<>(List.of(List.of()));
        for (boolean ours : new boolean[] {true, false}) {
            for (String value : values) {
                Step first = new Step(ours, value, 10 + shift);
                trails.add(List.of(first));
                for (boolean next : new boolean[] {true, false}) {
                    values.forEach(other -> trails.add(List.of(first, new Step(next, other, 20 + shift))));
                }
            }
        }
        return trails;
    }

    /** What may have been read along with such a history: where it ends; or, read a moment apart, something else. */
    private static List<String> readings(List<Step> trail) {
        return switch (trail.size()) {
            case 0 -> List.of("", "a", "b", "c");
            case 1 -> List.of(last(trail), "d");
            default -> List.of(last(trail));
        };
    }

    private static String last(List<Step> trail) {
        return trail.isEmpty() ? "a" : trail.get(trail.size() - 1).value();
    }

    private static List<@Nullable Base> allBases() {
        List<@Nullable Base> bases = new ArrayList<>();
        bases.add(null);
        for (String left : List.of("", "a", "b")) {
            for (String right : List.of("", "a", "b")) {
                bases.add(new Base(left, right));
            }
        }
        return bases;
    }

    private void benches(
            Set<Policy> policies, Set<Form> forms, boolean leftHistory, boolean rightHistory, Consumer<Setting> each) {
        for (Direction direction : Direction.values()) {
            for (Policy policy : policies) {
                for (Drift drift : Drift.values()) {
                    for (Form form : forms) {
                        MergeBench bench = new MergeBench(direction, policy, drift, form, leftHistory, rightHistory);
                        each.accept((base, left, right, leftTrail, rightTrail, standing) -> check(
                                bench,
                                new MergeCase(
                                        base,
                                        left,
                                        right,
                                        leftTrail,
                                        rightTrail,
                                        direction,
                                        policy,
                                        drift,
                                        standing,
                                        form)));
                    }
                }
            }
        }
    }

    /** Rules that are set up alike; takes what differs from case to case. */
    private interface Setting {
        void check(
                @Nullable Base base,
                @Nullable String left,
                @Nullable String right,
                @Nullable List<Step> leftTrail,
                @Nullable List<Step> rightTrail,
                Standing standing);
    }

    private void check(MergeBench bench, MergeCase c) {
        Outcome wanted = MergeBench.canonical(MergeOracle.outcome(c));
        Outcome found = bench.outcome(c);
        cases++;
        count(found);
        if (!found.equals(wanted)) {
            failures++;
            if (wrong.size() < SHOWN) {
                wrong.add(c + "\n  wanted " + wanted + "\n  found  " + found);
            }
        }
    }

    private void count(Outcome found) {
        kinds.merge(found.status().name(), 1, Integer::sum);
        if (found.write() != null) {
            kinds.merge("writes " + found.write().side(), 1, Integer::sum);
        }
        if (found.event() != null) {
            kinds.merge(found.event().kind() + " " + found.event().open(), 1, Integer::sum);
        }
        if (found.again()) {
            kinds.merge("looks again", 1, Integer::sum);
        }
    }

    private void assertNoneWrong() {
        assertThat(wrong)
                .as("%s of %s cases differ from the specification", failures, cases)
                .isEmpty();
    }
}
