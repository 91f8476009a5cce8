package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what the store knows of a record. */
final class Explainer {
    private static final int EVENTS = 100;

    private final Settings settings;

    Explainer(Settings settings) {
        this.settings = settings;
    }

    Explanation explain(RecordRef ref) {
        List<Entry> entries = settings.store().entries(new EntryQuery.InAnyPair(settings.connection(), List.of(ref)));
        return new Explanation(ref, entries.stream().map(this::view).toList());
    }

    private Explanation.View view(Entry entry) {
        List<Link> links = entry.link() == null
                ? List.of()
                : settings.store().links(settings.connection(), entry.pair(), Set.of(entry.link()));
        List<Intent> open = settings.store().intents(settings.connection()).stream()
                .filter(intent -> intent.pair().equals(entry.pair()))
                .filter(intent ->
                        intent.source().equals(entry.ref()) || entry.ref().equals(intent.ref()))
                .toList();
        HistoryQuery query =
                HistoryQuery.of(settings.connection()).pair(entry.pair()).about(entry.ref());
        int all = (int) Math.min(Integer.MAX_VALUE, settings.store().countHistory(query));
        List<HistoryEntry> latest = settings.store().history(query.page(Math.max(0, all - EVENTS), EVENTS));
        Link link = links.isEmpty() ? null : links.get(0);
        ObjectPair pair = settings.pair(entry.pair());
        SortedMap<String, String> apart =
                pair == null || link == null ? new TreeMap<>() : new AgreedApart(latest).of(pair, link);
        return new Explanation.View(
                entry,
                link,
                open,
                latest,
                pair == null ? null : NextSteps.whyUnmatched(entry, pair),
                next(entry, pair, link),
                apart,
                pair == null || link == null ? new TreeMap<>() : nextOfRules(pair, link, apart.keySet()));
    }

    private String next(Entry entry, @Nullable ObjectPair pair, @Nullable Link link) {
        ConnectionState connection = settings.store().connection(settings.connection());
        String standstill = NextSteps.standstill(entry.pair(), pair, connection);
        return standstill == null ? NextSteps.of(entry, Contract.known(pair), link) : standstill;
    }

    private static SortedMap<String, String> nextOfRules(ObjectPair pair, Link link, Set<String> apart) {
        SortedMap<String, String> next = new TreeMap<>();
        for (FieldRule rule : LinkRules.of(pair, link)) {
            boolean differs = apart.contains(rule.id());
            boolean stored = link.rules().containsKey(rule.id());
            if (stored && (differs || !NextSteps.isSettled(link.rule(rule.id())))) {
                next.put(rule.id(), NextSteps.of(rule, link, differs));
            }
        }
        return next;
    }
}
