package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rules that count as agreed although their two sides differ: the target of a one-way rule was edited and left so, a run was taken
 * back and the answer got lost, or a system stored a form of its own. What references are agreed on is not judged.
 */
final class AgreedApart {
    private final List<HistoryEntry> history;
    private final int leftOut;

    /**
     * @param history the events of the two records that are known, oldest first
     * @param leftOut how many others there are
     */
    AgreedApart(List<HistoryEntry> history, int leftOut) {
        this.history = history;
        this.leftOut = leftOut;
    }

    /** The ids of such rules, each with the evidence. */
    SortedMap<String, String> of(ObjectPair pair, Link link) {
        SortedMap<String, String> apart = new TreeMap<>();
        for (FieldRule rule : link.live() ? LinkRules.of(pair, link) : List.<FieldRule>of()) {
            RuleState state = link.rule(rule.id());
            Values left = state.leftBase();
            Values right = state.rightBase();
            if (state.status() == Status.AGREED && left != null && right != null && differs(rule, left, right)) {
                apart.put(rule.id(), evidence(rule, left, right));
            }
        }
        return Collections.unmodifiableSortedMap(apart);
    }

    /** Whether what is no reference, and was agreed on, is not the same. */
    static boolean differs(FieldRule rule, Values left, Values right) {
        if (refers(left) || refers(right)) {
            return false;
        }
        try {
            return !rule.agree(left, right, ReferenceResolver.NONE);
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private static boolean refers(Values values) {
        return values.names().stream()
                .map(values::orEmpty)
                .anyMatch(value -> value instanceof FieldValue.Reference || value instanceof FieldValue.References);
    }

    private String evidence(FieldRule rule, Values left, Values right) {
        for (int i = history.size() - 1; i >= 0; i--) {
            HistoryEntry event = history.get(i);
            if (event.kind() == Kind.DRIFT && rule.id().equals(event.rule())) {
                return "the target of a one-way rule was edited, and is left as it is; since " + time(event);
            }
            boolean wrote = (event.kind() == Kind.UPDATED || event.kind() == Kind.CLEARED)
                    && !event.after().only(rule.fields(event.side())).isEmpty();
            if (wrote) {
                return (isTakenBack(rule, event, left, right)
                                ? "taken back by run "
                                : "the system stored a form of its own of what was written by run ")
                        + event.run() + "; since " + time(event);
            }
        }
        return leftOut == 0
                ? "its history is not kept any more"
                : "what led to it is among the events that are left out";
    }

    /** Whether what was written is not what the other side held. */
    private static boolean isTakenBack(FieldRule rule, HistoryEntry event, Values left, Values right) {
        Values written = event.after().only(rule.fields(event.side()));
        return event.side() == Side.LEFT
                ? differs(rule, left.overlay(written), right)
                : differs(rule, left, right.overlay(written));
    }

    private static String time(HistoryEntry event) {
        return event.at().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
