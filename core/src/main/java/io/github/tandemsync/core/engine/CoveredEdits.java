package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What users wrote just before a write of ours, on a side that can not refuse such a write. The next merge gives it back or
 * reports it; where the link ends before that merge, it is reported here.
 */
final class CoveredEdits {
    private final Session session;
    private final ObjectPair pair;

    CoveredEdits(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Of a side that was found, by what was read in this round. */
    void report(Work work, Side side, StateChange change) {
        report(work.link(), work.entry(side), stamp -> work.trail(side, stamp), change);
    }

    /** Of a record that may not be part of this round: its history is asked for. */
    void report(Link link, Entry entry, StateChange change) {
        if (session.endpoint(entry.side()).needsHistory(entry.ref().type())) {
            report(link, entry, stamp -> ask(entry, stamp), change);
        }
    }

    private FieldTrail ask(Entry entry, Stamp after) {
        Set<String> fields = pair.fields(entry.side(), entry.ref().type());
        return session.endpoint(entry.side()).trail(entry.ref(), after, fields);
    }

    private void report(Link link, Entry entry, Function<Stamp, @Nullable FieldTrail> trails, StateChange change) {
        Side side = entry.side();
        for (FieldRule rule : LinkRules.of(pair, link)) {
            Stamp since = Work.since(entry, link.rule(rule.id()));
            FieldTrail trail = since == null ? null : trails.apply(since);
            for (String field : trail == null ? Set.<String>of() : rule.fields(side)) {
                report(link, entry, rule, field, Contract.known(trail).of(field), change);
            }
        }
    }

    private void report(Link link, Entry entry, FieldRule rule, String field, List<Edit> edits, StateChange change) {
        Edit last = Look.lastBy(Author.SOMEBODY, edits);
        if (last != null && Look.isCovering(edits)) {
            change.record(new HistoryEntry(
                    pair.id(),
                    session.run(),
                    Kind.CONFLICT,
                    entry.side(),
                    entry.ref(),
                    link.ref(entry.side().other()),
                    rule.id(),
                    Values.of(field, last.value()),
                    Values.of(field, edits.get(edits.size() - 1).value()),
                    "a write of ours covers it, and the link has ended",
                    false,
                    session.now()));
        }
    }
}
