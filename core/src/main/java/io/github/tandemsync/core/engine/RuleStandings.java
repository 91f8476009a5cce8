package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How the field rules of a pair's live links stand, read from the store page by page. */
final class RuleStandings {
    private final Settings settings;
    private final PairId pair;

    RuleStandings(Settings settings, PairId pair) {
        this.settings = settings;
        this.pair = pair;
    }

    /** Each rule of each live link that is in the state, once. */
    void each(Status status, Consumer<RuleStanding> sink) {
        LiveLinks.each(
                settings,
                pair,
                link -> mapped(link).forEach((rule, state) -> {
                    if (state.status() == status) {
                        sink.accept(new RuleStanding(
                                pair, link.id(), rule, status, state.base(Side.LEFT) != null, state.reason()));
                    }
                }));
    }

    /** How many are in each state, those that none is in included. */
    Map<Status, Long> count() {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, 0L);
        }
        LiveLinks.each(
                settings,
                pair,
                link -> mapped(link).values().forEach(state -> counts.merge(state.status(), 1L, Long::sum)));
        return counts;
    }

    /** Without rules that the mapping does not have any more; all of them where the runner was built without the pair. */
    private Map<String, RuleState> mapped(Link link) {
        ObjectPair known = settings.pair(pair);
        if (known == null) {
            return link.rules();
        }
        Map<String, RuleState> mapped = new TreeMap<>(link.rules());
        mapped.keySet()
                .retainAll(LinkRules.of(known, link).stream().map(FieldRule::id).toList());
        return mapped;
    }
}
