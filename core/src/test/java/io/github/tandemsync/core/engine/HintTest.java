package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody says that records are worth a look. */
class HintTest {
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Desk desk = new Desk();
    private final ManualAlarm alarm = new ManualAlarm();

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }

    private SyncRunner inStep() {
        SyncRunner runner =
                Desk.enabled(desk.builder("runner").alarms(() -> alarm).build());
        desk.fill(4);
        runner.runOnce();
        desk.left.clearCalls();
        desk.right.clearCalls();
        return runner;
    }

    private List<Entry> known(RecordRef ref) {
        return desk.store.entries(new EntryQuery.InAnyPair(Desk.CONNECTION, List.of(ref)));
    }

    @Test
    void whatIsHintedAtIsLookedAtByTheNextRunAndNothingElse() {
        SyncRunner runner = inStep();

        runner.hint(List.of(firm("101"), firm("103")));
        assertThat(desk.left.calls("")).as("a hint asks no system").isEmpty();
        SyncReport report = runner.runOnce();

        assertThat(desk.left.calls("read")).containsExactly("read firm[101, 103]");
        assertThat(report.writes()).isZero();
        assertThat(known(firm("101"))).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(EntryState.LINKED);
            assertThat(entry.mark().due()).isNull();
        });
    }

    @Test
    void aRecordThatNoFeedToldOfBecomesKnown() {
        desk.left.put("firm", "900", "Contoso");
        desk.left.hides(firm("900"));
        SyncRunner runner = inStep();
        runner.runOnce();
        assertThat(desk.right.names("firm")).doesNotContain("Contoso");

        runner.hint(firm("900"));
        runner.runOnce();

        assertThat(desk.right.names("firm")).contains("Contoso");
    }

    @Test
    void everyPairWithTheTypeHearsOfIt() {
        ObjectPair firms = desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
        ObjectPair customers = ObjectPair.builder("customers")
                .variant(new Variant(desk.left.type("firm"), desk.right.type("customer"), List.of(new SameName())))
                .match(SameName.MATCH)
                .build();
        SyncRunner runner =
                Desk.enabled(desk.builder("runner", firms).pair(customers).build());
        desk.firmsInStep(2);
        runner.runOnce();

        runner.hint(firm("10000"));

        assertThat(known(firm("10000")))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.mark().due()).isEqualTo(desk.instant()));
    }

    @Test
    void aTypeThatNoPairHasIsAnErrorAndNothingIsMarked() {
        SyncRunner runner = inStep();
        ObjectType ships = desk.left.type("ship");

        assertThatThrownBy(() -> runner.hint(List.of(firm("101"), ships.ref("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left:ship")
                .hasMessageContaining("[left:firm, left:person, right:firm, right:person]");

        assertThat(desk.entry(Side.LEFT, "101").mark().due()).isNull();
    }

    @Test
    void noLeaseIsNeeded() {
        SyncRunner holder = inStep();
        SyncRunner bystander = desk.builder("bystander").build();

        bystander.hint(firm("101"));

        holder.runOnce();
        assertThat(desk.left.calls("read")).containsExactly("read firm[101]");
    }

    @Test
    void insideARunItIsLookedAtByThatRun() {
        List<SyncRunner> itself = new ArrayList<>();
        inStep();
        SyncRunner runner = desk.builder("runner")
                .listener(new SyncListener() {
                    @Override
                    public void started(String run) {
                        itself.get(0).hint(firm("101"));
                    }
                })
                .build();
        itself.add(runner);

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.left.calls("read")).containsExactly("read firm[101]");
    }

    /** Else a hint would put rows back of a pair that was deleted. */
    @Test
    void aPairThatWasNeverListedNeedsNone() {
        SyncRunner runner = inStep();
        runner.pairs().disable("firms");
        runner.pairs().delete("firms");

        runner.hint(firm("101"));

        assertThat(known(firm("101"))).isEmpty();
    }

    @Test
    void aDisabledPairLooksOnceItIsEnabledAgain() {
        SyncRunner runner = inStep();
        runner.pairs().disable("firms");
        runner.start(INTERVAL);
        alarm.ring();
        desk.pass(Duration.ofMinutes(1));

        runner.hint(firm("101"));

        assertThat(alarm.after()).as("no run could do anything").isEqualTo(INTERVAL);
        runner.pairs().enable("firms");
        alarm.ring();
        assertThat(desk.left.calls("read")).containsExactly("read firm[101]");
    }

    @Test
    void theNextRunBeginsSoonerAndManyHintsBringOne() {
        SyncRunner runner = inStep();
        runner.start(INTERVAL);
        alarm.ring();
        desk.pass(Duration.ofMinutes(1));

        runner.hint(firm("101"));
        assertThat(alarm.after()).isEqualTo(Slot.GATHERING);
        desk.pass(Duration.ofMillis(300));
        runner.hint(firm("102"));
        runner.hint(firm("103"));

        assertThat(alarm.after()).as("it is not put off by further ones").isEqualTo(Slot.GATHERING);
        desk.left.clearCalls();
        assertThat(alarm.ring())
                .as("the feeds are asked when they would be without hints")
                .isEqualTo(Duration.ofMinutes(1).minusMillis(300));
        assertThat(desk.left.calls("")).containsExactly("read firm[101, 102, 103]");
    }

    @Test
    void hintsWithoutAnEndLeaveAPauseBetweenRuns() {
        SyncRunner runner = inStep();
        runner.start(INTERVAL);
        alarm.ring();
        for (int i = 0; i < 5; i++) {
            runner.hint(firm("101"));
            assertThat(alarm.after()).isEqualTo(Rhythm.BREATH);
            desk.pass(Rhythm.BREATH);
            alarm.ring();
        }
    }

    @Test
    void withoutStartOrAfterCloseItOnlyMarks() {
        SyncRunner runner = inStep();
        runner.hint(firm("101"));
        assertThat(alarm.after()).isNull();
        runner.start(INTERVAL);
        alarm.ring();
        runner.close();

        runner.hint(firm("102"));

        assertThat(alarm.after()).isNull();
        assertThat(desk.store.entries(new EntryQuery.Due(Desk.CONNECTION, new PairId("firms"), desk.instant(), 9)))
                .extracting(Entry::ref)
                .containsExactly(firm("102"));
    }
}
