package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which record is which on the other side: a pair's live links, read from the store page by page. */
final class IdentityMap {
    /** The states of a record that may have a live link. */
    static final Set<EntryState> JOINED = EnumSet.of(EntryState.LINKED, EntryState.FAILING, EntryState.SUSPENDED);

    private final Settings settings;
    private final PairId pair;

    IdentityMap(Settings settings, PairId pair) {
        this.settings = settings;
        this.pair = pair;
    }

    /** Each live link once. */
    void each(Consumer<LinkId> sink) {
        EntryPages.each(settings, pair, JOINED, page -> live(page).forEach(sink));
    }

    private Set<LinkId> live(List<Entry> page) {
        Set<LinkId> live = new TreeSet<>();
        Set<LinkId> doubtful = new TreeSet<>();
        for (Entry entry : page) {
            LinkId link = entry.link();
            if (link != null && entry.side() == Side.LEFT) {
                (entry.state() == EntryState.LINKED ? live : doubtful).add(link);
            }
        }
        StoredLinks.of(settings, pair, doubtful).values().stream()
                .filter(Link::live)
                .forEach(link -> live.add(link.id()));
        return live;
    }
}
