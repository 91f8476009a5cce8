package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import org.jspecify.annotations.Nullable;

/** A record whose create found its unique value taken by one that a twin of it is linked with. */
final class TwinOfLinked {
    private final Session session;
    private final ObjectPair pair;

    TwinOfLinked(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Settles the work, and answers true, if a match rule finds it the same as what holds the link. */
    boolean isShadowed(Work work, Entry taken, StateChange change) {
        Entry source = work.only();
        Link link = taken.state() == EntryState.LINKED ? Links.live(session, taken) : null;
        if (link == null) {
            return false;
        }
        RecordRef holder = link.ref(source.side());
        MatchRule rule = shared(source, Links.known(session, pair, source.side(), holder), taken);
        if (rule == null) {
            return false;
        }
        String detail = Twins.detail(rule, holder, taken.ref());
        change.record(session.event(Kind.SHADOWED, source, holder, detail));
        work.entry(Twins.shadowed(session, source, rule, detail));
        return true;
    }

    private @Nullable MatchRule shared(Entry source, Entry holder, Entry taken) {
        for (MatchRule rule : pair.matchRules()) {
            String digest = source.digests().get(rule.id());
            boolean same = digest != null
                    && (digest.equals(holder.digests().get(rule.id()))
                            || digest.equals(taken.digests().get(rule.id())));
            if (same) {
                return rule;
            }
        }
        return null;
    }
}
