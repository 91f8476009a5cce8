package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import org.jspecify.annotations.Nullable;

/** What happens next to a record or a rule in each state, and what a person can do about it. */
final class NextSteps {
    private NextSteps() {}

    /** Why nothing happens in the pair at all; null if it takes part in runs. */
    static @Nullable String standstill(Entry entry, @Nullable ObjectPair pair, PairState state) {
        if (pair == null) {
            return "nothing: this runner was built without the pair";
        }
        if (!state.enabled()) {
            return "nothing before the pair is enabled: pairs().enable(\"" + entry.pair() + "\")";
        }
        return SecondWriter.trouble(state);
    }

    /** Of a record of a pair that takes part in runs. */
    static String of(Entry entry, ObjectPair pair) {
        return switch (entry.state()) {
            case UNMATCHED -> unmatched(entry, pair);
            case LINKED -> "an edit of either side is merged when it is seen";
            case EXCLUDED ->
                Suppression.isErased(entry)
                        ? "nothing; records().readmit(..) lets it take part again"
                        : "it is looked at when it changes, and takes part once the filter lets it in";
            case AMBIGUOUS ->
                "it is left to a person: merge those that are the same, or change what distinguishes them; then it is"
                        + " looked at again";
            case SHADOWED -> "nothing; merge the two on this side as well, or leave it";
            case WAITING ->
                entry.waitsFor() == null
                        ? "it is copied when what it waits for is there"
                        : "it is copied when " + entry.waitsFor() + " is linked; see what is known of that record";
            case FAILING -> "it is tried again; once the cause is mended, sooner by records().retry(..)";
            case UNLINKED ->
                "nothing: it stays, and is not copied again; remove it if it should go too"
                        + (LeftBehind.is(entry)
                                ? ". A record that is made in place of the one that is gone is linked with it, if a match"
                                        + " rule finds the two"
                                : "");
            case REMOVED ->
                Suppression.isErased(entry)
                        ? "nothing: it stays out if it comes back; records().readmit(..) lets it take part again"
                        : "nothing, unless it is restored; it is kept so that it is not made again";
            case REPLACED -> "nothing: what took it over goes on in its place";
            case SUSPENDED -> "it is asked for again; give the rights to see it, and records().retry(..) asks at once";
        };
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

    /** Of a field rule of two linked records. */
    static String of(RuleState state) {
        return Unmapped.is(state)
                ? "it is merged against what was last agreed once a rule of this name is in the mapping again"
                : of(state.status());
    }

    /** The same, as far as the status alone says it. */
    static String of(Status status) {
        return switch (status) {
            case AGREED -> "an edit of either side is merged when it is seen";
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
