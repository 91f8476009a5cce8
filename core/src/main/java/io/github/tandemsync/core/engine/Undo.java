package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run wrote into fields, from its history, as wishes to take it back; and what of it can not be taken back. It is read in
 * portions, at the time of the plan and again when the plan is applied; of all of it only a hash a record is kept.
 */
final class Undo {
    private static final Set<Kind> TAKEN_BACK = Set.of(Kind.UPDATED, Kind.CLEARED);

    private final Settings settings;
    private final RunHistory history;

    /**
     * Some of what the run did in a pair.
     *
     * @param wishes to take it back
     * @param remarks what of it stays as it is
     */
    record Portion(Wishes wishes, List<Remark> remarks) {}

    /** What the fields of a record held before the first write of the run, and after its last. */
    private record Written(Side side, Values before, Values after, String detail) {
        static Written of(HistoryEntry event) {
            return new Written(event.side(), event.before(), event.after(), event.detail());
        }

        Written then(Written later) {
            return new Written(
                    side, later.before.overlay(before), after.overlay(later.after), detail + ", " + later.detail);
        }

        /** Whether it is one of two writes that belong together. */
        boolean isGiven(FieldRule rule) {
            return (", " + detail).contains(", " + RuleDecision.Give.mark(rule));
        }
    }

    /** What is not taken back, of which record, and why. */
    record Remark(PairId pair, Side side, RecordRef ref, String text) {
        static Remark of(HistoryEntry event, String text) {
            return new Remark(event.pair(), event.side(), event.ref(), text);
        }
    }

    Undo(Settings settings, String run) {
        this.settings = settings;
        this.history = new RunHistory(settings, run);
    }

    String run() {
        return history.run();
    }

    /** @throws IllegalArgumentException if the history has nothing of the run, or may have lost a part of it */
    void demandWhole() {
        if (history.isEmpty(history.writes())) {
            throw new IllegalArgumentException(
                    "The history of connection " + settings.connection() + " has no write of a run " + history.run()
                            + "; SyncReport.run() names the run. " + Retention.kept(settings));
        }
        String missing = Retention.missing(settings, history.run());
        if (missing != null) {
            throw new IllegalArgumentException(
                    "Run " + history.run() + " can not be taken back: of its history, which is the oldest"
                            + " that is left, a part may have been dropped already. " + missing);
        }
    }

    /** The pairs of this runner in which the run wrote something. */
    Set<PairId> pairs() {
        Set<PairId> pairs = new TreeSet<>();
        for (ObjectPair pair : settings.pairs()) {
            if (!history.isEmpty(history.writes().pair(pair.id()))) {
                pairs.add(pair.id());
            }
        }
        return pairs;
    }

    /**
     * Gives what the run did in the pair, in the order in which it first wrote the records; each link once.
     *
     * @param most at about how many records a time
     * @param base what else is wished, or excluded
     */
    void each(ObjectPair pair, int most, Wishes base, Consumer<Portion> step) {
        RefSet seen = new RefSet();
        history.each(history.writes().pair(pair.id()), Math.min(most, Batches.STORE), events -> {
            List<Remark> remarks = new ArrayList<>();
            Map<RecordRef, HistoryEntry> fresh = new LinkedHashMap<>();
            for (HistoryEntry event : events) {
                String kept = kept(event);
                if (kept != null) {
                    remarks.add(Remark.of(event, kept));
                } else if (!seen.contains(event.ref())) {
                    fresh.putIfAbsent(event.ref(), event);
                }
            }
            step.accept(portion(pair, fresh, seen, base, remarks));
        });
    }

    private static @Nullable String kept(HistoryEntry event) {
        return switch (event.kind()) {
            case CREATED -> "was created by the run, and stays; remove it by hand if it is not wanted";
            case REMOVED -> "was removed by the run, which can not be undone; restore it by hand";
            default -> null;
        };
    }

