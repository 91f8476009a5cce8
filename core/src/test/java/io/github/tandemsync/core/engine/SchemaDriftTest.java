package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapped field that is gone or of another kind suspends its pair, says so, and clears nothing. */
class SchemaDriftTest {
    private static final Duration LATER = SchemaWatch.AGE.plusMinutes(1);

    private final Desk desk = new Desk();

    @Test
    void aFieldThatIsGoneSuspendsThePairUntilItIsBack() {
        SyncRunner runner = inStep();
        desk.left.hasNo("name");
        desk.left.put("firm", "500", "new");
        desk.pass(LATER);

        SyncReport report = runner.runOnce();

        assertThat(report.problems())
                .extracting(SyncReport.Problem::message)
                .anySatisfy(message -> assertThat(message)
                        .isEqualTo(
                                "The field name of left:firm is gone; the pair firms is suspended. Bring the field back,"
                                        + " or correct the mapping and call pairs().acceptSchema(\"firms\")"));
        assertThat(report.writes()).isZero();
        assertThat(report.next()).isEqualTo(desk.instant().plus(Run.FAULT_PAUSE));
        assertThat(runner.pairs().suspended("firms")).startsWith("The field name of left:firm is gone; the pair firms");
        assertThat(runner.preflight().findings())
                .anySatisfy(finding -> assertThat(finding.message()).contains("the pair firms is suspended"));
        desk.left.has("name", Kind.TEXT);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.pairs().suspended("firms")).as("it is over").isNull();
    }

    @Test
    void aFieldThatCanNotBeWrittenAnyMoreSuspendsThePairUntilItCan() {
        SyncRunner runner = inStep();
        desk.right.readOnly("name", true);
        desk.left.put("firm", "500", "new");
        desk.pass(LATER);

        SyncReport report = runner.runOnce();

        assertThat(report.problems())
                .extracting(SyncReport.Problem::message)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("The field name of right:firm can not be written any more; the pair firms is"
                                + " suspended"));
        assertThat(desk.right.names("firm")).doesNotContain("new");
        desk.right.readOnly("name", false);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void aFieldOfAnotherKindSuspendsThePairUntilItIsAccepted() {
        SyncRunner runner = inStep();
        desk.right.has("name", Kind.CHOICE);
        desk.left.put("firm", "500", "new");
        desk.pass(LATER);
        assertThat(runner.runOnce().problems())
                .extracting(SyncReport.Problem::message)
                .anySatisfy(message ->
                        assertThat(message).startsWith("The field name of right:firm held TEXT and now holds CHOICE"));

        SyncRunner restarted = desk.builder("runner").build();
        Desk.enabled(restarted);
        assertThat(restarted.runOnce().ok()).as("enabling accepts nothing").isFalse();
        restarted.pairs().acceptSchema("firms");
        assertThat(restarted.pairs().suspended("firms")).isNull();

        SyncReport report = restarted.runOnce();

        assertThat(report.problems()).extracting(SyncReport.Problem::where).containsExactly("people");
        assertThat(desk.right.names("firm")).contains("new");
    }

    @Test
    void anEditOfOtherRulesAcceptsNothing() {
        desk.left.has("phone", Kind.TEXT);
        desk.left.put("firm", "1", "Contoso");
        desk.left.edit("firm", "1", "phone", "111");
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new SameField("phone"));
        runner.runOnce();
        desk.left.hasNo("phone");
        runner.close();
        SyncRunner edited =
                desk.firms(DeletePolicy.UNLINK, new SameName(), new SameField("phone"), new SameField("city"));

        assertThat(edited.runOnce().problems())
                .extracting(SyncReport.Problem::message)
                .anySatisfy(message -> assertThat(message).startsWith("The field phone of left:firm is gone"));
        assertThat(edited.runOnce().ok()).as("nor does a second run").isFalse();
        edited.close();

        SyncRunner without = desk.firms(DeletePolicy.UNLINK, new SameName(), new SameField("city"));
        assertThat(without.runOnce().ok()).as("no rule maps the field any more").isTrue();
        assertThat(without.pairs().suspended("firms")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasRefusedForAFieldIsDecidedAnewOnceItIsAccepted(boolean accepted) {
        desk.left.put("firm", "1", "Contoso");
        desk.left.edit("firm", "1", "phone", "111");
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new SameField("phone"));
        runner.runOnce();
        desk.right.readOnly("phone", true);
        desk.right.refusesUpdates(true);
        desk.left.edit("firm", "1", "phone", "222");
        runner.runOnce();
        assertThat(desk.link(Side.LEFT, "1").rule("phone").status()).isEqualTo(Status.REFUSED);

        desk.right.refusesUpdates(false);
        desk.pass(LATER);
        runner.runOnce();
        if (accepted) {
            runner.pairs().acceptSchema("firms");
            runner.runOnce();
        }
        desk.right.readOnly("phone", false);
        desk.pass(LATER);
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.right.text(
                        "firm", desk.link(Side.LEFT, "1").ref(Side.RIGHT).id(), "phone"))
                .isEqualTo("222");
        desk.right.readOnly("phone", true);
        desk.pass(LATER);
        assertThat(runner.runOnce().ok())
                .as("it is held to what it was once more")
                .isFalse();
    }

    @Test
    void anAnswerThatTheRequestMakesNoSenseHasTheFieldsLookedAt() {
        SyncRunner runner = inStep();
        desk.left.put("firm", "500", "new");
        desk.right.hasNo("name");
        desk.left.onCall(call -> {
            if (call.startsWith("read firm")) {
                throw new ConnectorException(Category.INVALID, "no such field");
            }
        });

        assertThat(runner.runOnce().problems())
                .extracting(SyncReport.Problem::message)
                .containsExactly("no such field");
        assertThat(runner.runOnce().problems())
                .extracting(SyncReport.Problem::message)
                .anySatisfy(message -> assertThat(message).startsWith("The field name of right:firm is gone"));
    }

    @Test
    void schemasAreNotAskedForInEveryRun() {
        SyncRunner runner = inStep();
        desk.left.clearCalls();
        desk.pass(SchemaWatch.AGE.dividedBy(2));
        runner.runOnce();
        assertThat(desk.left.calls("schema")).isEmpty();
        desk.pass(LATER);
        runner.runOnce();
        assertThat(desk.left.calls("schema")).hasSize(2);
    }

    private SyncRunner inStep() {
        desk.fill(3);
        SyncRunner runner = desk.runner();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        return runner;
    }
}
