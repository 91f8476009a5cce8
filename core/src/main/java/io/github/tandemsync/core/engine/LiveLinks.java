package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The live links of a pair, as the store has them. */
final class LiveLinks {
    private LiveLinks() {}

    /** Gives each once, read page by page. Needs no lease. */
    static void each(Settings settings, PairId pair, Consumer<Link> sink) {
        EntryPages.each(settings, pair, IdentityMap.JOINED, page -> {
            for (Link link : StoredLinks.of(settings, pair, ofTheLeft(page)).values()) {
                if (link.live()) {
                    sink.accept(link);
                }
            }
        });
    }

    /** Those of the left side's records: each link is told once. */
    private static Set<LinkId> ofTheLeft(List<Entry> page) {
        Set<LinkId> links = new TreeSet<>();
        for (Entry entry : page) {
            if (entry.link() != null && entry.side() == Side.LEFT) {
                links.add(entry.link());
            }
        }
        return links;
    }
}
