package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what the store knows of a record. */
final class Explainer {
    /** So many of the latest events are told, and of what was before how the record came to face another. */
    static final int EVENTS = 100;

    private static final int BEGINNINGS = 10;
    private static final Set<Kind> BEGUN = Set.of(Kind.CREATED, Kind.LINKED, Kind.SUCCEEDED);

    private final Settings settings;

    /**
     * What happened to a record.
     *
     * @param leftOut how many events are left out before the latest
     */
    private record Story(List<HistoryEntry> events, int leftOut) {}

    Explainer(Settings settings) {
        this.settings = settings;
    }

    Explanation explain(RecordRef ref) {
        List<Entry> entries = settings.store().entries(new EntryQuery.InAnyPair(settings.connection(), List.of(ref)));
        List<Explanation.View> views = entries.stream().map(this::view).toList();
        return new Explanation(ref, views, views.isEmpty() ? unseen(ref.type()) : null);
    }

    /** Why no pair knows any record of the type that was asked for, and what can be done about it. */
    private String unseen(ObjectType type) {
        ConnectionState connection = settings.store().connection(settings.connection());
        SortedSet<ObjectType> synced = new TreeSet<>();
        StringBuilder text = new StringBuilder(ExplanationText.UNSEEN);
        for (ObjectPair pair : settings.pairs()) {
            SortedSet<ObjectType> own = new TreeSet<>(pair.types(Side.LEFT));
            own.addAll(pair.types(Side.RIGHT));
            synced.addAll(own);
            if (own.contains(type)) {
                text.append(". In ").append(pair.id()).append(": ").append(NextSteps.ofUnseen(pair, connection));
            }
        }
        return synced.contains(type)
                ? text.toString()
                : "no pair of this runner has the type " + type + "; they have " + synced;
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
        Story story = story(entry);
        Link link = links.isEmpty() ? null : links.get(0);
        ObjectPair pair = settings.pair(entry.pair());
        SortedMap<String, String> apart = pair == null || link == null
                ? new TreeMap<>()
                : new AgreedApart(story.events(), story.leftOut()).of(pair, link);
        return new Explanation.View(
                entry,
                link,
                open,
                story.events(),
                story.leftOut(),
                pair == null ? null : NextSteps.whyUnmatched(entry, pair),
                next(entry, pair, link),
                apart,
                pair == null || link == null ? new TreeMap<>() : nextOfRules(pair, link, apart.keySet()));
    }

    private Story story(Entry entry) {
        HistoryQuery query =
                HistoryQuery.of(settings.connection()).pair(entry.pair()).about(entry.ref());
        int all = count(query);
        List<HistoryEntry> latest = settings.store().history(query.page(Math.max(0, all - EVENTS), EVENTS));
        if (all <= EVENTS) {
            return new Story(latest, 0);
        }
        HistoryQuery begun = query.kinds(BEGUN);
        long later =
                latest.stream().filter(event -> BEGUN.contains(event.kind())).count();
        int earlier = (int) Math.min(BEGINNINGS, count(begun) - later);
        List<HistoryEntry> events =
                new ArrayList<>(earlier <= 0 ? List.of() : settings.store().history(begun.page(0, earlier)));
        int leftOut = all - latest.size() - events.size();
        events.addAll(latest);
        return new Story(events, leftOut);
    }

    private int count(HistoryQuery query) {
        return (int) Math.min(Integer.MAX_VALUE, settings.store().countHistory(query));
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
