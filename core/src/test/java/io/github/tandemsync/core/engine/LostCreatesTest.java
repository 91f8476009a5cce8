package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A create whose answer was lost is found by its key, whatever became of it, and never done twice. */
class LostCreatesTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL));

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCreateThatLandedIsLinkedAndNotDoneAgain(CreateKeyKind keys) {
        desk.right.keys(keys);
        begin();
        lose(Line.ANSWERS_LOST, () -> {});
        afterwards();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.events(Kind.CREATED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCreateThatDidNotLandIsDoneAgainButNotBeforeItCanNoLongerArrive(CreateKeyKind keys) {
        desk.right.keys(keys);
        begin();
        lose(Line.WRITES_LOST, () -> {});
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.minusSeconds(1));
        runner.runOnce();
        assertThat(desk.right.calls("write")).hasSize(1);

        afterwards();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(desk.right.calls("write")).hasSize(2);
    }

    /** Else it would look like a value of the copy's own, and win against the edit. */
    @Test
    void aFieldOfTheCopyThatHasNoHistoryIsKnownAsOursIfItHoldsWhatWasMeant() {
        desk.left.hasHistory();
        for (ShelfConnector shelf : List.of(desk.left, desk.right)) {
            shelf.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
            shelf.put("firm", "p", "Parent");
            shelf.put("firm", "q", "Other");
        }
        SyncRunner both = desk.firms(DeletePolicy.UNLINK, new SameName(), new SameParent());
        both.runOnce();
        desk.right.put("firm", "r1", "Contoso");
        desk.right.edit("firm", "r1", SameParent.FIELD, parent(desk.right, "p"));
        desk.left.line(Line.ANSWERS_LOST);
        desk.left.onWritten(() -> desk.right.edit("firm", "r1", SameParent.FIELD, parent(desk.right, "q")));
        both.runOnce();
        desk.left.line(Line.UP);
        desk.left.onWritten(() -> {});
        desk.pass(Duration.ofMinutes(10));
        both.runOnce();

        assertThat(desk.right.text("firm", "r1", SameParent.FIELD))
                .isEqualTo(parent(desk.right, "q").display());
        assertThat(desk.left.text("firm", desk.left.newest("firm"), SameParent.FIELD))
                .isEqualTo(parent(desk.left, "q").display());
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    private static FieldValue parent(ShelfConnector shelf, String id) {
        return FieldValue.reference(shelf.type("firm").ref(id));
    }

    /** The feed is read while the record, which had come back, is looked at; it goes once more just then. */
    @Test
    void aRemovalThatIsReadOnTheWayIsNotTakenForTheOneThatIsKnown() {
        desk.right.keys(CreateKeyKind.CLIENT_ID);
        SyncRunner both = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.right.put("firm", "back", "Fabrikam");
        both.runOnce();
        desk.right.archive("firm", "back");
        desk.left.remove("firm", desk.left.newest("firm"));
        both.runOnce();
        desk.left.put("firm", "1", "Contoso");
        desk.right.line(Line.WRITES_LOST);
        both.runOnce();
        desk.right.line(Line.UP);
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        desk.right.restore("firm", "back");
        desk.right.onCall(call -> {
            if (call.startsWith("locate")) {
                desk.right.archive("firm", "back");
            }
        });
        both.runOnce();
        desk.right.onCall(call -> {});
        both.runOnce();

        assertThat(desk.entry(Side.RIGHT, "back").state()).isEqualTo(EntryState.REMOVED);
    }

    @Test
    void aSearchedKeyIsGivenTheTimeThatTheIndexLags() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        desk.right.indexLag(Duration.ofMinutes(3));
        begin();
        lose(Line.WRITES_LOST, () -> {});
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(2));
        runner.runOnce();
        assertThat(desk.right.calls("write")).hasSize(1);

        afterwards();

        assertThat(desk.right.calls("write")).hasSize(2);
    }

    @Test
    void aCopyThatAUserDeletedIsNotMadeAgain() {
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.remove("firm", copy()));
        afterwards();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyThatAUserArchivedIsNotMadeAgain(CreateKeyKind keys) {
        desk.right.keys(keys);
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.archive("firm", copy()));
        afterwards();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
    }

    @Test
    void whereTheFeedThatWouldTellHasExpiredItIsLeftToAPerson() {
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.remove("firm", copy()));
        desk.right.expireChanges();
        afterwards();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.AMBIGUOUS))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("the feed that would tell has expired"));
    }

    @Test
    void ofTwoRecordsWithTheKeyTheOlderIsKeptAndTheOtherReported() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.copy("firm", copy(), "a-copy"));
        afterwards();

        String kept = desk.link(Side.LEFT, "1").ref(Side.RIGHT).id();
        assertThat(kept).isNotEqualTo("a-copy");
        assertThat(desk.entry(Side.RIGHT, "a-copy").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.events(Kind.SHADOWED))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains("carries the same create key as right:firm/" + kept));
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void aCopyThatWasGivenUpAndComesBackEmptyTakesNothingFromItsSource() {
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.remove("firm", copy()));
        desk.right.expireChanges();
        afterwards();
        String copy = copy();
        desk.right.restore("firm", copy);
        desk.right.edit("firm", copy, "name", FieldValue.EMPTY);
        afterwards();

        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.left.names("firm")).containsExactly("Contoso");
    }

    @Test
    void aCopyThatAUserMadeOfOursIsARecordOfItsOwn() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        desk.right.hasHistory();
        begin();
        lose(Line.ANSWERS_LOST, () -> {
            desk.right.copy("firm", copy(), "a-copy");
            desk.right.put("firm", "a-copy", "Fabrikam");
        });
        afterwards();

        assertThat(desk.events(Kind.SHADOWED)).isEmpty();
        assertThat(desk.left.names("firm")).containsExactly("Contoso", "Fabrikam");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aUsersCopyThatWasMergedAwayIsNotTakenForOursThatTookOverAnother(boolean archived) {
        desk.right.keys(CreateKeyKind.SEARCHED);
        desk.right.hasHistory();
        begin();
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.put("firm", "r2", "Fabrikam");
        desk.right.put("firm", "theirs", "Northwind");
        runner.runOnce();
        desk.left.put("firm", "3", "Tailspin");
        lose(Line.ANSWERS_LOST, () -> {
            String ours = copy();
            desk.right.copy("firm", ours, "a-copy");
            desk.right.mergeAs("firm", "merged", ours, "r2");
            desk.right.merge("firm", "theirs", "a-copy");
            if (archived) {
                desk.right.archive("firm", "merged");
            }
        });
        afterwards();

        assertThat(desk.link(Side.LEFT, "3").ref(Side.RIGHT).id()).isEqualTo("merged");
        assertThat(desk.link(Side.RIGHT, "theirs").live()).isTrue();
        assertThat(desk.entry(Side.RIGHT, "a-copy").state()).isEqualTo(EntryState.REPLACED);
        assertThat(desk.right.ids("firm")).hasSize(archived ? 2 : 3);
    }

    @Test
    void whatAUserWroteIntoTheCopySinceTravelsBack() {
        desk.right.keys(CreateKeyKind.UNIQUE);
        desk.right.hasHistory();
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.put("firm", copy(), "Contoso AG"));
        afterwards();

        assertThat(desk.left.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @Test
    void withoutAHistoryItTravelsBackAndIsReported() {
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.right.put("firm", copy(), "Contoso AG"));
        afterwards();

        assertThat(desk.left.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains("found edited after a create whose answer was lost"));
    }

    @Test
    void whatTheSourceBecameMeanwhileTravels() {
        begin();
        lose(Line.ANSWERS_LOST, () -> desk.left.put("firm", "1", "Contoso AG"));
        afterwards();

        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @Test
    void aCopyThatWasMergedIntoAnothersCounterpartIsNotMadeAgain() {
        desk.right.keys(CreateKeyKind.UNIQUE);
        beginBesideAnother();
        lose(Line.ANSWERS_LOST, () -> desk.right.merge("firm", "r2", copy()));
        afterwards();

        assertThat(desk.right.ids("firm")).hasSize(2).contains("r2");
        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.link(Side.LEFT, "2").live()).isTrue();
    }

    @Test
    void aCopyThatTookOverAnothersCounterpartAndIsGoneIsNotTakenFromItsLink() {
        desk.right.keys(CreateKeyKind.CLIENT_ID);
        beginBesideAnother();
        desk.right.onCall(call -> {
            if (call.startsWith("locate")) {
                throw new ConnectorException(Category.UNAVAILABLE, "the line is down");
            }
        });
        lose(Line.ANSWERS_LOST, () -> desk.right.merge("firm", copy(), "r2"));
        desk.left.put("firm", "3", "Northwind, edited");
        AtomicBoolean down = new AtomicBoolean();
        desk.right.onCall(call -> {
            if (down.get()) {
                throw new ConnectorException(Category.UNAVAILABLE, "the line is down");
            }
            if (call.startsWith("locate")) {
                desk.right.remove("firm", copy());
                down.set(true);
            }
        });
        runner.runOnce();
        desk.right.onCall(any -> {});
        assertThat(desk.link(Side.LEFT, "2").ref(Side.RIGHT).id()).isEqualTo(copy());
        assertThat(desk.link(Side.LEFT, "2").live()).isTrue();
        desk.right.expireChanges();
        afterwards();

        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    /** A copy that was made under its key would be taken for the one that is gone, which nobody has seen yet. */
    @Test
    void whoseCopyFacesAnotherStaysApartWhenItComesBack() {
        desk.right.keys(CreateKeyKind.CLIENT_ID);
        beginBesideAnother();
        lose(Line.ANSWERS_LOST, () -> {
            desk.right.merge("firm", copy(), "r2");
            desk.right.onCall(call -> hideFrom(call.startsWith("locate")));
        });
        runner.runOnce();
        desk.right.onCall(any -> {});
        afterwards();
        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.SHADOWED);
        desk.left.archive("firm", "3");
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.REMOVED);
        int writes = desk.right.calls("write").size();
        desk.left.restore("firm", "3");
        afterwards();

        assertThat(desk.right.calls("write")).hasSize(writes);
        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.link(Side.LEFT, "2").live()).isTrue();
    }

    private void hideFrom(boolean here) {
        if (here) {
            desk.right.remove("firm", copy());
        } else {
            desk.right.restore("firm", copy());
        }
    }

    @Test
    void aCopyInTheBinThatAUserMadeOfOursIsNotTakenForOurs() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        desk.right.hasHistory();
        begin();
        lose(Line.ANSWERS_LOST, () -> {
            desk.right.copy("firm", copy(), "a-copy");
            desk.right.archive("firm", "a-copy");
        });
        afterwards();

        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.events(Kind.SHADOWED)).isEmpty();
    }

    /** A description of the systems is kept from the first run on: what is special about them is said before. */
    /** Two others are linked, and what is lost is the copy of a third. */
    private void beginBesideAnother() {
        begin();
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.put("firm", "r2", "Fabrikam");
        runner.runOnce();
        desk.left.put("firm", "3", "Northwind");
    }

    private void begin() {
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso");
    }

    /** The record made last. */
    private String copy() {
        return desk.right.newest("firm");
    }

    private void lose(Line line, Runnable meanwhile) {
        desk.right.line(line);
        desk.right.onWritten(() -> {
            desk.right.onWritten(() -> {});
            meanwhile.run();
        });
        runner.runOnce();
        desk.right.line(Line.UP);
    }

    private void afterwards() {
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();
        desk.pass(Duration.ofMinutes(10));
        assertThat(runner.runOnce().writes()).as("quiet at last").isZero();
    }
}
