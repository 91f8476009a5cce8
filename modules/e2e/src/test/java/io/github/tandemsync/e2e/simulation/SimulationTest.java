package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.LineMarks;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.PlannedWrite;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The simulation: the kept tapes first, then many histories ({@code -Dtandem.histories}, {@code -Dtandem.seed}), and a share of as many
 * in each scenario. Red if one breaks an invariant, or, of {@value #ENOUGH} or more, if a fault, user action, report kind or recovery
 * branch was never met.
 */
class SimulationTest {
    private static final long HISTORIES = Long.getLong("tandem.histories", 2000);

    private static final long FIRST_SEED = Long.getLong("tandem.seed", 1);

    /** So many meet everything that there is. */
    private static final long ENOUGH = 60_000;

    /** A seed in whose history somebody restores what a copy that we removed was made from; one of 25,000 has that. */
    private static final long MADE_ANEW = 82_991;

    private static final long RARE_HISTORIES = share(300);
    private static final long MANNER_HISTORIES = share(500);
    /** Some ten seconds of two idle cores. */
    private static final long LINES_HISTORIES = share(2_000);

    private static final long HARD_HISTORIES = share(2000);

    /** Some ten seconds of two idle cores. */
    private static final long HOST_HISTORIES = share(800);

    /** Each plays two histories, alone and together. */
    private static final long NEIGHBOURS_HISTORIES = share(200);

    private static final long SECOND_WRITER_HISTORIES = share(200);

    private static final int THREADS = 2;

    @TestFactory
    Stream<DynamicTest> keptTapesStayWell() {
        return KeptTape.all().stream()
                .map(kept -> DynamicTest.dynamicTest(kept.name(), () -> {
                    Choices choices = Choices.replay(Tape.parse(Scenario.history(kept.tape())));
                    Outcome outcome = run(Scenario.in(kept.tape()), choices);
                    assertThat(outcome.violation()).as(kept.replay()).isNull();
                }));
    }

    @TestFactory
    Stream<DynamicTest> keptSeedsStayWell() {
        return KeptSeed.all().stream()
                .map(kept -> DynamicTest.dynamicTest("seed " + kept.address(), () -> {
                    Outcome outcome = run(kept.scenario(), Choices.seeded(kept.seed()));
                    assertThat(outcome.violation()).as(kept.replay()).isNull();
                }));
    }

    @Test
    @Tag("long")
    void historiesBreakNothingAndMeetEverything() {
        Campaign campaign = new Campaign(TandemEngine::start);
        campaign.run(FIRST_SEED, HISTORIES, THREADS, () -> false);
        System.out.println(campaign);
        assertThat(campaign.failures()).as("%s", replays(campaign.failures())).isEmpty();
        if (isEnough()) {
            Coverage met = campaign.coverage();
            met.add(rare(Scenario.MASS, "report NEEDS_CONSENT"));
            met.add(rare(Scenario.FIGHT, "report FROZEN"));
            met.add(unbroken(Scenario.ANY, MADE_ANEW, 1));
            List<String> never = met.counts().entrySet().stream()
                    .filter(mark -> mark.getValue() == 0)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(never).as("never met").isEmpty();
        } else {
            System.out.println("Not judged, with fewer than " + ENOUGH + " histories: whether everything was met");
        }
    }

    private static boolean isEnough() {
        return HISTORIES >= ENOUGH;
    }

    private static long share(long ofEnough) {
        return Math.min(ofEnough, Math.max(20, ofEnough * HISTORIES / ENOUGH));
    }

    private static void demandMet(Coverage coverage, String... marks) {
        if (isEnough()) {
            assertThat(marks)
                    .allSatisfy(mark ->
                            assertThat(coverage.counts().get(mark)).as(mark).isPositive());
        }
    }

    /** What it takes many records, or two automations, to meet. */
    private static Coverage rare(Scenario scenario, String mark) {
        Coverage met = unbroken(scenario, 1, RARE_HISTORIES);
        demandMet(met, mark);
        return met;
    }

    /** What histories of the scenario have met, none of which breaks anything. */
    private static Coverage unbroken(Scenario scenario, long firstSeed, long histories) {
        Campaign campaign = new Campaign(scenario, TandemEngine::start);
        campaign.run(firstSeed, histories, THREADS, () -> false);
        System.out.println(scenario.label() + ": " + campaign);
        assertThat(campaign.failures()).as("%s", replays(campaign.failures())).isEmpty();
        return campaign.coverage();
    }

    @Test
    @Tag("long")
    void systemsAtTheirWorstBreakNothing() {
        Coverage met = unbroken(Scenario.HARD, FIRST_SEED, HARD_HISTORIES);
        Stream<String> hardships = Scenario.HARD.hardships().stream().map(Scenario::mark);
        Stream<String> branches = Stream.of("branch BATCH_BISECTED", "branch VALUE_TAKEN", "branch FOUND_EDITED");
        demandMet(met, Stream.concat(hardships, branches).toArray(String[]::new));
    }

    @Test
    void hardshipsAreDrawnInHardScenariosOnlyAndTheOpenOnesInOne() {
        assertThat(Scenario.ANY.hardships()).isEmpty();
        assertThat(Scenario.HARDER.hardships()).containsExactly(Hardship.values());
        assertThat(Scenario.HARD.hardships()).contains(Hardship.BIN_FORGETS).doesNotContain(Hardship.TRAIL_UNSIGNED);
    }

    @Test
    @Tag("long")
    void whatIsApprovedIsDoneOrRefusedAndNothingElse() {
        Coverage met = rare(Scenario.APPLY, "plan refused in part");
        demandMet(met, "plan carried out");
    }

    @Test
    @Tag("long")
    void aPlanOfLinksJoinsWhatItNamesAndWritesNothing() {
        Coverage met = rare(Scenario.LINKS_FIRST, "planned link judged");
        demandMet(met, "planned link refused");
    }

    @Test
    @Tag("long")
    void whatIsDeletedAndMadeAgainFacesWhatTheFirstLeftBehind() {
        rare(Scenario.MADE_AGAIN, "made again, and linked with what was left behind");
    }

    @Test
    @Tag("long")
    void whatIsTakenBackOrSettledStaysSoAndNothingElseIsSent() {
        Coverage met = rare(Scenario.OPERATE, "run taken back");
        demandMet(met, "conflicts settled");
    }

    @Test
    @Tag("long")
    void aStoreThatIsSaidToBeOlderThanTheSystemsOverwritesNothing() {
        demandMet(rare(Scenario.RECOVER, "store put back"), "recovered");
    }

    @Test
    @Tag("long")
    void aSystemThatIsPutBackStopsEverythingUntilItIsAcceptedAndLosesNothing() {
        demandMet(rare(Scenario.RESTORED, "put back, and said so"), "put back, and accepted");
    }

    @Test
    @Tag("long")
    void whoTakesPartIsDecidedByWhatPeopleNote() {
        Coverage met = rare(Scenario.MEMBERS, "report PAUSED");
        demandMet(met, "report RESUMED", "the membership filter throws");
    }

    @Test
    @Tag("long")
    void aTypeThatFacesTwoIsCopiedAsTheRouterSays() {
        demandMet(rare(Scenario.BUNDLES, "routed to variant 1"), "routed to variant 0");
    }

    @Test
    @Tag("long")
    void linesAreHeldToTheirOwners() {
        Coverage met = unbroken(Scenario.LINES, FIRST_SEED, LINES_HISTORIES);
        demandMet(met, Stream.of(LineMarks.values()).map(LineMarks::mark).toArray(String[]::new));
    }

    @Test
    @Tag("long")
    void aPairThatIsDisabledEditedOrDeletedLosesNothing() {
        Coverage met = rare(Scenario.LIFECYCLE, "pair disabled");
        demandMet(met, "pair deleted", "field unmapped", "records retried", "removals consented to");
    }

    @Test
    @Tag("long")
    void whatIsTakenAwayForAWhileIsMissedAndNothingIsLost() {
        Coverage met = rare(Scenario.UPKEEP, "run interrupted");
        demandMet(
                met,
                "stood still for FIELD_GONE",
                "stood still for FIELD_READ_ONLY",
                "stood still for OTHER_SYSTEM",
                "stood still for CALLS_USED_UP",
                "trouble RIGHT_MISSING",
                "write to a closed field",
                "mapping edited",
                "edit has leave by PAUSE",
                "edit has leave by UNLINK",
                "edit lets in");
    }

    @Test
    @Tag("long")
    void whatTheApplicationDoesBreaksNothing() {
        Coverage met = unbroken(Scenario.HOST, FIRST_SEED, HOST_HISTORIES);
        demandMet(
                met,
                "host's code throws",
                "policy answers null",
                "policy late",
                "policy throws",
                "third value given",
                "third value judged",
                "conflicts replayed",
                "rule thawed",
                "twin left alone",
                "audit finds nothing",
                "audit finds differences",
                "gap judged",
                "gaps filled",
                "records retried");
    }

    @Test
    @Tag("long")
    void aRecordWithWhichNothingWorksHoldsUpNoOther() {
        Coverage met = rare(Scenario.POISON, "poison UNREADABLE");
        demandMet(met, "poison WRITE_REFUSED", "poison WRITE_UNANSWERED", "poison WRITE_PUT_OFF", "poison WRITE_MOVED");
    }

    @Test
    @Tag("long")
    void anotherConnectionInTheSameStoreChangesNothing() {
        Coverage met = unbroken(Scenario.NEIGHBOURS, FIRST_SEED, NEIGHBOURS_HISTORIES);
        demandMet(met, "two connections at work", "record erased", "pair deleted", "fault CRASH");
    }

    @Test
    @Tag("long")
    void aPairThatStandsStillHoldsUpNoOther() {
        Coverage met = rare(Scenario.SUSPENDED, "done beside while the other pair is in trouble");
        demandMet(
                met,
                "stood still for FIELD_GONE",
                "stood still for FIELD_READ_ONLY",
                "stood still for RIGHT_MISSING",
                "stood still for CONNECTOR_THROWS",
                "host's code throws");
    }

    @Test
    @Tag("long")
    void aSecondWriterIsNoticedBeforeManyAreThereTwice() {
        Coverage met = unbroken(Scenario.SECOND_WRITER, FIRST_SEED, SECOND_WRITER_HISTORIES);
        demandMet(met, "copied rival, suspended", "other rival, suspended", "other rival, not noticed");
    }

    @Test
    @Tag("long")
    void whoWasErasedIsNotMadeAgain() {
        Coverage met = rare(Scenario.PRIVACY, "record erased");
        demandMet(met, "report ERASED", "record readmitted", "readmission judged");
    }

    @Test
    @Tag("long")
    void referencesThatNoFeedTellsOfAreFound() {
        rare(Scenario.QUIET_REFERENCES, "user REPARENT");
    }

    @Test
    @Tag("long")
    void runsInSlicesCallsInAnyOrderAndStartedRunnersBreakNothing() {
        for (Manner manner : List.of(
                new Manner(true, false, false),
                new Manner(false, true, false),
                new Manner(true, true, false),
                new Manner(false, false, true))) {
            Campaign campaign = new Campaign(TandemEngine.in(manner));
            campaign.run(1, MANNER_HISTORIES, THREADS, () -> false);
            System.out.println(manner + ": " + campaign);
            assertThat(campaign.failures())
                    .as("%s %s", manner, replays(campaign.failures()))
                    .isEmpty();
        }
    }

    @Test
    void aHistoryIsToldAndReplayedByItsTape() {
        Outcome told = History.run(Choices.seeded(5), TandemEngine::start, Story.told(), new Coverage());
        assertThat(told.story()).contains("runner-1 runs", "all is well from here on");
        assertThat(run(Scenario.ANY, Choices.replay(told.tape())).fingerprint()).isEqualTo(told.fingerprint());
    }

    @Test
    void aHistoryThatNeverEndsIsAViolation() {
        Outcome outcome = History.run(Choices.seeded(5), Busy::new, Story.silent(), new Coverage());
        assertThat(String.valueOf(outcome.violation())).startsWith("LIVENESS").contains("for ever");
    }

    @Test
    void aScenarioIsPartOfTheAddressOfItsHistories() {
        String address = Scenario.LATE_RUNNER.address("17");
        assertThat(address).isEqualTo("late-runner:17");
        assertThat(Scenario.in(address)).isEqualTo(Scenario.LATE_RUNNER);
        assertThat(Scenario.history(address)).isEqualTo("17");
        assertThat(Scenario.in("17")).isEqualTo(Scenario.ANY);
        assertThat(Scenario.history("17")).isEqualTo("17");
        assertThatThrownBy(() -> Scenario.in("no-such:17")).hasMessageContaining("no-such");
    }

    @Test
    void theCommandLineSaysWhatItCanDo() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(new Simulation(TandemEngine::start, out).obey("what?")).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("run COUNT", "show SEED|TAPE");
    }

    private static Outcome run(Scenario scenario, Choices choices) {
        return History.run(scenario, choices, TandemEngine::start, Story.silent(), new Coverage());
    }

    /** An engine that goes on asking its store. */
    private record Busy(Setup setup) implements EngineUnderTest {
        @Override
        public void enable() {}

        @Override
        public void disable() {}

        @Override
        public void delete() {}

        @Override
        public void retry() {}

        @Override
        public void consent(int more) {}

        @Override
        public List<String> cycle() {
            while (true) {
                setup.store().connection(setup.connection());
            }
        }

        @Override
        public void recover() {}

        @Override
        public List<PlannedWrite> plan() {
            return List.of();
        }

        @Override
        public List<PlannedWrite> planUndo(String run) {
            return List.of();
        }

        @Override
        public List<PlannedWrite> planResolution(Supplier<Side> winner) {
            return List.of();
        }

        @Override
        public List<PlannedWrite> plan(Function<SyncRunner, SyncPlan> planning) {
            return List.of();
        }

        @Override
        public void order(Consumer<SyncRunner> order) {}

        @Override
        public List<RecordRef> erase(RecordRef ref) {
            return List.of();
        }

        @Override
        public List<String> apply() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** How to see each again, and the first one's plainest form. */
    private static String replays(List<Campaign.Failure> failures) {
        StringBuilder text = new StringBuilder();
        if (!failures.isEmpty()) {
            ByteArrayOutputStream shrunk = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(shrunk, true, StandardCharsets.UTF_8);
            boolean well = new Simulation(TandemEngine::start, out)
                    .obey("shrink", failures.get(0).seed());
            text.append(well ? "By itself it is well: " : "The first, shrunk:\n")
                    .append(shrunk.toString(StandardCharsets.UTF_8));
        }
        for (Campaign.Failure failure : failures) {
            text.append("SEED=")
                    .append(failure.seed())
                    .append(' ')
                    .append(failure.violation())
                    .append("\n  replay: modules/e2e/simulation.sh show ")
                    .append(failure.seed())
                    .append('\n');
        }
        return text.toString();
    }
}
