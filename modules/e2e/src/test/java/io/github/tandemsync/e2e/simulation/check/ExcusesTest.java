package io.github.tandemsync.e2e.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report excuses what it says, of whom it says it, and as long as that stands. */
class ExcusesTest {
    private final Scene scene = new Scene();

    @Test
    void aReportOfOneFieldExcusesNoSecondCopy() {
        Row second = secondCopy();
        scene.report(Kind.PARKED, second, "name", Values.none(), Values.none(), false);
        scene.stands(second, EntryState.FAILING, new Reason("rejected", "its name is refused", Instant.EPOCH));
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void aSecondCopyIsToldApartUntilItIsJoined() {
        Row second = secondCopy();
        scene.report(Kind.SHADOWED, second);
        scene.stands(second, EntryState.SHADOWED, null);
        assertThat(scene.verdict()).isNull();
        scene.report(Kind.LINKED, second);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINKED", "UNMATCHED", "EXCLUDED", "REMOVED", "REPLACED", "SUSPENDED"})
    void aSecondCopyIsToldApartOnlyToWhoAsksNow(EntryState since) {
        Row second = secondCopy();
        scene.report(Kind.SHADOWED, second);
        scene.stands(second, EntryState.SHADOWED, null);
        scene.stands(second, since, null);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void whatAReportSaysOfOneIsNotSaidOfTheOtherThatItNames() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        Row second = scene.copiedUnlinked(a);
        scene.report(Kind.SHADOWED, b, second);
        scene.stands(second, EntryState.SHADOWED, null);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void thatARecordCameBackExcusesNoSecondCopy() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.report(Kind.RESTORED, a);
        scene.copied(a);
        scene.copiedUnlinked(a);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void thatAMergeWasFollowedExcusesNotWhoWasLeftOver() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        Row b = scene.copied(a);
        scene.copied(other);
        Row survivor = scene.left.merge(a, other, true);
        scene.link(survivor, b);
        scene.report(Kind.SUCCEEDED, survivor);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_DUPLICATE);
    }

    @Test
    void whatDifferedOfARecordThatWasMergedInExcusesNoDifference() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        Row b = scene.copied(a);
        scene.report(Kind.DRIFT, other, "name", name("two"), name("three"), false);
        scene.left.merge(a, other, false);
        scene.userSets(b, Field.NAME, "edited");
        assertThat(scene.broken()).isEqualTo(Invariant.CONVERGENCE);
    }

