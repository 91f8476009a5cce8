package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures how long changes took, once the writes that carried them are committed. */
final class LagMeter {
    private final Session session;

    LagMeter(Session session) {
        this.session = session;
    }

    void committed(List<Proposal> batch, List<WriteAnswer> answers) {
        for (int i = 0; i < batch.size(); i++) {
            if (answers.get(i) instanceof WriteAnswer.Done && carriesChange(batch.get(i))) {
                measure(batch.get(i));
            }
        }
    }

    /** Not so what a person decided, had filled or took back: that is no change of the source, whatever else moved there. */
    private static boolean carriesChange(Proposal proposal) {
        return switch (proposal.kind()) {
            case CREATE -> true;
            case REMOVE -> false;
            case UPDATE ->
                proposal.decisions().stream()
                        .anyMatch(
                                reasoned -> reasoned.decision() instanceof Write write && write.cause() == Cause.RULE);
        };
    }

    private void measure(Proposal proposal) {
        Work work = proposal.work();
        Side from = proposal.target().other();
        Entry entry = work.entries().get(from);
        if (entry == null
                || !(work.answer(from) instanceof ReadAnswer.Found found)
                || !isMoved(entry, found.record())) {
            return;
        }
        Instant started =
                FeedReader.startedAt(session, entry.pair(), entry.ref().type());
        Instant changed = changed(from, found.record());
        if (changed == null || started == null) {
            session.ledger().lag(entry.pair(), isFirstContact(entry) ? Lag.NONE : Lag.unmeasured());
        } else if (!changed.isBefore(started)) {
            session.ledger().lag(entry.pair(), Lag.of(Duration.between(changed, session.now())));
        }
    }

    /** Not looked at in this version before, or tried again since; otherwise the write has another cause. */
    private static boolean isMoved(Entry entry, CrmRecord record) {
        return !record.stamp().equals(entry.stamp()) || entry.mark().attempts() > 0;
    }

    private static boolean isFirstContact(Entry entry) {
        return entry.stamp() == null && entry.seen() > 0;
    }

    /** When it was changed, by the runner's clock; null if that is not known. */
    private @Nullable Instant changed(Side from, CrmRecord record) {
        Duration ahead = session.endpoint(from).ahead();
        Instant modified = record.modified();
        return ahead == null || modified == null ? null : modified.minus(ahead);
    }
}
