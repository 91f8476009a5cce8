package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
