package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Links as the store has them. */
final class StoredLinks {
    private StoredLinks() {}

    /** The links asked for that are stored, live or not, by id. Needs no lease. */
    static Map<LinkId, Link> of(Settings settings, PairId pair, Collection<LinkId> ids) {
        Map<LinkId, Link> links = new LinkedHashMap<>();
        for (List<LinkId> batch : Batches.of(ids, Batches.STORE)) {
            settings.store().links(settings.connection(), pair, batch).forEach(link -> links.put(link.id(), link));
        }
        return links;
    }

    /** Gives each live link of the pair once, read page by page. Needs no lease. */
    static void eachLive(Settings settings, PairId pair, Consumer<Link> sink) {
        EntryPages.each(settings, pair, IdentityMap.JOINED, page -> {
            for (Link link : of(settings, pair, ofTheLeft(page)).values()) {
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
