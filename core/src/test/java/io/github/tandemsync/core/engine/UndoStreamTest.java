package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of any size is taken back by a plan that goes to a sink, page by page of its history. */
class UndoStreamTest {
    private static final int FIRMS = 40;

    private final Desk desk = new Desk();

    private SyncRunner runner(int roundSize) {
        return Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("phone"))
                                .build())
                .roundSize(roundSize)
                .build());
    }

    /** A run that wrote names on the right and, of every other firm, a phone on the left. */
    private String wrote(SyncRunner runner) {
        desk.firmsInStep(FIRMS);
        runner.runOnce();
        for (int i = 0; i < FIRMS; i++) {
            String id = Integer.toString(10_000 + i);
            desk.left.put("firm", id, "renamed " + id);
            if (i % 2 == 0) {
                desk.right.edit("firm", "r" + id, "phone", "555");
            }
        }
        return runner.runOnce().run();
    }

    /** Keeps nothing but what tells whether others keep it, and how many items of each kind there were. */
    private static final class Forgetful implements PlanSink {
        private final List<WeakReference<PlanItem>> items = new ArrayList<>();
        private int writes;

        @Override
        public void item(PlanItem item) {
            items.add(new WeakReference<>(item));
            writes += item.isWrite() ? 1 : 0;
        }

        @Override
        public void withdrawn(String fingerprint) {
            throw new AssertionError("nothing is withdrawn here");
        }

        long kept() {
            return items.stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 2000})
    void eachLinkIsTakenBackOnceWhateverThePages(int roundSize) {
        SyncRunner runner = runner(roundSize);
        String run = wrote(runner);
        Forgetful sink = new Forgetful();

        PlanDigest plan = runner.planUndo(run, sink);
        SyncReport report = runner.apply(plan);

        assertThat(sink.writes).isEqualTo(FIRMS + FIRMS / 2);
        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(FIRMS + FIRMS / 2);
        assertThat(desk.right.names("firm")).allMatch(name -> name.startsWith("firm "));
        assertThat(desk.left.text("firm", "10000", "phone")).isEmpty();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(runner.planUndo(run).writes()).isEmpty();
    }

    @Test
    void theSinkGetsWhatThePlanInMemoryHas() {
        SyncRunner runner = runner(6);
        String run = wrote(runner);
        PlanList sink = new PlanList();

        runner.planUndo(run, sink);

        assertThat(sink.items()).isEqualTo(runner.planUndo(run).items());
    }

    @Test
    void aPlanMayBeAppliedByAnotherRunner() {
        SyncRunner runner = runner(6);
        String run = wrote(runner);
        PlanDigest plan = runner.planUndo(run, new Forgetful());
        runner.close();

        SyncReport report = runner(11).apply(plan);

        assertThat(report.problems()).isEmpty();
        assertThat(desk.right.names("firm")).allMatch(name -> name.startsWith("firm "));
    }

    @Test
    void whatWasWrittenTwiceInOneRunGoesBackToWhatItHeldBeforeTheFirst() {
        SyncRunner runner = runner(2);
        String run = wrote(runner);
        desk.left.put("firm", "10003", "and again");
        runner.runOnce();
        Lease lease = desk.store
                .acquire(Desk.CONNECTION, new HolderId("runner"), Duration.ofMinutes(1))
                .orElseThrow();
        desk.store.commit(
                lease,
                new StateChange()
                        .record(new HistoryEntry(
                                new PairId("firms"),
                                run,
                                Kind.UPDATED,
                                Side.RIGHT,
                                desk.right.type("firm").ref("r10003"),
                                desk.left.type("firm").ref("10003"),
                                null,
                                Values.of("name", FieldValue.text("renamed 10003")),
                                Values.of("name", FieldValue.text("and again")),
                                "",
                                false,
                                desk.instant())));

        SyncRunner later = runner(2);
        later.apply(later.planUndo(run, new Forgetful()));

        assertThat(desk.right.text("firm", "r10003", "name")).isEqualTo("firm 10003");
    }

    @Test
    void noPageOfTheHistoryIsLargerThanARoundHoweverLongTheRun() {
        String run = wrote(runner(10));
        AtomicInteger largest = new AtomicInteger();
        StateStore counted = (StateStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(desk.store, arguments);
                    if (answer instanceof HistoryPage page) {
                        largest.accumulateAndGet(page.events().size(), Math::max);
                    }
                    return answer;
                });
        SyncRunner runner = desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("phone"))
                                .build())
                .stateStore(counted)
                .roundSize(10)
                .build();

        PlanDigest plan = runner.planUndo(run, new Forgetful());
        runner.apply(plan);

        assertThat(plan.counts()).containsEntry(PlanItem.Action.UPDATE, (long) FIRMS + FIRMS / 2);
        assertThat(largest.get()).isBetween(1, 20);
    }

    @Test
    void theItemsAreNotKept() {
        SyncRunner runner = runner(10);
        String run = wrote(runner);
        Forgetful sink = new Forgetful();
        PlanDigest plan = runner.planUndo(run, sink);

        for (int i = 0; i < 50 && sink.kept() > 0; i++) {
            System.gc();
        }

        assertThat(sink.items).hasSize(FIRMS + FIRMS / 2);
        assertThat(sink.kept()).isZero();
        assertThat(plan.counts()).containsEntry(PlanItem.Action.UPDATE, (long) FIRMS + FIRMS / 2);
    }
}
