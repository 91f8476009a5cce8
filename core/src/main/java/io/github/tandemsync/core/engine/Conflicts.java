package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
        List<OpenConflict> open = new ArrayList<>();
        for (HistoryEntry event : settings.store().history(query().page(skip, limit))) {
            LinkId id = new LinkId(event.ref(), Contract.known(event.other()));
            String rule = Contract.known(event.rule());
            for (Link link : settings.store().links(settings.connection(), event.pair(), Set.of(id))) {
                RuleState state = link.rule(rule);
                open.add(new OpenConflict(
                        event.pair(),
                        id.left(),
                        id.right(),
                        rule,
                        state.base(Side.LEFT),
                        state.base(Side.RIGHT),
                        event.before(),
                        event.after(),
                        event.at()));
            }
        }
        return open;
    }

    private HistoryQuery query() {
        return HistoryQuery.of(settings.connection()).open();
    }
}