    @Test
    void whatDifferedSoOfARecordThatWasMergedInStillExcuses() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row other = scene.userCreates(Side.LEFT, "two");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "edited");
        scene.report(Kind.DRIFT, other, "name", name("one"), name("edited"), false);
        scene.left.merge(a, other, false);
        assertThat(scene.verdict()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatPeopleBroughtBackGoesOnAsItsOwnOnceThatIsTold(boolean told) {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.left.remove(a, Author.USER);
        Row second = scene.copied(b);
        scene.right.remove(b, Author.USER);
        scene.left.restore(a);
        scene.copied(a);
        scene.copied(second);
        if (told) {
            scene.report(Kind.RESTORED, a);
        }
        assertThat(scene.broken()).isEqualTo(told ? null : Invariant.NO_DUPLICATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a user's own; a copy of another", "joined again by its create key"})
    void whoIsToldToBeAUsersWasLeftEmptyByOne(String told) {
        Row taken = takenForAUsers(told);
        scene.copied(taken);
        assertThat(scene.broken()).isEqualTo(told.startsWith("a user's own") ? null : Invariant.NO_SILENT_LOST_UPDATE);
    }

    @Test
    void whoIsToldToBeAUsersWasNotLeftEmptyIfWeEmptiedIt() {
        Row taken = takenForAUsers("a user's own; a copy of another");
        for (FieldValue value : List.of(FieldValue.text("555"), FieldValue.EMPTY)) {
            scene.left.write(new WriteRequest.Update(taken.ref(), null, Values.of("phone", value)), any -> 0);
        }
        scene.copied(taken);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_SILENT_LOST_UPDATE);
    }

    // of its phone nothing was stored; then a user edited it, and its source was copied once more
    private Row takenForAUsers(String told) {
        Row source = scene.userCreates(Side.RIGHT, "one");
        Row taken = scene.copiedUnlinked(source);
        scene.userClears(source, Field.PHONE);
        scene.userSets(source, Field.PHONE, "555");
        scene.userSets(taken, Field.NAME, "two");
        scene.report(Kind.ADOPTED, taken, told);
        scene.copied(source);
        return taken;
    }

    @Test
    void aReportOfTheRecordExcusesNoEditThatGoesWithIt() {
        Row a = scene.userCreates(Side.LEFT, "one");
        Row b = scene.copied(a);
        scene.userSets(b, Field.NAME, "edited");
        scene.left.remove(a, Author.USER);
        scene.engineRemoves(b);
        scene.report(Kind.UNLINKED, b);
        assertThat(scene.broken()).isEqualTo(Invariant.NO_EDIT_LOST_TO_DELETE);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNLINK", "IGNORE"})
    void whoIsLeftAloneByADeleteNeedsAReportUnlessDeletesAreIgnored(DeletePolicy policy) {
        Scene left = new Scene(new Terms(Terms.PLAIN.mapped(), false, policy, policy));
        Row a = left.userCreates(Side.LEFT, "one");
        Row b = left.copied(a);
        left.left.remove(a, Author.USER);
        Row alone = left.copied(b);
        left.right.remove(b, Author.USER);
        left.stands(alone, EntryState.UNLINKED, null);
        left.left.restore(a);
        left.copied(a);
        assertThat(left.broken()).isEqualTo(policy == DeletePolicy.IGNORE ? null : Invariant.NO_DUPLICATE);
    }

    @ParameterizedTest
    @CsvSource({"true, false, ", "false, false, NO_SILENT_LOST_UPDATE", "true, true, NO_SILENT_LOST_UPDATE"})
    void whatADeletedRecordHadPassedOnStandsInWhatItFacedUntilItIsReplaced(
            boolean faced, boolean replaced, @Nullable Invariant broken) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row gone = saidOnce(matched);
        Row left = faced ? matched.copied(gone) : matched.copiedUnlinked(gone);
        matched.userSets(gone, Field.NAME, "two");
        matched.left.remove(gone, Author.USER);
        if (replaced) {
            matched.engineSets(left, Field.NAME, "two");
            matched.engineSets(left, Field.NAME, "one");
        }
        facesAnother(matched, left);
        assertThat(matched.broken()).isEqualTo(broken);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alsoOfOneThatIsBackAndGoesOnAlone(boolean back) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row gone = saidOnce(matched);
        Row left = matched.copied(gone);
        matched.userSets(gone, Field.NAME, "two");
        if (back) {
            matched.left.remove(gone, Author.USER);
            matched.left.restore(gone);
        }
        matched.ended(gone, left);
        matched.report(Kind.RESTORED, gone);
        matched.stands(gone, EntryState.UNLINKED, null);
        facesAnother(matched, left);
        assertThat(matched.broken()).isEqualTo(back ? null : Invariant.NO_SILENT_LOST_UPDATE);
    }

    @Test
    void alsoOfOneThatWasMergedIntoAnother() {
        Row gone = saidOnce(scene);
        Row left = scene.copied(gone);
        scene.userSets(gone, Field.NAME, "two");
        Row survivor = scene.left.merge(scene.userCreates(Side.LEFT, "three"), gone, false);
        scene.link(survivor, left);
        scene.report(Kind.CONFLICT, survivor, "name", name("three"), name("one"), false);
        scene.engineSets(survivor, Field.NAME, "one");
        assertThat(scene.broken()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"false, false, ", "true, false, NO_SILENT_LOST_UPDATE", "false, true, NO_SILENT_LOST_UPDATE"})
    void whatWasUnderWayWhenItsRecordWentStandsToo(boolean back, boolean readSince, @Nullable Invariant broken) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row gone = saidOnce(matched);
        Row left = matched.copied(gone);
        matched.userSets(gone, Field.NAME, "two");
        matched.journals(gone, left, rightName("two"));
        matched.userSets(gone, Field.NAME, "four");
        if (readSince) {
            matched.journals(gone, left, rightName("four"));
        }
        matched.left.remove(gone, Author.USER);
        if (back) {
            matched.left.restore(gone);
        }
        matched.send(left, rightName("two"));
        matched.ended(gone, left);
        matched.report(Kind.RESTORED, gone);
        matched.stands(gone, EntryState.UNLINKED, null);
        facesAnother(matched, left, "two");
        assertThat(matched.broken()).isEqualTo(broken);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void butNotOfWhoHadBeenShownThatItWent(boolean shown) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row gone = saidOnce(matched);
        Row left = matched.copied(gone);
        matched.userSets(gone, Field.NAME, "two");
        matched.journals(gone, left, rightName("two"));
        matched.userSets(gone, Field.NAME, "four");
        long before = matched.clock.lastEvent();
        matched.left.remove(gone, Author.USER);
        matched.send(left, rightName("two"), shown ? matched.clock.lastEvent() : before);
        matched.ended(gone, left);
        facesAnother(matched, left, "two");
        assertThat(matched.broken()).isEqualTo(shown ? Invariant.NO_SILENT_LOST_UPDATE : null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alsoWhatItsCopyWasMadeWith(boolean ended) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row gone = saidOnce(matched);
        WriteRequest.Create request = matched.journalled(gone);
        matched.userSets(gone, Field.NAME, "two");
        matched.left.remove(gone, Author.USER);
        Row left = matched.create(request, gone);
        matched.link(gone, left);
        if (ended) {
            matched.ended(gone, left);
        }
        facesAnother(matched, left);
        assertThat(matched.broken()).isNull();
    }

    private static Values rightName(String value) {
        return Values.of(Field.NAME.on(Side.RIGHT), FieldValue.text(value));
    }

    /** The other one held what the first held, too, and faced its counterpart while the first was away. */
    @ParameterizedTest
    @CsvSource({"true, false, ", "false, false, NO_SILENT_LOST_UPDATE", "true, true, NO_SILENT_LOST_UPDATE"})
    void whatIsReplacedInTheOneThatStoodInForItIsReplacedKnowingly(
            boolean same, boolean saidSince, @Nullable Invariant broken) {
        Scene matched = new Scene(Terms.PLAIN.matched());
        Row away = saidOnce(matched);
        Row left = matched.copied(away);
        Row instead = matched.userCreates(Side.LEFT, same ? "one" : "three");
        matched.userSets(instead, Field.DOMAIN, "d");
        matched.left.remove(away, Author.USER);
        matched.ended(away, left);
        matched.link(instead, left);
        matched.userSets(instead, Field.NAME, "two");
        matched.engineSets(left, Field.NAME, "two");
        matched.left.remove(instead, Author.USER);
        matched.ended(instead, left);
        matched.left.restore(away);
        if (saidSince) {
            matched.userSets(away, Field.NAME, "one");
        }
        matched.link(away, left);
        matched.engineSets(away, Field.NAME, "two");
        assertThat(matched.broken()).isEqualTo(broken);
    }

    private static Row saidOnce(Scene scene) {
        Row row = scene.userCreates(Side.LEFT, "one");
        scene.userSets(row, Field.DOMAIN, "d");
        return row;
    }

    private static void facesAnother(Scene scene, Row left) {
        facesAnother(scene, left, "one");
    }

    private static void facesAnother(Scene scene, Row left, String held) {
        Row again = scene.userCreates(Side.LEFT, "three");
        scene.userSets(again, Field.DOMAIN, "d");
        scene.link(again, left);
        scene.report(Kind.CONFLICT, again, "name", name("three"), name(held), false);
        scene.engineSets(again, Field.NAME, held);
    }

    private Row secondCopy() {
        Row a = scene.userCreates(Side.LEFT, "one");
        scene.copied(a);
        return scene.copiedUnlinked(a);
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }
}
