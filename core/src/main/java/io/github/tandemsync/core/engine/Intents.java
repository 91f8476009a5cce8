package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.RuleState.Unseen;
import java.time.Instant;

/** What follows from a journalled write alone. */
final class Intents {
    /** After so many looks at a record, a write without effect counts as not taken. */
    static final int STUBBORN = 6;

    /** The reason of a record of which a create may still arrive, or of one whose create can not be told any more. */
    static final String CREATE_UNKNOWN = "create-unknown";

    /** The reason of a linked record of which a write may still arrive. */
    static final String WRITE_UNKNOWN = "write-unknown";

    private Intents() {}

    /** Until when a write that left no trace may still arrive. */
    static Instant latest(Settings settings, Intent intent) {
        return intent.at().plus(settings.settleTime());
    }

    static Kind kind(Intent intent) {
        boolean clears = intent.intended().names().stream()
                .anyMatch(name -> intent.intended().orEmpty(name).isEmpty());
        return clears ? Kind.CLEARED : Kind.UPDATED;
    }

    /** What a write that was open when its record went would have left in the rule. */
    static Unseen unseen(Intent intent, FieldRule rule) {
        Side target = intent.target();
        Values source = intent.sourceValues().only(rule.fields(target.other()));
        return new Unseen(target, source, intended(intent, rule));
    }

    /** What the rule's fields hold if the write ran as it was meant. */
    static Values intended(Intent intent, FieldRule rule) {
        return LinkRules.filled(rule, intent.target(), intent.targetValues().overlay(intent.intended()));
    }
}
