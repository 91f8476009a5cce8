package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import org.jspecify.annotations.Nullable;

/** What happens next to a record or a rule in each state, and what a person can do about it. */
final class NextSteps {
    private static final String MERGED = "an edit of either side is merged when it is seen";
    private static final String TRIED_AT_ONCE = " records().retry(..) has the next run try it";

    private NextSteps() {}

    /** Why nothing happens in the pair at all, and what sets it going; null if it takes part in runs. */
    static @Nullable String standstill(PairId id, @Nullable ObjectPair pair, ConnectionState connection) {
        if (pair == null) {
            return "nothing: this runner was built without the pair";
        }
        PairState state = connection.pair(id);
        if (!state.enabled()) {
            return "nothing before the pair is enabled: pairs().enable(\"" + id + "\")";
        }
        String restored = PutBack.trouble(connection.pins());
        String trouble = restored == null ? Suspension.trouble(pair, state) : restored;
        return trouble == null ? null : "nothing for now. " + trouble;
    }

    /** Of a record of which the pair knows nothing. */
    static String ofUnseen(ObjectPair pair, ConnectionState connection) {
        String standstill = standstill(pair.id(), pair, connection);
        if (standstill != null) {
            return standstill;
        }
        return connection.pair(pair.id()).phase() == PairState.Phase.LISTING
                ? "both sides are not listed yet; the next run goes on with it"
                : "see that the id is right; if the record is there, runner.hint(..) has the next run look at it";
    }

    /**
     * Of a record of a pair that takes part in runs.
     *
     * @param link its link, live or ended; null if it never had one
     */
    static String of(Entry entry, ObjectPair pair, @Nullable Link link) {
        String held = ofOwner(entry);
        if (held != null) {
            return held;
        }
        return switch (entry.state()) {
            case UNMATCHED -> unmatched(entry, pair);
            case LINKED -> linked(link);
            case EXCLUDED -> excluded(entry);
            case AMBIGUOUS -> ambiguous(code(entry));
            case SHADOWED -> shadowed(code(entry));
            case WAITING -> waiting(entry);
            case FAILING -> failing(code(entry), pair.id());
            case UNLINKED -> unlinked(entry);
            case REMOVED ->
                Suppression.isErased(entry)
                        ? "nothing: it stays out if it comes back; records().readmit(..) lets it take part again"
                        : "nothing, unless it is restored; it is kept so that it is not made again";
            case REPLACED -> "nothing: what took it over goes on in its place";
            case SUSPENDED -> "it is asked for again; give the rights to see it, and records().retry(..) asks at once";
        };
    }

    private static String code(Entry entry) {
        return code(entry.reason());
    }

    private static String code(@Nullable Reason reason) {
        return reason == null ? "" : reason.code();
    }

    /** Of a line that its owner holds up, linked or not; null of any other record. */
    private static @Nullable String ofOwner(Entry entry) {
        if (entry.state() != EntryState.FAILING && entry.state() != EntryState.WAITING) {
            return null;
        }
        return switch (code(entry)) {
            case Owners.NOT_EDITABLE, Owners.GONE -> "it is looked at again when its owner changes, and once a day";
            case Owners.NOT_READABLE -> "its owner is asked for again every 15 minutes";
            default -> null;
        };
    }

    private static String linked(@Nullable Link link) {
        Reason paused = link == null ? null : link.paused();
        if (paused == null) {
            return MERGED;
        }
        return Membership.isPaused(paused)
                ? "nothing is written to the two while one of them is out; once both are in again, what was edited"
                        + " meanwhile is merged"
                : "whether both are in is looked at; if they are, the two are merged";
    }

    private static String excluded(Entry entry) {
        if (Suppression.isErased(entry)) {
            return "nothing; records().readmit(..) lets it take part again";
        }
        return Membership.hasLeft(entry)
                ? "it is looked at when it changes; once it is in again, it is linked with its counterpart, which is made"
                        + " anew if it was removed"
                : "it is looked at when it changes, and takes part once the filter lets it in";
    }

    private static String ambiguous(String code) {
        return switch (code) {
            case Refused.TAKEN ->
                "it is left to a person: change that value in one of the two, or, if they are the same, see that a match"
                        + " rule finds them; then call records().retry(..)";
            case SecondWriter.FOREIGN ->
                "it is left to a person: stop the other sync; then merge this copy with what it was made from, or remove it";
            case ForgottenCopies.UNKNOWN_KEY ->
                "it is linked if what it was made from turns up; else it is left to a person: remove it, or empty its create"
                        + " key to have it as a record of its own";
            default ->
                "it is left to a person: merge those that are the same, or change what distinguishes them; then it is"
                        + " looked at again";
        };
    }

    private static String shadowed(String code) {
        return switch (code) {
            case Twins.CODE ->
                "nothing: merge it with the older one; if it is a record of its own, change what the rule compares in it, or call"
                        + " records().retry(..), and it is linked or copied";
            case LostCreates.SAME_KEY -> "nothing: the two are copies of one record; merge them, or remove this one";
            default -> "nothing; merge the two on this side as well, or leave it";
        };
    }

    private static String waiting(Entry entry) {
        if (code(entry).equals(OwnedLines.NO_OWNER)) {
            return "it is copied once it names an owner";
        }
        return entry.waitsFor() == null
                ? "it is copied when what it waits for is there"
                : "it is copied when " + entry.waitsFor() + " is linked; see what is known of that record";
    }

