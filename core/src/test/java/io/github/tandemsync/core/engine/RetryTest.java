package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody has mended what held records up, and wants them tried again now. */
class RetryTest {
    private final Desk desk = new Desk();
    private final ManualAlarm alarm = new ManualAlarm();
    private final SyncRunner runner =
            Desk.enabled(desk.builder("runner").alarms(() -> alarm).build());

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }

    @Test
    void aRefusedCreateIsTriedAtOnceAndCountsFromTheBeginning() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.refusesCreates(true);
        runner.runOnce();
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").mark().attempts()).isEqualTo(2);

        assertThat(runner.records().retry(List.of(firm("1")))).containsExactly(firm("1"));

        assertThat(desk.entry(Side.LEFT, "1").mark().attempts()).isZero();
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").mark().due())
                .as("still refused: an hour, as after the first time")
                .isEqualTo(desk.instant().plus(Duration.ofHours(1)));
        desk.right.refusesCreates(false);
        runner.records().retry(List.of(firm("1")));
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    @Test
    void aValueThatWasNotTakenIsSentAgain() {
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        desk.right.refusesUpdates(true);
        desk.left.put("firm", "1", "Contoso AG");
        runner.runOnce();
        desk.right.refusesUpdates(false);
        runner.hint(firm("1"));
        runner.runOnce();
        assertThat(desk.right.names("firm")).as("a hint is no retry").containsExactly("Contoso");

        assertThat(runner.records().retry(List.of(firm("1")))).containsExactly(firm("1"));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.link(Side.LEFT, "1").rules().values())
                .allSatisfy(rule -> assertThat(rule.status()).isEqualTo(Status.AGREED));
    }

    @Test
    void aValueThatIsRefusedOnceMoreStandsStillAgain() {
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        desk.right.refusesUpdates(true);
        desk.left.put("firm", "1", "Contoso AG");
        runner.runOnce();

        runner.records().retry(List.of(firm("1")));
        runner.runOnce();
        runner.hint(firm("1"));
        desk.right.clearCalls();
        runner.runOnce();

        assertThat(desk.events(Kind.REFUSED)).hasSize(2);
        assertThat(desk.right.calls("write")).isEmpty();
    }

    @Test
    void whatIsInStepOrUnknownIsLeftAlone() {
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();

        assertThat(runner.records().retry(List.of(firm("1"), firm("999")))).isEmpty();

        assertThat(desk.entry(Side.LEFT, "1").mark().due()).isNull();
    }

    @Test
    void thoseThatAreHeldUpAreNamed() {
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.refusesCreates(true);
        runner.runOnce();

        List<RecordRef> failing = new ArrayList<>();
        runner.records().in("firms", EntryState.FAILING, failing::add);

        assertThat(failing).containsExactly(firm("1"), firm("2"));
    }

    @Test
    void theNextRunBeginsSooner() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.refusesCreates(true);
        runner.start(Duration.ofMinutes(2));
        alarm.ring();
        desk.pass(Duration.ofMinutes(1));

        runner.records().retry(List.of(firm("1")));

        assertThat(alarm.after()).isEqualTo(Slot.GATHERING);
    }

    @Test
    void aTypeOfNoPairAndAForeignLeaseAreErrors() {
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        assertThatThrownBy(() ->
                        runner.records().retry(List.of(desk.left.type("ship").ref("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No pair of this runner has the type left:ship");
        try (SyncRunner other = desk.builder("other").build()) {
            assertThatThrownBy(() -> other.records().retry(List.of(firm("1")))).isInstanceOf(FencedException.class);
        }
    }
}
