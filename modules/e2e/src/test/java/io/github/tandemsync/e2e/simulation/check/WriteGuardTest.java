package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Models;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes of the engine that the checker must accept, and those that it must see. */
class WriteGuardTest {
    private final Scene scene = new Scene();

    @Test
    void acceptsWhatWasJournalled() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.engineSets(b, Field.NAME, "two");
        scene.engineRemoves(b);
        assertThat(seen(scene)).isNull();
    }

    @Test
    void seesACreateThatWasNotJournalled() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.create(new WriteRequest.Create(Models.ACCOUNT.type(), new CreateKey("k"), name("one")), a, Side.RIGHT);
        assertThat(seen(scene)).isEqualTo(Invariant.WRITE_AHEAD);
    }

    @Test
    void seesACopyOfARecordThatFacesOneAlready() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.journalsACopy(a);
        scene.copied(a);
        assertThat(seen(scene)).isNull();
        scene.journalsACopy(a);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void seesAnUpdateThatWasNotJournalled() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.send(b, name("two"));
        assertThat(seen(scene)).isEqualTo(Invariant.WRITE_AHEAD);
    }

    @Test
    void seesARemovalThatWasNotJournalled() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.removes(b);
        assertThat(seen(scene)).isEqualTo(Invariant.WRITE_AHEAD);
    }

    @Test
    void seesAnUnmappedField() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.engineSets(b, Field.NOTES, "two");
        assertThat(seen(scene)).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesAFieldAgainstItsDirection() {
        Scene oneWay = new Scene(
                new Terms(Map.of(Field.NAME, Direction.TO_LEFT), false, DeletePolicy.UNLINK, DeletePolicy.UNLINK));
        Row b = oneWay.userCreates(Side.RIGHT, "one");
        oneWay.copied(b);
        oneWay.engineSets(b, Field.NAME, "two");
        assertThat(seen(oneWay)).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesAWriteOfWhatIsThere() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.engineSets(b, Field.NAME, "ONE ");
        assertThat(seen(scene)).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesAWriteToAStranger() {
        Row b = scene.userCreates(Side.RIGHT, "one");
        scene.engineSets(b, Field.NAME, "two");
        assertThat(seen(scene)).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesTheRemovalOfAStranger() {
        scene.engineRemoves(scene.userCreates(Side.RIGHT, "one"));
        assertThat(seen(scene)).isEqualTo(Invariant.SCOPE);
    }

    @Test
    void seesARemovalBecauseOfARecordThatHasNeverBeenAway() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.engineRemoves(b, a);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_UNASKED_REMOVAL);
    }

    @Test
    void acceptsARemovalBecauseOfOneThatAUserDeleted() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.left.remove(a, Author.USER);
        scene.engineRemoves(b, a);
        assertThat(seen(scene)).isNull();
    }

    @Test
    void seesAReferenceToARecordThatFacesNone() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        Row alone = scene.userCreates(Side.RIGHT, "alone");
        scene.engineSends(b, Values.of("parentaccountid", FieldValue.reference(alone.ref())));
        assertThat(seen(scene)).isEqualTo(Invariant.NO_DANGLING);
    }

    @Test
    void seesACommitOfAnOlderEpoch() {
        scene.commit(2, new StateChange());
        scene.commit(1, new StateChange());
        assertThat(seen(scene)).isEqualTo(Invariant.FENCED);
    }

    @Test
    void acceptsTwentyRemovalsADay() {
        scene.engineTakesAway(20);
        assertThat(seen(scene)).isNull();
    }

    @Test
    void seesTheTwentyFirst() {
        scene.engineTakesAway(21);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_MASS);
    }

    @Test
    void acceptsFivePercentOfTheLinks() {
        scene.linked(1_000);
        scene.engineTakesAway(50);
        assertThat(seen(scene)).isNull();
    }

    @Test
    void seesMoreThanFivePercentOfTheLinks() {
        scene.linked(1_000);
        scene.engineTakesAway(51);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_MASS);
    }

    @Test
    void countsNoLinksThatHaveEnded() {
        scene.linked(1_000);
        scene.ended(1_000);
        scene.engineTakesAway(21);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_MASS);
    }

    @Test
    void acceptsTwentyMoreOnTheNextDay() {
        scene.engineTakesAway(20);
        scene.clock.advance(Duration.ofHours(24).minusMinutes(10));
        scene.engineTakesAway(20);
        assertThat(seen(scene)).isNull();
    }

    @Test
    void seesOneMoreJustBeforeTheDayIsOver() {
        scene.engineTakesAway(20);
        scene.clock.advance(Duration.ofHours(24).minusMinutes(11));
        scene.engineTakesAway(1);
        assertThat(seen(scene)).isEqualTo(Invariant.NO_MASS);
    }

    @Test
    void tellsWhatTakesSomethingAwayFromWhatDoesNot() {
        Row b = scene.copied(scene.userCreates(Side.LEFT, "one"));
        assertThat(scene.takesAway(new WriteRequest.Remove(b.ref(), null, WriteRequest.How.ARCHIVE)))
                .isTrue();
        assertThat(scene.takesAway(new WriteRequest.Update(b.ref(), null, Values.of("name", FieldValue.EMPTY))))
                .isTrue();
        assertThat(scene.takesAway(new WriteRequest.Update(b.ref(), null, name("two"))))
                .isFalse();
        assertThat(scene.takesAway(new WriteRequest.Update(b.ref(), null, Values.of("telephone1", FieldValue.EMPTY))))
                .as("it holds none")
                .isFalse();
    }

    private static @Nullable Invariant seen(Scene scene) {
        Violation violation = scene.ledger.violation();
        return violation == null ? null : violation.invariant();
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }
}
