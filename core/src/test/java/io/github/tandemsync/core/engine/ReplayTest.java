package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.DeletePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded conflicts are put to another policy, which changes nothing until a plan of its answers is applied. */
class ReplayTest {
    private final Desk desk = new Desk();

    @Test
    void openConflictsAreSettledAsAnotherPolicyDecides() {
        SyncRunner runner = conflicting(3, ConflictResolver.MANUAL);

        List<ReplayedConflict> replayed = runner.conflicts().replay("firms", ReplayTest::rightButTheFirst, 0, 10);

        assertThat(replayed).extracting(ReplayedConflict::decided).containsOnly(Verdict.UNDECIDED);
        assertThat(replayed)
                .extracting(ReplayedConflict::replayed)
                .containsExactly(Verdict.UNDECIDED, Verdict.RIGHT, Verdict.RIGHT);
        assertThat(replayed.get(0).why()).contains("leaves it to a person");
        assertThat(replayed).extracting(ReplayedConflict::differs).containsExactly(false, true, true);
        assertThat(runner.runOnce().writes()).as("a replay changes nothing").isZero();

        List<Resolution> choices = replayed.stream()
                .map(ReplayedConflict::resolution)
                .flatMap(Optional::stream)
                .toList();
        runner.apply(runner.planResolution(choices));

        assertThat(desk.left.names("firm")).containsExactly("left 0", "right 1", "right 2");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void aPolicyIsToldWhatTheOneBeforeWasTold() {
        List<Conflict> before = new ArrayList<>();
        SyncRunner runner = conflicting(1, conflict -> {
            before.add(conflict);
            return Verdict.LEFT;
        });
        List<Conflict> again = new ArrayList<>();

        List<ReplayedConflict> replayed = runner.conflicts()
                .replay(
                        "firms",
                        conflict -> {
                            again.add(conflict);
                            return Verdict.RIGHT;
                        },
                        0,
                        10);

        assertThat(again).isEqualTo(before).hasSize(1);
        assertThat(again.get(0).leftBase()).isEqualTo(Values.of("name", FieldValue.text("firm 10000")));
        assertThat(again.get(0).rightValue("name").display()).isEqualTo("right 0");
        assertThat(replayed).singleElement().satisfies(conflict -> {
            assertThat(conflict.decided()).isEqualTo(Verdict.LEFT);
            assertThat(conflict.replayed()).isEqualTo(Verdict.RIGHT);
            assertThat(conflict.resolution()).as("it is decided").isEmpty();
            assertThat(conflict.toString()).doesNotContain("right 0");
        });
    }

    @Test
    void editTimesAreKept() {
        desk.left.hasHistory();
        desk.right.hasHistory();
        List<Conflict> before = new ArrayList<>();
        SyncRunner runner = conflicting(1, conflict -> {
            before.add(conflict);
            return Verdict.RIGHT;
        });
        List<Conflict> again = new ArrayList<>();

        runner.conflicts()
                .replay(
                        "firms",
                        conflict -> {
                            again.add(conflict);
                            return Verdict.RIGHT;
                        },
                        0,
                        10);

        assertThat(before)
                .hasSize(1)
                .allSatisfy(conflict -> assertThat(conflict.leftEdited()).isNotNull());
        assertThat(again).isEqualTo(before);
    }

    @Test
    void whatWasErasedIsSaidToBeNotReplayable() {
        SyncRunner runner = conflicting(1, ConflictResolver.PREFER_LEFT);
        runner.records().erase(desk.left.type("firm").ref("10000"));

        assertThat(runner.conflicts().replay("firms", ConflictResolver.PREFER_RIGHT, 0, 10))
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.decided()).isNull();
                    assertThat(conflict.replayed()).isNull();
                    assertThat(conflict.why()).contains("can not be replayed", "erased");
                    assertThat(conflict.differs()).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPolicyThatThrowsOrIsLateIsUndecidedAndSaysSo(boolean late) {
        TimeLimiter never = new TimeLimiter() {
            @Override
            public <T> T ask(Duration most, Supplier<T> code) throws TimeoutException {
                if (late) {
                    throw new TimeoutException();
                }
                return code.get();
            }
        };
        conflicting(1, ConflictResolver.PREFER_LEFT);
        SyncRunner runner =
                builder(ConflictResolver.PREFER_LEFT).timeLimiter(never).build();

        assertThat(runner.conflicts()
                        .replay(
                                "firms",
                                conflict -> {
                                    throw new IllegalStateException();
                                },
                                0,
                                10))
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.replayed()).isEqualTo(Verdict.UNDECIDED);
                    assertThat(conflict.why()).contains(late ? "gave no answer within 5S" : "IllegalStateException");
                });
    }

    @Test
    void theyComePageByPage() {
        SyncRunner runner = conflicting(3, ConflictResolver.PREFER_LEFT);

        assertThat(runner.conflicts().replay("firms", ConflictResolver.PREFER_RIGHT, 0, 2))
                .hasSize(2);
        assertThat(runner.conflicts().replay("firms", ConflictResolver.PREFER_RIGHT, 2, 2))
                .hasSize(1);
        assertThatThrownBy(() -> runner.conflicts().replay("nobody", ConflictResolver.PREFER_RIGHT, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict rightButTheFirst(Conflict conflict) {
        return conflict.leftValue("name").display().endsWith("0") ? Verdict.UNDECIDED : Verdict.RIGHT;
    }

    private SyncRunnerBuilder builder(ConflictResolver policy) {
        return desk.builder(
                "runner",
                desk.firmsPair(DeletePolicy.UNLINK, new SameName(policy)).build());
    }

    /** So many firms that both sides have edited, which the policy was asked about. */
    private SyncRunner conflicting(int many, ConflictResolver policy) {
        SyncRunner runner = Desk.enabled(builder(policy).build());
        desk.firmsInStep(many);
        runner.runOnce();
        for (int i = 0; i < many; i++) {
            String id = Integer.toString(10_000 + i);
            desk.left.put("firm", id, "left " + i);
            desk.right.put("firm", desk.link(Side.LEFT, id).ref(Side.RIGHT).id(), "right " + i);
        }
        runner.runOnce();
        return runner;
    }
}
