package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.Values;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a row when the content of its record has to be forgotten; the rule that every store follows in
 * {@link StateStore#erase(ConnectionId, java.util.Collection)}. Each method answers the very row given if there is nothing to
 * forget. Digests of content are content: short texts can be guessed from them. Evidence in words is not to hold content, but may quote a
 * system that does, so that only codes stay.
 */
public final class Erasure {
    private Erasure() {}

    /** Without digests. */
    public static Entry of(Entry entry) {
        return entry.digests().isEmpty() ? entry : entry.withDigests(Collections.emptySortedMap());
    }

    /** Without bases, digests of values and evidence, on either side: the counterpart's base repeats the record's. */
    public static Link of(Link link) {
        SortedMap<String, RuleState> rules = new TreeMap<>();
        link.rules().forEach((rule, state) -> rules.put(rule, of(state)));
        Link erased = new Link(link.id(), link.pair(), link.live(), code(link.ended()), code(link.paused()), rules);
        return erased.equals(link) ? link : erased;
    }

    private static @Nullable Reason code(@Nullable Reason reason) {
        return reason == null || reason.detail().isEmpty() ? reason : new Reason(reason.code(), "", reason.at());
    }

    private static RuleState of(RuleState rule) {
        return new RuleState(
                rule.status(),
                null,
                null,
                code(rule.reason()),
                null,
                RuleState.Oscillation.NONE,
                rule.leftSince(),
                rule.rightSince(),
                null,
                false);
    }

    /** Without values. */
    public static Intent of(Intent intent) {
        if (intent.sourceValues().isEmpty()
                && intent.targetValues().isEmpty()
                && intent.intended().isEmpty()) {
            return intent;
        }
        return new Intent(
                intent.id(),
                intent.pair(),
                intent.kind(),
                intent.target(),
                intent.type(),
                intent.source(),
                intent.ref(),
                intent.key(),
                intent.how(),
                intent.sourceStamp(),
                intent.targetStamp(),
                Values.none(),
                Values.none(),
                Values.none(),
                intent.rules(),
                intent.run(),
                intent.epoch(),
                intent.at());
    }

    /** Without values before and after, without those that a policy was told, and without evidence, but for that of the erasure itself. */
    public static HistoryEntry of(HistoryEntry event) {
        boolean tells = !event.detail().isEmpty() && event.kind() != HistoryEntry.Kind.ERASED;
        if (event.before().isEmpty() && event.after().isEmpty() && event.contest() == null && !tells) {
            return event;
        }
        return new HistoryEntry(
                event.pair(),
                event.run(),
                event.kind(),
                event.side(),
                event.ref(),
                event.other(),
                event.rule(),
                Values.none(),
                Values.none(),
                tells ? "" : event.detail(),
                event.open(),
                event.at());
    }
}
