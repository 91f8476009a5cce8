package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Other records that show what identifies one, as far as the store knows. */
final class Lookalikes {
    private static final Set<EntryState> THERE =
            EnumSet.complementOf(EnumSet.of(EntryState.REMOVED, EntryState.REPLACED));

    private final Session session;
    private final Identity identity;
    private final Inquiry inquiry;

    Lookalikes(Session session, Identity identity, Inquiry inquiry) {
        this.session = session;
        this.identity = identity;
        this.inquiry = inquiry;
    }

    /** Those that showed it when they were matched. */
    List<Entry> matched() {
        Suppression suppression = new Suppression(session);
        List<Entry> alike = new ArrayList<>();
        Set<RecordRef> told = new TreeSet<>(identity.refs());
        for (Identity.Text text : identity.texts()) {
            for (Side side : Side.values()) {
                for (Entry entry : suppression.alike(text.pair(), side, text.rule(), List.of(text.digest()))) {
                    if (told.add(entry.ref())) {
                        alike.add(entry);
                    }
                }
            }
        }
        return alike;
    }

    /** Those that showed it when they last agreed with what faces them: a copy of ours was never matched, and others were edited since. */
    SortedSet<RecordRef> agreed() {
        SortedSet<RecordRef> alike = new TreeSet<>();
        for (ObjectPair pair : session.settings().pairs()) {
            if (identity.texts().stream().anyMatch(text -> text.pair().equals(pair.id()))) {
                EntryPages.each(session.settings(), pair.id(), THERE, page -> agreed(pair, page, alike));
            }
        }
        alike.removeAll(identity.refs());
        return alike;
    }

    private void agreed(ObjectPair pair, List<Entry> page, Set<RecordRef> alike) {
        Map<LinkId, Link> links = StoredLinks.of(session.settings(), pair.id(), Links.ids(page));
        for (Entry entry : page) {
            Link link = entry.link() == null ? null : links.get(entry.link());
            if (link != null && isShown(pair, entry.side(), link)) {
                alike.add(entry.ref());
            }
        }
    }

    private boolean isShown(ObjectPair pair, Side side, Link link) {
        for (MatchRule rule : pair.matchRules()) {
            String digest = inquiry.digest(pair, rule, side, Identity.bases(link, side));
            if (digest != null && identity.texts().contains(new Identity.Text(pair.id(), rule.id(), digest))) {
                return true;
            }
        }
        return false;
    }
}