    private Portion portion(
            ObjectPair pair, Map<RecordRef, HistoryEntry> fresh, RefSet seen, Wishes base, List<Remark> remarks) {
        List<Entry> entries =
                settings.store().entries(new EntryQuery.ByRef(settings.connection(), pair.id(), fresh.keySet()));
        Map<LinkId, Link> links = StoredLinks.of(settings, pair.id(), Links.ids(entries));
        Map<RecordRef, HistoryEntry> unlinked = new LinkedHashMap<>(fresh);
        entries.stream()
                .filter(entry -> entry.link() != null && links.containsKey(entry.link()))
                .forEach(entry -> unlinked.remove(entry.ref()));
        unlinked.values().forEach(event -> remarks.add(Remark.of(event, "not taken back: it has no link")));
        fresh.keySet().forEach(seen::add);
        links.values().stream().filter(Link::live).forEach(link -> {
            seen.add(link.ref(Side.LEFT));
            seen.add(link.ref(Side.RIGHT));
        });
        return new Portion(wishes(pair, links.values(), base, remarks), remarks);
    }

    /** The wishes of the links among the entries. */
    Wishes wishes(ObjectPair pair, Collection<Entry> entries, Wishes base) {
        Map<LinkId, Link> links = StoredLinks.of(settings, pair.id(), Links.ids(entries));
        return wishes(pair, links.values(), base, new ArrayList<>());
    }

    private Wishes wishes(ObjectPair pair, Collection<Link> links, Wishes base, List<Remark> remarks) {
        Wishes wishes = Wishes.beside(base);
        Map<RecordRef, Link> linked = new LinkedHashMap<>();
        for (boolean live : List.of(false, true)) {
            links.stream().filter(link -> link.live() == live).forEach(link -> {
                linked.put(link.ref(Side.LEFT), link);
                linked.put(link.ref(Side.RIGHT), link);
            });
        }
        written(pair.id(), linked.keySet())
                .forEach((ref, fields) -> wish(pair, Contract.known(linked.get(ref)), fields, wishes, remarks));
        return wishes;
    }

    /** What the run wrote into the records, in the order of its last writes: of one rule on both sides, the last counts. */
    private Map<RecordRef, Written> written(PairId pair, Set<RecordRef> refs) {
        Map<RecordRef, Written> written = new LinkedHashMap<>();
        for (List<RecordRef> some : Batches.of(refs, HistoryQuery.MOST_REFS)) {
            Set<RecordRef> own = new LinkedHashSet<>(some);
            HistoryQuery about = history.writes().pair(pair).kinds(TAKEN_BACK).about(some);
            history.each(
                    about,
                    Batches.STORE,
                    events -> events.stream()
                            .filter(event -> own.contains(event.ref()))
                            .forEach(event -> {
                                Written before = written.remove(event.ref());
                                Written now = Written.of(event);
                                written.put(event.ref(), before == null ? now : before.then(now));
                            }));
        }
        return written;
    }

    private void wish(ObjectPair pair, Link link, Written fields, Wishes wishes, List<Remark> remarks) {
        if (fields.after().isEmpty()) {
            remarks.add(new Remark(
                    pair.id(), fields.side(), link.ref(fields.side()), "not taken back: its values were erased"));
        }
        Set<String> unmapped = new TreeSet<>(fields.after().names());
        for (FieldRule rule : LinkRules.of(pair, link)) {
            Set<String> own = rule.fields(fields.side());
            Values after = fields.after().only(own);
            if (!after.isEmpty()) {
                Values before = fields.before().only(Set.copyOf(after.names()));
                Wish.TakeBack wish = new Wish.TakeBack(fields.side(), before, after);
                if (fields.isGiven(rule)) {
                    wishes.takeBackBoth(pair.id(), link.id(), rule.id(), wish);
                } else {
                    wishes.add(pair.id(), link.id(), rule.id(), wish);
                }
                unmapped.removeAll(own);
            }
        }
        if (!unmapped.isEmpty()) {
            String text = "not taken back: " + unmapped + " is no longer mapped";
            remarks.add(new Remark(pair.id(), fields.side(), link.ref(fields.side()), text));
        }
    }

    /** What the run did in pairs that are not given, since this runner does not have them, or they do not take part. */
    void elsewhere(Set<PairId> given, Consumer<Remark> step) {
        long known = given.stream()
                .mapToLong(pair -> history.count(history.writes().pair(pair)))
                .sum();
        if (history.count(history.writes()) == known) {
            return;
        }
        history.each(
                history.writes(),
                Batches.STORE,
                events -> events.stream()
                        .filter(event -> !given.contains(event.pair()))
                        .forEach(event -> {
                            String kept = kept(event);
                            String text = kept == null ? "not taken back: its pair is not one that takes part" : kept;
                            step.accept(Remark.of(event, text));
                        }));
    }
}
