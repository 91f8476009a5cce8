package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.engine.Distrust.Older;
import io.github.tandemsync.core.engine.Distrust.Progress;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recovery rules: what the store says two records last agreed on is not to be believed, because the store is older than the systems, or
 * a system was put back. Page by page each link loses its bases, and its rules are marked; a marked rule agrees, or is a conflict for
 * a person, and writes nothing. Then both sides are listed and everything is compared. As long as anything of that is due, nothing is
 * removed; a link that is never compared stays marked for as long as it takes. Broken off, it goes on where it was.
 */
final class RecoveryRules {
    private static final EnumSet<EntryState> ALL = EnumSet.allOf(EntryState.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Session session;
    private final ObjectPair pair;

    RecoveryRules(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Nothing that such a store says was agreed on is believed. */
    static void storeIsOlder(Session session) {
        String detail =
                "The state store is older than it was: it is at generation " + Generations.stored(session.pins())
                        + ", and was at " + Generations.witnessed(session.settings())
                        + ". All pairs are under recovery rules: everything is compared anew,"
                        + " what differs is a conflict for a person, and nothing is overwritten";
        StateChange change = new StateChange();
        Distrust.begin(session, Older.STORE, change);
        session.commit(change);
        session.ledger().note("connection " + session.settings().connection(), detail);
    }

    /** Drops the bases, as far as they are not. False if the slice was used up before the end. */
    boolean run() {
        Progress progress = Progress.of(session.pair(pair.id()));
        if (progress == null || !Distrust.isPending(session.pair(pair.id()))) {
            return true;
        }
        demandNothingArrives();
        RecordRef after = progress.place().isEmpty() ? null : RecordRef.parse(progress.place());
        return EntryPages.resume(session, pair.id(), ALL, after, (page, upTo, change) -> {
            drop(page, change);
            if (upTo == null) {
                finish(progress, change);
            } else {
                change.pair(pair.id(), at(progress, upTo.toString()));
            }
            session.slice().took(page.size());
        });
    }

    /** A write of which nobody knows whether it ran has to have come to rest: what the systems show is all that counts. */
    private void demandNothingArrives() {
        Instant latest = Instant.MIN;
        for (Intent intent : session.intents()) {
            Instant until = Intents.latest(session.settings(), intent);
            latest = intent.pair().equals(pair.id()) && until.isAfter(latest) ? until : latest;
        }
        if (latest.isAfter(session.now())) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "The pair " + pair.id()
                            + " is under recovery rules, and a write without an answer may still arrive;"
                            + " it goes on by itself at " + latest,
                    Duration.between(session.now(), latest),
                    null);
        }
    }

    private PairState at(Progress progress, String place) {
        return new Progress(progress.begun(), progress.older(), place).in(session.pair(pair.id()));
    }

    private void drop(List<Entry> page, StateChange change) {
        Map<LinkId, Link> links = StoredLinks.of(session.settings(), pair.id(), Links.ids(page));
        for (Entry entry : page) {
            Link link = entry.link() == null ? null : links.get(entry.link());
            if (link == null) {
                if (entry.stamp() != null) {
                    change.put(EntryUpdate.keep(entry.withStamp(null))); // it is read anew when the listing shows it
                }
                continue;
            }
            Links.replace(link, Distrust.marked(session, pair, link), change);
            Entry bare = entry.withStamp(null);
            change.put(link.live() ? EntryUpdate.raise(bare, session.now()) : EntryUpdate.keep(bare));
        }
    }

    /** A create has its own look for its copy, which is there or known to be gone; of other writes the systems show what became. */
    private void finish(Progress progress, StateChange change) {
        for (Intent intent : session.intents()) {
            if (intent.pair().equals(pair.id()) && intent.kind() != Intent.Kind.CREATE) {
                change.close(intent.id());
            }
        }
        Set<ObjectType> types = Listing.types(pair);
        for (ObjectType type : types) {
            change.dropCursor(new CursorKey(pair.id(), type, FeedMode.BASELINE));
            if (progress.older() == Older.SYSTEM) {
                change.dropCursor(new CursorKey(pair.id(), type, FeedMode.CHANGES));
            }
        }
        change.pair(pair.id(), at(progress, Distrust.COMPARING).relisting(types));
    }

    /** Nothing of the pair is due any more: everything that could be was compared. */
    void end() {
        Progress progress = Progress.of(session.pair(pair.id()));
        if (progress != null && progress.isComparing()) {
            session.commit(new StateChange().pair(pair.id(), at(progress, Distrust.OVER)));
        }
    }

    /** Of what would be removed nothing is, before all is compared. */
    boolean putsOff(Proposal proposal) {
        if (proposal.kind() != Intent.Kind.REMOVE || !Distrust.isOn(session.pair(pair.id()))) {
            return false;
        }
        proposal.work()
                .lookAgainAt(
                        session.now().plus(PAUSE),
                        session.reason(Distrust.CODE, "nothing is removed before all is compared anew"));
        return true;
    }
}
