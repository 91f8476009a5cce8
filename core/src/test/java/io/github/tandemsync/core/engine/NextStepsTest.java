package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told to do, by state and reason: word for word, since that is what is read at night. */
class NextStepsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final String RETRY = " records().retry(..) has the next run try it";

    private final Desk desk = new Desk();
    private final ObjectPair pair =
            desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
    private final RecordRef left = desk.left.type("firm").ref("1");
    private final RecordRef right = desk.right.type("firm").ref("r1");
    private final Link link = Link.between(pair.id(), left, right);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry            | nothing is to be done: it is sent again at the time that the system named
            write-unknown    | nothing is to be done: it is looked at once a write without an answer can not arrive any more
            create-unknown   | nothing is to be done: it is looked at once a write without an answer can not arrive any more
            recovered        | nothing is to be done: it goes on once everything is compared anew
            owner-gone       | it is looked at again when its owner changes, and once a day
            owner-not-editable | it is looked at again when its owner changes, and once a day
            owner-not-readable | its owner is asked for again every 15 minutes
            """)
    void ofAFailingRecordThatGoesOnByItself(String code, String next) {
        assertThat(next(EntryState.FAILING, code)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refused         | it is tried again when it changes, and after ever longer pauses, at most a day; once the cause is mended,
            no-right        | it is tried again after ever longer pauses, at most a day; once the right is given,
            removal-refused | the removal is tried again after ever longer pauses, and given up after a day, unless a right is missing; \
            once the cause is mended,
            rule-failed     | it is tried again every hour; once the rule is mended,
            unreadable      | it is tried again after ever longer pauses, at most six hours; once the cause is mended,
            field-unknown   | it is tried again after ever longer pauses, at most six hours; once the cause is mended,
            twin-busy       | it is tried again after ever longer pauses, at most six hours; once the cause is mended,
            """)
    void ofAFailingRecordThatSomebodyMends(String code, String next) {
        assertThat(next(EntryState.FAILING, code)).isEqualTo(next + RETRY);
    }

    @Test
    void ofWhatNeedsConsent() {
        assertThat(next(EntryState.FAILING, "needs-consent"))
                .isEqualTo("it is held back until somebody consents: if it is meant, call"
                        + " pairs().consentToRemovals(\"firms\", n), and the next hourly try does it, or the next run after"
                        + " records().retry(..); if not, restore what was removed or emptied");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AMBIGUOUS | several-match | it is left to a person: merge those that are the same, or change what distinguishes them; then it \
            is looked at again
            AMBIGUOUS | exists        | it is left to a person: change that value in one of the two, or, if they are the same, see that a \
            match rule finds them; then call records().retry(..)
            AMBIGUOUS | foreign-key   | it is left to a person: stop the other sync; then merge this copy with what it was made from, or \
            remove it
            AMBIGUOUS | unknown-key   | it is linked if what it was made from turns up; else it is left to a person: remove it, or empty \
            its create key to have it as a record of its own
            SHADOWED  | merged        | nothing; merge the two on this side as well, or leave it
            SHADOWED  | twin          | nothing: merge it with the older one; if it is a record of its own, change what the rule \
            compares in it, or call records().retry(..), and it is linked or copied
            SHADOWED  | same-key      | nothing: the two are copies of one record; merge them, or remove this one
            EXCLUDED  | filter        | it is looked at when it changes, and takes part once the filter lets it in
            EXCLUDED  | membership    | it is looked at when it changes, and takes part once the filter lets it in
            EXCLUDED  | erased        | nothing; records().readmit(..) lets it take part again
            WAITING   | no-owner      | it is copied once it names an owner
            WAITING   | owner-not-linked | it is copied when what it waits for is there
            WAITING   | owner-gone    | it is looked at again when its owner changes, and once a day
            SUSPENDED | hidden        | it is asked for again; give the rights to see it, and records().retry(..) asks at once
            UNLINKED  | merged        | nothing: it stays, and is not copied again; remove it if it should go too
            UNLINKED  | deactivated   | nothing: it stays, and is not copied again; remove it if it should go too
            UNLINKED  | removed       | nothing: it stays, and is not copied again; remove it if it should go too. A record that is made \
            in place of the one that is gone is linked with it, if a match rule finds the two
            REMOVED   | removed       | nothing, unless it is restored; it is kept so that it is not made again
            REMOVED   | erased        | nothing: it stays out if it comes back; records().readmit(..) lets it take part again
            REPLACED  | merged        | nothing: what took it over goes on in its place
            """)
    void ofARecordWithoutALink(EntryState state, String code, String next) {
        assertThat(next(state, code)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNLINKED | left:firm/1 is out | it is linked again once both are in, and what was edited meanwhile is merged
            UNLINKED | left:firm/1, which it faced, was removed while it was out | nothing: it stays, and is not copied again; remove it \
            if it should go too
            EXCLUDED | left:firm/1 is out | it is looked at when it changes; once it is in again, it is linked with its counterpart, \
            which is made anew if it was removed
            """)
    void ofARecordWhoseLinkEndedByMembership(EntryState state, String detail, String next) {
        Reason why = new Reason("membership", detail, NOON);
        Entry entry = entry(state, why).withLink(new LinkId(left, right));

        assertThat(NextSteps.of(entry, pair, link.ended(why))).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                              | an edit of either side is merged when it is seen
            membership        | nothing is written to the two while one of them is out; once both are in again, what was edited \
            meanwhile is merged
            membership-unseen | whether both are in is looked at; if they are, the two are merged
            """)
    void ofLinkedRecords(@Nullable String paused, String next) {
        Reason why = paused == null ? null : new Reason(paused, "it is out", NOON);

        assertThat(NextSteps.of(entry(EntryState.LINKED, why), pair, link.withPaused(why)))
                .isEqualTo(next);
    }

    // ---- field rules

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REFUSED | VALIDATION       | it is sent again when either side changes; once the cause is mended, by records().retry(..)
            REFUSED | no-right         | it is tried again after ever longer pauses, at most a day; once the right is given, \
            records().retry(..) has the next run try it
            REFUSED | refused-together | it is sent by itself at the next look
            WAITING | not-mapped       | it is merged against what was last agreed once a rule of this name is in the mapping again
            WAITING | parent           | it goes on when that record is linked
            AGREED  | recovered        | the two are compared at the next look; if they differ, it is left to a person
            CONFLICT | recovered       | it is left to a person: choose by planResolution(..), or give both sides the value that is right
            FROZEN  | returned         | it syncs again after a day without edits, or by pairs().thaw(..)
            """)
    void ofAFieldRule(Status status, String code, String next) {
        RuleState state = RuleState.unknown().in(status, new Reason(code, "because", NOON), null);

        assertThat(NextSteps.of(new SameName(), link.withRule("name", state), false))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "BOTH, it syncs again with the next edit of either side",
        "TO_RIGHT, it syncs again with the next edit of left:firm/1",
        "TO_LEFT, it syncs again with the next edit of right:firm/r1"
    })
    void ofAFieldThatIsLeftToDiffer(Direction direction, String next) {
        RuleState agreed = RuleState.agreed(Values.none(), Values.none());
        Going rule = new Going("name", direction);

        assertThat(NextSteps.of(rule, link.withRule("name", agreed), true)).isEqualTo(next);
        assertThat(NextSteps.of(rule, link.withRule("name", agreed.in(Status.HELD, null, "basis")), false))
                .isEqualTo(next);
    }

    /** A field that goes one way, or both. */
    private record Going(String id, Direction direction) implements Plain {}

    private String next(EntryState state, String code) {
        return NextSteps.of(entry(state, new Reason(code, "because", NOON)), pair, null);
    }

    private Entry entry(EntryState state, @Nullable Reason why) {
        return Entry.unmatched(pair.id(), Side.LEFT, left).in(state, why);
    }
}
