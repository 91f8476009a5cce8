package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.engine.SyncReport.Problem;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What could be learned of a person is erased, and the report says what could not, and who else may be the same. */
class ErasureReportTest {
    private final PersonDesk people = new PersonDesk();
    private final Desk desk = people.desk;
    private final SyncRunner runner = people.runner;
    private final RecordRef one = people.ref(Side.LEFT, "1");

    @BeforeEach
    void inStep() {
        PersonDesk.person(desk.left, "1", "Ada");
        runner.runOnce();
    }

    private static void silent(ShelfConnector shelf) {
        shelf.onCall(call -> {
            if (call.startsWith("read")) {
                throw new ConnectorException(Category.UNAUTHORIZED, "the token was revoked");
            }
        });
    }

    private void staysOut() {
        people.everybodyDeletes();
        PersonDesk.person(desk.left, "again", "Ada");
        assertThat(runner.runOnce().writes()).isZero();
        people.isKeptOut(Side.LEFT, "again");
    }

    @Test
    void linkedRecordsThatShowTheSameTodayAreNamedOnBothSides() {
        PersonDesk.person(desk.left, "2", "Countess");
        PersonDesk.person(desk.left, "3", "Baroness");
        runner.runOnce();
        RecordRef copyOfTwo = people.facing("2");
        RecordRef copyOfThree = people.facing("3");
        desk.right.edit("firm", copyOfTwo.id(), "mail", PersonDesk.mail("Ada"));
        runner.runOnce();
        ErasureReport report = runner.records().erase(one);

        assertThat(report.alike()).containsExactlyInAnyOrder(people.ref(Side.LEFT, "2"), copyOfTwo);
        desk.left.put("firm", "2", "Countess of L.");
        desk.left.put("firm", "3", "Baroness of W.");
        assertThat(runner.runOnce().writes()).as("linked ones go on").isEqualTo(2);
        assertThat(desk.right.text("firm", copyOfThree.id(), "name")).isEqualTo("Baroness of W.");
    }

    @Test
    void aRuleThatThrowsKeepsNothingInTheStoreAndTellsNoValue() {
        desk.left.edit("firm", "1", "mail", "odd");
        people.breaksRule(true);
        ErasureReport report = runner.records().erase(one);
        people.breaksRule(false);

        assertThat(report.records()).hasSize(2);
        assertThat(report.problems()).extracting(Problem::where).containsExactly("firms");
        assertThat(report.toString()).contains("NumberFormatException").doesNotContain("odd", "Ada");
        people.nothingIsKept();
        people.isKeptOut(Side.LEFT, "1");
        staysOut();
    }

    @Test
    void aRuleThatThrowsDoesNotKeepAnybodyFromBeingReadmitted() {
        runner.records().erase(one);
        people.breaksRule(true);
        assertThat(runner.records().readmit(one)).isTrue();
        people.breaksRule(false);
        desk.left.put("firm", "1", "Countess");
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Countess");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aSystemThatDoesNotAnswerIsNamedAndWhatTheStoreHoldsIsErased(Side side) {
        silent(desk.shelf(side));
        ErasureReport report = runner.records().erase(one);
        desk.shelf(side).onCall(call -> {});

        assertThat(report.records()).hasSize(2);
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).message()).contains("the token was revoked", "do it again");
        people.nothingIsKept();
        assertThat(runner.records().erase(one).problems()).isEmpty();
        staysOut();
    }

    @Test
    void systemsThatDoNotSayWhoTheyAreAreNotAskedForRecords() {
        runner.close();
        SyncRunner later = people.another();
        desk.left.unreachable();
        desk.right.unreachable();
        desk.left.clearCalls();
        ErasureReport report = later.records().erase(one);

        assertThat(report.problems()).hasSize(2);
        assertThat(desk.left.calls("read")).isEmpty();
        people.nothingIsKept();
        later.close();
    }

    @Test
    void aRecordThatNobodyMayReadIsNamed() {
        desk.left.keepsFromUs(one);
        ErasureReport report = runner.records().erase(one);

        assertThat(report.problems()).extracting(Problem::where).containsExactly(one.toString());
        people.nothingIsKept();
    }

    @Test
    void toBeReadmittedBothSystemsHaveToAnswer() {
        runner.records().erase(one);
        silent(desk.left);
        assertThatThrownBy(() -> runner.records().readmit(one)).isInstanceOf(ConnectorException.class);
        people.isKeptOut(Side.LEFT, "1");
    }
}
