package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.PairState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run calls and waits for may not change anything by the runner in the middle of it. */
class CalledBackTest {
    private static final RecordRef FIRM = new Desk().left.type("firm").ref("10000");
    private static final Map<String, Consumer<SyncRunner>> CALLS = calls();

    private final Desk desk = new Desk();
    private final AtomicReference<Consumer<SyncRunner>> call = new AtomicReference<>(runner -> {});
    private final List<Throwable> refused = new ArrayList<>();
    private final AtomicReference<SyncRunner> running = new AtomicReference<>();

    private static Map<String, Consumer<SyncRunner>> calls() {
        Map<String, Consumer<SyncRunner>> calls = new LinkedHashMap<>();
        PlanDigest none = planned();
        calls.put("runOnce", SyncRunner::runOnce);
        calls.put("runSlice", runner -> runner.runSlice(SliceBudget.unlimited()));
        calls.put("plan", SyncRunner::plan);
        calls.put("planLinks", SyncRunner::planLinks);
        calls.put("planResolution", runner -> runner.planResolution(List.of()));
        calls.put("planUndo", runner -> runner.planUndo("id-1"));
        calls.put("apply", runner -> runner.apply(none));
        calls.put("recover all", SyncRunner::recover);
        calls.put("acceptRestored", SyncRunner::acceptRestored);
        calls.put("enable", runner -> runner.pairs().enable("firms"));
        calls.put("disable", runner -> runner.pairs().disable("firms"));
        calls.put("delete", runner -> runner.pairs().delete("firms"));
        calls.put("recover", runner -> runner.pairs().recover("firms"));
        calls.put("resume", runner -> runner.pairs().resume("firms"));
        calls.put("acceptSchema", runner -> runner.pairs().acceptSchema("firms"));
        calls.put("consentToRemovals", runner -> runner.pairs().consentToRemovals("firms", 5));
        calls.put("thaw", runner -> runner.pairs().thaw("firms", FIRM, "name"));
        calls.put("retry", runner -> runner.records().retry(List.of(FIRM)));
        calls.put("erase", runner -> runner.records().erase(FIRM));
        calls.put("readmit", runner -> runner.records().readmit(FIRM));
        calls.put("close", SyncRunner::close);
        return calls;
    }

    private static PlanDigest planned() {
        return new Desk().runner().plan().digest();
    }

    static Stream<String> changing() {
        return CALLS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("changing")
    void aPolicyIsRefusedAndItsConflictLeftToAPerson(String name) {
        SyncRunner runner = conflicting();
        call.set(Contract.known(CALLS.get(name)));

        SyncReport report = runner.runOnce();

        assertRefused();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).startsWith("policy ");
            assertThat(problem.waiting()).isTrue();
        });
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .contains("the policy called the runner that is running", "answer by what it is given"));
        assertThat(desk.right.names("firm")).contains("other", "another");
    }

    @ParameterizedTest
    @MethodSource("changing")
    void aRuleIsRefusedAndItsRecordsAreParked(String name) {
        SyncRunner runner = runner(ConflictResolver.PREFER_LEFT, Set.of("translate"));
        runner.runOnce();
        desk.left.put("firm", "10000", "one");
        call.set(Contract.known(CALLS.get(name)));

        runner.runOnce();

        assertRefused();
        assertThat(desk.events(Kind.PARKED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .contains("Field rule name of pair firms called the runner that is running"));
    }

    @ParameterizedTest
    @MethodSource("changing")
    void aListenerIsRefusedAndTheRunGoesOn(String name) {
        SyncRunner runner = runner(ConflictResolver.PREFER_LEFT, Set.of("listener"));
        call.set(Contract.known(CALLS.get(name)));
        desk.left.put("firm", "new", "another");

        SyncReport report = runner.runOnce();

        assertRefused();
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.message()).contains("called the runner that is running"));
        assertThat(desk.right.names("firm")).contains("another");
    }

    @ParameterizedTest
    @MethodSource("viewNames")
    void aPolicyMayLookAtWhatIsStored(String name) {
        SyncRunner runner = conflicting();
        call.set(Contract.known(views().get(name)));

        runner.runOnce();

        assertThat(refused).isEmpty();
        assertThat(desk.right.names("firm")).as("the policy decided").contains("one");
    }

    static Stream<String> viewNames() {
        return views().keySet().stream();
    }

    private static Map<String, Consumer<SyncRunner>> views() {
        Map<String, Consumer<SyncRunner>> views = new LinkedHashMap<>();
        views.put("explain", runner -> runner.explain(FIRM));
        views.put("history", runner -> runner.history(HistoryQuery.of(Desk.CONNECTION)));
        views.put("state", runner -> runner.pairs().state("firms"));
        views.put("counts", runner -> runner.pairs().counts("firms"));
        views.put("links", runner -> runner.pairs().links("firms", link -> {}));
        views.put("in", runner -> runner.records().in("firms", EntryState.FAILING, ref -> {}));
        views.put("conflicts", runner -> runner.conflicts().open(0, 10));
        views.put("hint", runner -> runner.hint(FIRM));
        return views;
    }

    private void assertRefused() {
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another thread that the run does not wait for"));
        PairState state = Contract.known(running.get()).pairs().state("firms");
        assertThat(state.enabled()).isTrue();
    }

    /** Both sides have edited the one firm, and there is a new one. */
    private SyncRunner conflicting() {
        SyncRunner runner = runner(
                conflict -> {
                    callBack();
                    return Verdict.LEFT;
                },
                Set.of());
        runner.runOnce();
        desk.left.put("firm", "10000", "one");
        desk.right.put("firm", desk.link(Side.LEFT, "10000").ref(Side.RIGHT).id(), "other");
        desk.left.put("firm", "new", "another");
        return runner;
    }

    private SyncRunner runner(ConflictResolver policy, Set<String> where) {
        desk.firmsInStep(1);
        FieldRule rule = new Calling(policy, () -> {
            if (where.contains("translate")) {
                callBack();
            }
        });
        SyncRunner runner = Desk.enabled(
                desk.builder("runner", desk.firmsPair(DeletePolicy.UNLINK, rule).build())
                        .listener(new SyncListener() {
                            @Override
                            public void started(String run) {
                                if (where.contains("listener")) {
                                    callBack();
                                }
                            }
                        })
                        .build());
        running.set(runner);
        return runner;
    }

    private void callBack() {
        try {
            Contract.known(call.get()).accept(Contract.known(running.get()));
        } catch (RuntimeException fault) {
            refused.add(fault);
            throw fault;
        }
    }

    private record Calling(ConflictResolver onConflict, Runnable back) implements Plain {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            back.run();
            return new Translation.Translated(values);
        }
    }
}
