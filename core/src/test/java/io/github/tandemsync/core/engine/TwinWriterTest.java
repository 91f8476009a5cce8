package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that was copied, connection id and all, and given a store of its own, is noticed by the copies that it makes. */
class TwinWriterTest {
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Desk desk = new Desk();
    private final InMemoryStateStore store = new InMemoryStateStore(desk);
    private final SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
    private int made;

    @ParameterizedTest
    @EnumSource(
            value = CreateKeyKind.class,
            names = {"CLIENT_ID", "UNIQUE", "SEARCHED"})
    void twoStoresOfOneConnectionAreNoticedAndDoubleNothing(CreateKeyKind keys) {
        desk.left.keys(keys);
        desk.right.keys(keys);
        SyncRunner twin = on(store);
        runner.runOnce();
        twin.runOnce();

        for (int round = 0; round < 30; round++) {
            create();
            desk.left.put("firm", "l0", "edited " + round);
            List<SyncRunner> both = round % 2 == 0 ? List.of(runner, twin) : List.of(twin, runner);
            both.forEach(SyncRunner::runOnce);
            desk.pass(INTERVAL);
        }

        SyncRunner stopped = runner.pairs().suspended("firms") == null ? twin : runner;
        assertThat(stopped.pairs().suspended("firms"))
                .contains("second-writer", "connection desk", "a store of its own", "resume(\"firms\")");
        assertThat(desk.right.names("firm")).hasSize(30).doesNotHaveDuplicates();
        assertThat(desk.left.names("firm")).hasSize(30).doesNotHaveDuplicates();
        (stopped == runner ? twin : runner).close();
        create();
        assertThat(stopped.runOnce().writes()).isZero();
        assertThat(desk.right.ids("firm")).hasSize(30);
        stopped.pairs().resume("firms");
        assertThat(stopped.runOnce().ok()).as("the other one is stopped").isTrue();
        assertThat(desk.right.ids("firm")).hasSize(31);
    }

    @Test
    void theOneThatIsAlwaysLaterIsSuspendedAndTheOtherGoesOn() {
        SyncRunner twin = on(store);
        runner.runOnce();
        twin.runOnce();

        for (int round = 0; round < 12; round++) {
            create();
            runner.runOnce();
            twin.runOnce();
            desk.pass(INTERVAL);
        }

        assertThat(twin.pairs().suspended("firms")).isNotNull();
        assertThat(runner.pairs().suspended("firms")).isNull();
        assertThat(desk.right.names("firm")).hasSize(12);
    }

    @Test
    void aFewInADaySuspendNothing() {
        SyncRunner twin = on(store);
        runner.runOnce();
        twin.runOnce();
        for (int round = 0; round < 24; round++) {
            create();
            runner.runOnce();
            twin.runOnce();
            desk.pass(Duration.ofHours(4));
        }
        assertThat(twin.pairs().suspended("firms")).isNull();
    }

    @Test
    void aStoreBegunAnewIsNotTakenForASecondWriter() {
        runner.runOnce();
        for (int i = 0; i < 30; i++) {
            create();
        }
        runner.runOnce();
        runner.close();

        SyncRunner anew = on(store);
        for (int run = 0; run < 5; run++) {
            assertThat(anew.runOnce().ok()).isTrue();
            touchAll();
        }

        assertThat(anew.pairs().suspended("firms")).isNull();
        assertThat(anew.pairs().counts("firms")).containsEntry(EntryState.LINKED, 60L);
    }

    @Test
    void aBackupThatWasRestoredIsNotTakenForASecondWriterWithRecoveryRulesOrWithout() {
        for (boolean rules : new boolean[] {true, false}) {
            InMemoryStateStore backup = new InMemoryStateStore(desk);
            SyncRunner before = on(backup);
            before.runOnce();
            before.close();
            SyncRunner forgotten = on(new InMemoryStateStore(desk));
            forgotten.runOnce();
            for (int i = 0; i < 30; i++) {
                create();
            }
            forgotten.runOnce();
            forgotten.close();

            SyncRunner restored = on(backup);
            if (rules) {
                restored.recover();
            }
            for (int run = 0; run < 5; run++) {
                restored.runOnce();
                desk.pass(INTERVAL);
            }

            assertThat(restored.pairs().suspended("firms")).isNull();
            assertThat(restored.pairs().counts("firms"))
                    .containsEntry(EntryState.LINKED, 2L * made)
                    .containsEntry(EntryState.AMBIGUOUS, 0L);
            restored.close();
        }
    }

    @Test
    void recoveryRulesInARunnerThatGoesOnCountNothingToo() {
        SyncRunner going = on(store);
        going.runOnce();
        for (int i = 0; i < 30; i++) {
            create();
        }
        runner.runOnce();
        going.recover();

        for (int run = 0; run < 5; run++) {
            going.runOnce();
            desk.pass(INTERVAL);
        }

        assertThat(going.pairs().suspended("firms")).isNull();
    }

    @Test
    void lostAnswersAndCrashesAreNotTakenForASecondWriter() {
        List<SyncRunner> all = new ArrayList<>(List.of(runner));
        runner.runOnce();
        for (int round = 0; round < 30; round++) {
            create();
            SyncRunner now = all.get(all.size() - 1);
            desk.right.line(ShelfConnector.Line.ANSWERS_LOST);
            now.runOnce();
            desk.right.line(ShelfConnector.Line.UP);
            if (round % 3 == 0) {
                now.close();
                all.add(on(desk.store));
            }
            desk.pass(INTERVAL);
        }
        SyncRunner last = all.get(all.size() - 1);
        last.runOnce();

        assertThat(last.pairs().suspended("firms")).isNull();
        assertThat(last.pairs().state("firms").notes()).doesNotContainKey("copies by another store");
        assertThat(desk.right.names("firm")).hasSize(30);
    }

    /** Somebody makes a record, on either side in turn. */
    private void create() {
        String id = made % 2 == 0 ? "l" + made : "r" + made;
        (made % 2 == 0 ? desk.left : desk.right).put("firm", id, "firm " + made);
        made++;
    }

    private void touchAll() {
        desk.pass(INTERVAL);
        for (String id : desk.right.ids("firm")) {
            desk.right.put("firm", id, "touched " + id + " " + desk.instant());
        }
    }

    private SyncRunner on(StateStore own) {
        return Desk.enabled(desk.builder(
                        "node " + made,
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build())
                .stateStore(own)
                .build());
    }
}
