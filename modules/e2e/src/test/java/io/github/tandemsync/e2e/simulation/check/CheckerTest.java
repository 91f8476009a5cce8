package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.Models;
import io.github.tandemsync.e2e.simulation.model.Quirks;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {
    private final Scene scene = new Scene();

    @Test
    void acceptsAPlainSync() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "two");
        scene.engineSets(a, Field.NAME, "two");
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void seesADifference() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        scene.userSets(a, Field.NAME, "two");
        assertThat(scene.broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void anOpenConflictExplainsADifferenceOnlyWithTheValuesThatAreThere() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "two");
        scene.userSets(b, Field.NAME, "three");
        scene.report(Kind.CONFLICT, a, "name", name("two"), name("three"), true);
        assertThat(scene.verdict()).isNull();
        scene.userSets(b, Field.NAME, "four");
        assertThat(scene.broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void driftExplainsOnlyTheValuesThatWereTold() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "two");
        scene.report(Kind.DRIFT, a, "name", name("one"), name("two"), false);
        assertThat(scene.verdict()).isNull();
        scene.userSets(b, Field.NAME, "three");
        assertThat(scene.broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void aFreezeExplainsADifferenceOnlyWhileItLasts() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "two");
        scene.report(Kind.FROZEN, a, "name", Values.none(), Values.none(), false);
        Reason why = new Reason("oscillation", "it returns", Instant.EPOCH);
        Link link = Link.between(Scene.PAIR, a.ref(), b.ref());
        scene.commit(new StateChange()
                .put(link.withRule("name", RuleState.unknown().in(RuleState.Status.FROZEN, why, null))));
        assertThat(scene.verdict()).isNull();
        scene.commit(new StateChange().put(link.withRule("name", RuleState.unknown())));
        assertThat(scene.broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void seesACreateThatNeverArrived() {
        scene.userCreates(Side.RIGHT, "one");
        assertThat(scene.broken()).isEqualTo(Invariant.NO_LOST_CREATE);
    }

    @Test
    void seesADuplicate() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        scene.copiedUnlinked(a);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void aReportedDuplicateIsExplained() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        Row second = scene.copiedUnlinked(a);
        scene.report(Kind.SHADOWED, second);
        scene.stands(second, EntryState.SHADOWED, null);
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void twoRecordsOfTwoUsersAreNoDuplicate() {
        scene.copied(scene.userCreates(Side.LEFT, "one"));
        scene.copied(scene.userCreates(Side.LEFT, "one"));
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void seesALostUpdate() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "left");
        scene.userSets(b, Field.NAME, "right");
        scene.engineSets(a, Field.NAME, "right");
        assertThat(scene.broken()).isEqualTo(Invariant.NO_SILENT_LOST_UPDATE);
    }

    @Test
    void aReportedLossIsNotSilent() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "left");
        scene.userSets(b, Field.NAME, "right");
        scene.engineSets(a, Field.NAME, "right");
        scene.report(Kind.CONFLICT, a, "name", name("left"), name("right"), false);
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void seesAMixtureOfWhatTwoWrote() {
        Scene whole = new Scene(Terms.PLAIN.together(Set.of(Field.NAME, Field.PHONE)));
        Row a = whole.userCreates(Side.LEFT, "one");
        Row b = whole.copied(a);
        whole.userSets(a, Field.NAME, "left");
        whole.userSets(b, Field.PHONE, "right");
        whole.engineSets(b, Field.NAME, "left");
        whole.engineSets(a, Field.PHONE, "right");
        assertThat(whole.broken()).isEqualTo(Invariant.WHOLE);
    }

    @Test
    void whoSetsOnePartOfAWholeLeavesTheOtherAsItIs() {
        Scene whole = new Scene(Terms.PLAIN.together(Set.of(Field.NAME, Field.PHONE)));
        Row a = whole.userCreates(Side.LEFT, "one");
        Row b = whole.copied(a);
        whole.userSets(a, Field.NAME, "left");
        whole.engineSets(b, Field.NAME, "left");
        whole.userSets(b, Field.PHONE, "right");
        whole.engineSets(a, Field.PHONE, "right");
        assertThat(whole.verdict()).isNull();
    }

    @Test
    void overwritingWhatOneSawIsNoLoss() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "two");
        scene.engineSets(b, Field.NAME, "two");
        scene.userSets(b, Field.NAME, "three");
        scene.engineSets(a, Field.NAME, "three");
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void seesAnOldValueComeBack() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "two");
        scene.engineSets(b, Field.NAME, "two");
        scene.engineSets(a, Field.NAME, "one");
        scene.engineSets(b, Field.NAME, "one");
        assertThat(scene.broken()).isEqualTo(Invariant.NO_SILENT_LOST_UPDATE);
    }

    @Test
    void seesAnInventedValue() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.engineSets(b, Field.NAME, "invented");
        assertThat(scene.broken()).isEqualTo(Invariant.NO_INVENTION);
    }

    @Test
    void seesAnEmptyValueThatNobodyMade() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.commit(new StateChange());
        scene.send(b, Values.of("name", FieldValue.EMPTY));
        assertThat(scene.verdict(new Ledger())).extracting(Violation::invariant).isEqualTo(Invariant.NO_INVENTION);
    }

    @Test
    void seesWhatComesBackAfterADelete() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.right.remove(b, Author.USER);
        scene.copiedUnlinked(a);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_RESURRECTION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatStoodBesideItWhenItWasDeletedDidNotComeBack(boolean beside) {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        scene.left.merge(a, other, false);
        Row b = scene.copied(a);
        Row of = beside ? scene.copiedUnlinked(other) : null;
        scene.right.remove(b, Author.USER);
        Row c = of == null ? scene.copiedUnlinked(other) : of;
        scene.link(a, c);
        scene.engineSets(c, Field.NAME, "one");
        assertThat(scene.broken()).isEqualTo(beside ? null : Invariant.NO_RESURRECTION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyOfAnotherThatWasUnderWayWhenItWasDeletedDidNotComeBack(boolean ofAnother) {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "one");
        scene.left.merge(a, other, false);
        Row b = scene.copied(a);
        WriteRequest.Create underWay = scene.journalled(ofAnother ? other : a);
        scene.right.remove(b, Author.USER);
        scene.link(a, scene.create(underWay, ofAnother ? other : a));
        assertThat(scene.broken()).isEqualTo(ofAnother ? null : Invariant.NO_RESURRECTION);
    }

    @Test
    void whatWasJournalledAgainAfterTheDeleteIsNotUnderWay() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        scene.left.merge(a, other, false);
        Row b = scene.copied(a);
        WriteRequest.Create lost = scene.journalled(other);
        scene.right.remove(b, Author.USER);
        scene.journals(lost, other);
        scene.link(a, scene.create(lost, other));
        assertThat(scene.broken()).isEqualTo(Invariant.NO_RESURRECTION);
    }

    @Test
    void seesWhatCameBackAlsoOnceItIsDeletedAgain() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.right.remove(b, Author.USER);
        scene.link(a, scene.copiedUnlinked(a));
        scene.right.restore(b);
        scene.right.remove(b, Author.USER);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_RESURRECTION);
    }

    /** A user brings back the copy of what was deleted, and deletes it again while a copy of it is made. */
    @ParameterizedTest
    @CsvSource({
        "true, true, false, false, ",
        "true, true, true, false, NO_RESURRECTION",
        "true, true, false, true, NO_RESURRECTION",
        "true, false, false, false, NO_RESURRECTION",
        "false, true, false, false, NO_RESURRECTION"
    })
    void whatIsMadeForOneThatWasBackIsFoundedIfItsMakerCouldNotHaveSeenThatItWent(
            boolean back, boolean later, boolean shown, boolean begunSince, @Nullable Invariant broken) {
        Scene ignoring = new Scene(new Terms(Terms.PLAIN.mapped(), false, DeletePolicy.IGNORE, DeletePolicy.IGNORE));
        Row a = ignoring.userCreates(Side.LEFT, "one");
        Row b = ignoring.copied(a);
        ignoring.right.remove(b, Author.USER);
        if (back && !later) {
            ignoring.right.restore(b);
        }
        ignoring.left.remove(a, Author.USER);
        if (back && later) {
            ignoring.right.restore(b);
        }
        WriteRequest.Create create = ignoring.journalled(b);
        if (b.live()) {
            ignoring.right.remove(b, Author.USER);
        }
        long gone = ignoring.clock.lastEvent();
        Sight sight = new SightAt(shown ? gone : gone - 1, begunSince ? gone : 0);
        ignoring.link(ignoring.create(create, b, Side.LEFT, sight), b);
        assertThat(ignoring.broken()).isEqualTo(broken);
    }

    @Test
    void whatTheBinHasForgottenComesBackFromABackupOnly() {
        Scene forgetting = new Scene(Terms.PLAIN, Quirks.NONE.withHardships(Set.of(Hardship.BIN_FORGETS)));
        Row a = forgetting.userCreates(Side.RIGHT, "one");
        forgetting.left.remove(forgetting.copied(a), Author.USER);
        forgetting.clock.advance(Duration.ofDays(91));
        forgetting.ledger.rolledBack(0, List.of(), List.of(), List.of());
        forgetting.copied(a);
        assertThat(forgetting.prefix()).isNull();
        Row b = scene.userCreates(Side.RIGHT, "two");
        scene.left.remove(scene.copied(b), Author.USER);
        scene.ledger.rolledBack(0, List.of(), List.of(), List.of());
        scene.copied(b);
        assertThat(scene.prefix()).extracting(Violation::invariant).isEqualTo(Invariant.NO_RESURRECTION);
    }

    @Test
    void seesAnEditLostToADelete() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "edited");
        scene.left.remove(a, Author.USER);
        scene.engineRemoves(b);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_EDIT_LOST_TO_DELETE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreThatIsPutBackCanNotTellWhatLiesUnderARemovalThatItHasForgotten(boolean journalled) {
        Row b = copyOfARemoved();
        if (journalled) {
            scene.journalsARemoval(b, b);
        }
        scene.userSets(b, Field.NAME, "edited");
        if (!journalled) {
            scene.journalsARemoval(b, b);
        }
        scene.removes(b);
        scene.ledger.rolledBack(0, List.of(), List.of(), List.of());
        Violation broken = scene.prefix();
        assertThat(broken == null ? null : broken.invariant())
                .isEqualTo(journalled ? null : Invariant.NO_EDIT_LOST_TO_DELETE);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, false, ",
        "false, false, false, NO_EDIT_LOST_TO_DELETE",
        "true, false, false, NO_EDIT_LOST_TO_DELETE",
        "true, true, true, NO_EDIT_LOST_TO_DELETE"
    })
    void aStoreThatIsPutBackCanNotTellWhatItWasWritingOver(
            boolean putBack, boolean under, boolean givenBack, @Nullable Invariant invariant) {
        Row b = copyOfARemoved();
        scene.userSets(b, Field.NAME, "edited");
        if (putBack && !under) {
            scene.ledger.rolledBack(0, List.of(), List.of(), List.of());
        }
        scene.engineSets(b, Field.NAME, "one");
        if (putBack && under) {
            scene.ledger.rolledBack(0, List.of(), List.of(), List.of());
        }
        if (givenBack) {
            scene.engineSets(b, Field.NAME, "edited");
        }
        scene.engineRemoves(b);
        Violation broken = scene.prefix();
        assertThat(broken == null ? null : broken.invariant()).isEqualTo(invariant);
    }

    @Test
    void seesAnEditLostToARemovalAfterOneThatWasForgotten() {
        Row b = copyOfARemoved();
        scene.engineRemoves(b);
        scene.ledger.rolledBack(0, List.of(), List.of(), List.of());
        scene.left.restore(b);
        scene.userSets(b, Field.NAME, "edited");
        scene.engineRemoves(b);
        assertThat(scene.prefix()).extracting(Violation::invariant).isEqualTo(Invariant.NO_EDIT_LOST_TO_DELETE);
    }

    private Row copyOfARemoved() {
        Row a = scene.userCreates(Side.RIGHT, "one");
        Row b = scene.copied(a);
        scene.right.remove(a, Author.USER);
        return b;
    }

    @Test
    void aDeleteOfWhatIsKnownElsewhereIsFine() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.left.remove(a, Author.USER);
        scene.engineRemoves(b);
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void seesADeleteWithoutConsequence() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        scene.left.remove(a, Author.USER);
        assertThat(scene.broken()).isEqualTo(Invariant.DELETE_FOLLOWED);
        scene.report(Kind.UNLINKED, a);
        assertThat(scene.verdict(relinked())).isNull();
    }

    private Ledger relinked() {
        Ledger again = new Ledger();
        StateChange change = new StateChange();
        scene.ledger.links().forEach(change::put);
        scene.ledger.reports().forEach(change::record);
        again.committed(
                new Lease(new ConnectionId("sim"), new HolderId("r"), 1, scene.clock.instant()),
                change,
                scene.clock.nextEvent());
        return again;
    }

    @Test
    void anIgnoredDeleteNeedsNoReport() {
        Scene ignoring = new Scene(new Terms(Terms.PLAIN.mapped(), false, DeletePolicy.IGNORE, DeletePolicy.IGNORE));
        Row a = ignoring.userCreates(Side.LEFT, "one");
        ignoring.copied(a);
        ignoring.left.remove(a, Author.USER);
        assertThat(ignoring.verdict()).isNull();
    }

    @Test
    void seesALinkThatNothingAllows() {
        Row a = scene.userCreates(Side.LEFT, "same");
        Row b = scene.userCreates(Side.RIGHT, "same");
        scene.link(a, b);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_WRONG_LINK);
    }

    @Test
    void aMatchAllowsALink() {
        Scene matching = new Scene(new Terms(Terms.PLAIN.mapped(), true, DeletePolicy.UNLINK, DeletePolicy.UNLINK));
        Row a = matching.left.create(Models.COMPANIES, Scene.domain("Shared"), 1);
        Row b = matching.right.create(Models.ACCOUNT, Scene.domain("shared "), 2);
        matching.link(a, b);
        assertThat(matching.verdict()).isNull();
    }

    @Test
    void seesAReferenceToTheWrongParent() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        Row parent = scene.userCreates(Side.LEFT, "parent");
        scene.copied(parent);
        scene.left.edit(a, Field.PARENT, FieldValue.reference(parent.ref()));
        scene.right.edit(b, Field.PARENT, FieldValue.reference(b.ref()));
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DANGLING);
    }

    @Test
    void aReferenceToARecordWithoutCounterpartWaits() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        Row parent = scene.userCreates(Side.LEFT, "parent");
        scene.report(Kind.REFUSED, parent);
        scene.stands(parent, EntryState.FAILING, null);
        scene.left.edit(a, Field.PARENT, FieldValue.reference(parent.ref()));
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void aMergedRecordAndItsShadowedCounterpartAreFine() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        Row b = scene.copied(a);
        Row shadow = scene.copied(other);
        Row survivor = scene.left.merge(a, other, true);
        scene.link(survivor, b);
        scene.report(Kind.SHADOWED, shadow);
        scene.stands(shadow, EntryState.SHADOWED, null);
        assertThat(scene.verdict()).isNull();
    }

    @Test
    void twoCounterpartsOfAMergedRecordNeedAReport() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        Row b = scene.copied(a);
        scene.copied(other);
        Row survivor = scene.left.merge(a, other, true);
        scene.link(survivor, b);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void anEmptyFieldIsFilledAtFirstContact() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.userSets(a, Field.PHONE, "p");
        scene.userClears(a, Field.PHONE);
        Row b = scene.copiedUnlinked(a);
        scene.userSets(b, Field.PHONE, "q");
        scene.link(a, b);
        scene.engineSets(a, Field.PHONE, "q");
        assertThat(scene.verdict()).isNull();
        scene.userClears(a, Field.PHONE);
        scene.userSets(b, Field.PHONE, "r");
        scene.engineSets(a, Field.PHONE, "r");
        assertThat(scene.broken()).isNull();
    }

    @Test
    void aWordOfAnEarlierCopyCountsAsItsSides() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "two");
        scene.engineSets(a, Field.NAME, "two");
        scene.left.remove(a, Author.USER);
        scene.engineRemoves(b);
        scene.left.restore(a);
        scene.report(Kind.RESTORED, a);
        scene.copied(a);
        assertThat(scene.verdict()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoReplacesItInACopyOfWhatReplacedItKnewIt(boolean knew) {
        Row a = scene.userCreates(Side.LEFT, "zero");
        Row b = scene.copied(a);
        scene.userSets(a, Field.NAME, "one");
        if (knew) {
            scene.engineSets(b, Field.NAME, "one");
        }
        scene.userSets(b, Field.NAME, "two");
        scene.left.remove(a, Author.USER);
        Row copy = scene.copied(b);
        scene.userSets(copy, Field.NAME, "three");
        scene.engineSets(b, Field.NAME, "three");
        scene.left.remove(copy, Author.USER);
        scene.left.restore(a);
        scene.engineSets(a, Field.NAME, "three");
        assertThat(scene.broken()).isEqualTo(knew ? null : Invariant.NO_SILENT_LOST_UPDATE);
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }
}
