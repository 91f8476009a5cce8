package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The conflicts that wait for a person, from the store alone. Needs no lease; safe for several threads. */
public final class Conflicts {
    private final Settings settings;

    Conflicts(Settings settings) {
        this.settings = settings;
    }

    /** How many there are, in all pairs. */
    public long count() {
        return settings.store().countHistory(query());
    }

    /**
     * Those of all pairs, oldest first. To settle some, make a plan of them: {@link SyncRunner#planResolution}.
     *
     * @param skip how many to pass over
     * @param limit at most so many
     */
    public List<OpenConflict> open(int skip, int limit) {
        List<HistoryEntry> events = settings.store().history(query().page(skip, limit));
        Map<PairId, Set<LinkId>> wanted = new TreeMap<>();
        events.forEach(event ->
                wanted.computeIfAbsent(event.pair(), pair -> new TreeSet<>()).add(link(event)));
        Map<PairId, Map<LinkId, Link>> links = new TreeMap<>();
        wanted.forEach((pair, ids) -> links.put(pair, Links.stored(settings, pair, ids)));
        List<OpenConflict> open = new ArrayList<>();
        for (HistoryEntry event : events) {
            Link link = Contract.known(links.get(event.pair())).get(link(event));
            if (link != null) {
                open.add(conflict(event, link));
            }
        }
        return open;
    }

    private static LinkId link(HistoryEntry event) {
        return new LinkId(event.ref(), Contract.known(event.other()));
    }

    private static OpenConflict conflict(HistoryEntry event, Link link) {
        String rule = Contract.known(event.rule());
        RuleState state = link.rule(rule);
        return new OpenConflict(
                event.pair(),
                link.ref(Side.LEFT),
                link.ref(Side.RIGHT),
                rule,
                state.base(Side.LEFT),
                state.base(Side.RIGHT),
                event.before(),
                event.after(),
                event.at());
    }

    private HistoryQuery query() {
        return HistoryQuery.of(settings.connection()).open();
    }
}