    private static String failing(String code, PairId pair) {
        return switch (code) {
            case Guard.NEEDS_CONSENT ->
                "it is held back until somebody consents: if it is meant, call pairs().consentToRemovals(\"" + pair
                        + "\", n), and the next hourly try does it, or the next run after records().retry(..); if not, restore"
                        + " what was removed or emptied";
            case Refused.CODE ->
                "it is tried again when it changes, and after ever longer pauses, at most a day; once the cause is mended,"
                        + TRIED_AT_ONCE;
            case Refused.NO_RIGHT ->
                "it is tried again after ever longer pauses, at most a day; once the right is given," + TRIED_AT_ONCE;
            case Refused.NOT_REMOVED ->
                "the removal is tried again after ever longer pauses, and given up after a day, unless a right is missing; once"
                        + " the cause is mended," + TRIED_AT_ONCE;
            case RuleFault.CODE -> "it is tried again every hour; once the rule is mended," + TRIED_AT_ONCE;
            case Intents.WRITE_UNKNOWN, Intents.CREATE_UNKNOWN ->
                "nothing is to be done: it is looked at once a write without an answer can not arrive any more";
            case Refused.LATER -> "nothing is to be done: it is sent again at the time that the system named";
            case Distrust.CODE -> "nothing is to be done: it goes on once everything is compared anew";
            default ->
                "it is tried again after ever longer pauses, at most six hours; once the cause is mended,"
                        + TRIED_AT_ONCE;
        };
    }

    private static String unlinked(Entry entry) {
        if (Membership.hasLeft(entry) && !Returns.isAlone(entry)) {
            return "it is linked again once both are in, and what was edited meanwhile is merged";
        }
        return "nothing: it stays, and is not copied again; remove it if it should go too"
                + (LeftBehind.is(entry)
                        ? ". A record that is made in place of the one that is gone is linked with it, if a match"
                                + " rule finds the two"
                        : "");
    }

    private static String unmatched(Entry entry, ObjectPair pair) {
        if (entry.mark().due() != null) {
            return "it is looked at, and matched" + (isCopied(entry, pair) ? " or copied" : "");
        }
        return isCopied(entry, pair)
                ? "it is matched or copied when it changes"
                : "it is linked when a record turns up there, or is changed, so that a match rule finds the two";
    }

    /** Whether the pair makes counterparts for records of the entry's side. */
    static boolean isCopied(Entry entry, ObjectPair pair) {
        return pair.direction().writes(entry.side().other());
    }

    /** Why a record without a reason of its own has no counterpart; null where its state says it all. */
    static @Nullable String whyUnmatched(Entry entry, ObjectPair pair) {
        boolean bare = entry.state() == EntryState.UNMATCHED && entry.reason() == null;
        if (!bare || entry.mark().due() != null || isCopied(entry, pair)) {
            return null;
        }
        Side other = entry.side().other();
        String types = pair.types(other).toString();
        return "not-copied: " + (pair.matchRules().isEmpty() ? "the pair has no match rule" : "no match rule found one")
                + " among " + types + ", and the pair's direction, " + pair.direction()
                + ", makes no records there";
    }

    /**
     * Of a field rule of two linked records.
     *
     * @param differs whether it counts as agreed although the two sides differ
     */
    static String of(FieldRule rule, Link link, boolean differs) {
        RuleState state = link.rule(rule.id());
        if (!differs && state.status() != Status.HELD) {
            return of(state);
        }
        return switch (rule.direction()) {
            case BOTH -> of(Status.HELD);
            case TO_RIGHT -> ofSource(link.ref(Side.LEFT));
            case TO_LEFT -> ofSource(link.ref(Side.RIGHT));
        };
    }

    private static String ofSource(RecordRef source) {
        return "it syncs again with the next edit of " + source;
    }

    /** Whether the two agreed, and nothing has come up since. */
    static boolean isSettled(RuleState state) {
        return state.status() == Status.AGREED && state.leftBase() != null;
    }

    /** The same, of a rule that is not known. */
    static String of(RuleState state) {
        if (Unmapped.is(state)) {
            return "it is merged against what was last agreed once a rule of this name is in the mapping again";
        } else if (state.status() == Status.AGREED && Distrust.isMarked(state)) {
            return "the two are compared at the next look; if they differ, it is left to a person";
        } else if (Refused.isForRights(state)) {
            return "it is tried again after ever longer pauses, at most a day; once the right is given,"
                    + TRIED_AT_ONCE;
        }
        boolean together =
                state.status() == Status.REFUSED && code(state.reason()).equals(Refused.TOGETHER);
        return together ? "it is sent by itself at the next look" : of(state.status());
    }

    /** The same, as far as the status alone says it. */
    static String of(Status status) {
        return switch (status) {
            case AGREED -> MERGED;
            case WAITING -> "it goes on when that record is linked";
            case CONFLICT ->
                "it is left to a person: choose by planResolution(..), or give both sides the value that is right";
            case REFUSED ->
                "it is sent again when either side changes; once the cause is mended, by records().retry(..)";
            case HELD -> "it syncs again with the next edit of either side";
            case FROZEN -> "it syncs again after a day without edits, or by pairs().thaw(..)";
        };
    }
}
