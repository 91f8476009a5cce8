package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Erases a record, and lets it in again. What keeps it out is durable before the first value goes: no crash leaves a gap. */
final class Eraser {
    private final Session session;
    private final Suppression suppression;

    Eraser(Session session) {
        this.session = session;
        this.suppression = new Suppression(session);
    }

    ErasureReport erase(RecordRef ref) {
        Inquiry inquiry = Inquiry.asFarAsAnswered(session);
        Identity identity = Identity.of(session, ref, inquiry);
        Lookalikes lookalikes = new Lookalikes(session, identity, inquiry);
        StateChange change = new StateChange();
        suppression.add(identity.refs(), identity.terms(), change);
        identity.entries().forEach(entry -> keepOut(entry, change));
        Instant mayArrive = close(identity.intents(), change);
        List<Entry> alike = lookalikes.matched();
        for (Entry entry : alike) {
            if (isFree(entry)) {
                change.put(EntryUpdate.raise(suppression.turnedUp(entry, change), session.now()));
            }
        }
        session.settings().pairs().forEach(pair -> new Parked(session, pair).release(List.of(), change));
        session.commit(change);
        long rows = session.store().erase(session.settings().connection(), identity.refs());
        SortedSet<RecordRef> others = lookalikes.agreed();
        alike.forEach(entry -> others.add(entry.ref()));
        return new ErasureReport(
                List.copyOf(identity.refs()), List.copyOf(others), rows, mayArrive, inquiry.problems());
    }

    private boolean isFree(Entry entry) {
        boolean single = Links.live(session, entry) == null && entry.state() != EntryState.REPLACED;
        return single && session.intents(entry.pair(), entry.ref()).isEmpty();
    }

    /** Its digests stay until the values go: those rows are counted. */
    private void keepOut(Entry entry, StateChange change) {
        Link link = Links.live(session, entry);
        Entry out = suppression.excluded(entry).withDigests(entry.digests());
        Reason why = out.reason();
        if (link != null && why != null) {
            Links.replace(link, link.ended(why), change);
        }
        LinkId last = entry.link();
        RecordRef other = last == null ? null : last.left().equals(entry.ref()) ? last.right() : last.left();
        if (!Suppression.isErased(entry)) {
            change.record(session.event(Kind.ERASED, entry, other, "its values are forgotten, and it stays out"));
        }
        change.wake(entry.ref(), session.now());
        if (entry.state() != EntryState.REPLACED) {
            Entry next = entry.state() == EntryState.REMOVED ? out.in(EntryState.REMOVED, why) : out;
            change.put(EntryUpdate.raise(next, session.now())); // an edit that nobody has looked at is seen, and left
        }
    }

    /** Nothing is repeated; until when what is under way may still arrive. */
    private @Nullable Instant close(List<Intent> intents, StateChange change) {
        Instant latest = null;
        for (Intent intent : intents) {
            change.close(intent.id());
            Instant until = Intents.latest(session.settings(), intent);
            boolean later = until.isAfter(session.now()) && (latest == null || until.isAfter(latest));
            latest = later ? until : latest;
        }
        return latest;
    }

    /**
     * As records that were gone: the next look finds out which are there, revives their link, or makes a copy anew. Others that were
     * taken for them are looked at too, and stay out if anything still keeps them out.
     */
    boolean readmit(RecordRef ref) {
        Identity identity = Identity.of(session, ref, Inquiry.whole(session));
        StateChange change = new StateChange();
        boolean lifted = suppression.lift(identity.refs(), identity.terms(), change);
        Reason why = session.reason("readmitted", "it was erased, and may take part again");
        for (Entry entry : identity.entries()) {
            if (Suppression.isErased(entry)) {
                change.put(EntryUpdate.raise(entry.in(EntryState.REMOVED, why), session.now()));
            }
        }
        session.commit(change);
        session.settings().pairs().forEach(pair -> lookAgain(pair.id()));
        return lifted;
    }

    private void lookAgain(PairId pair) {
        EntryPages.each(session.settings(), pair, Set.of(EntryState.EXCLUDED), page -> {
            StateChange change = new StateChange();
            page.stream()
                    .filter(Suppression::isErased)
                    .forEach(entry -> change.put(EntryUpdate.raise(entry, session.now())));
            session.commit(change);
        });
    }
}
