package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan: as a run would, but for the writes. What was planned stays due, and is not looked at twice. Items go to the sink as
 * they are decided; what is kept of them grows by some bytes a write.
 */
final class Planning {
    /** How often what a merge has moved is looked at again: each look settles one record that was merged into another. */
    private static final int MOST_LOOKS = 8;

    private static final String MERGING =
            "not looked at: one of the two takes part in a merge that is not settled yet; make the plan again";

    private final Session session;
    private final Planner planner;
    private final Wishes wishes;
    private final PlanSink sink;
    private final Forecast forecast;
    private final PlannedWrites writes = new PlannedWrites();
    private final SortedMap<PlanItem.Action, Long> others = new TreeMap<>();
    /** Pairs that it says something about besides writes: apply looks at those, too. */
    private final Set<PairId> named = new TreeSet<>();

    /** The records that an apply looks at, where those are not what is due, or what the wishes name. */
    private final SortedMap<PairId, RefList> subjects = new TreeMap<>();

    private final @Nullable Undo undo;
    private boolean sweeps;
    private long looked;

    /** @param wishes what the plan is about; none: what is due */
    Planning(Session session, Wishes wishes, PlanSink sink) {
        this(session, wishes, sink, null);
    }

    /**
     * @param wishes what the plan is about; none: what is due
     * @param undo what it takes back beside them
     */
    Planning(Session session, Wishes wishes, PlanSink sink, @Nullable Undo undo) {
        this.session = session;
        this.planner = new Planner(session, undo == null ? null : undo.run());
        this.wishes = wishes;
        this.sink = sink;
        this.undo = undo;
        this.forecast = new Forecast(session);
    }

    /** Always true: nothing of the pair is left to be planned. */
    boolean plan(PairRun pair) {
        writes.begin(pair.pair().id());
        forecast.feeds(pair.pair());
        look(pair);
        forecast.endRound();
        return true;
    }

    /** Plans the links that a sweep looks at, and that alone; of them, an apply looks at those that are planned. */
    boolean plan(PairRun pair, Sweep sweep) {
        sweeps = true;
        subjects.put(pair.pair().id(), new RefList());
        writes.begin(pair.pair().id());
        forecast.feeds(pair.pair());
        looked += sweep.each(pair, links -> sweep(pair, links, sweep));
        forecast.endRound();
        return true;
    }

    /** Plans what takes back what a run wrote in the pair. */
    boolean plan(PairRun pair, Undo taken) {
        RefList refs = new RefList();
        subjects.put(pair.pair().id(), refs);
        writes.begin(pair.pair().id());
        forecast.feeds(pair.pair());
        int most = Math.max(1, session.settings().roundSize() / 2);
        taken.each(pair.pair(), most, wishes, portion -> {
            Wishes wished = portion.wishes();
            wanted(pair, wished.links(pair.pair().id()), wished, moved -> taken.wishes(pair.pair(), moved, wishes))
                    .forEach(refs::add);
            portion.remarks().forEach(this::tell);
        });
        forecast.endRound();
        return true;
    }

    /** Looks at the links, and once more at those that a merge has moved. */
    private void sweep(PairRun pair, List<Entry> links, Sweep sweep) {
        List<Entry> next = links;
        for (int look = 0; look < MOST_LOOKS && !next.isEmpty(); look++) {
            Set<RecordRef> moved = new LinkedHashSet<>();
            pair.bisection().each(next, some -> moved.addAll(swept(pair, some, sweep)));
            settle(pair, moved);
            next = lefts(pair.pair().id(), moved);
            if (!moved.isEmpty()) {
                sweep.ahead(next);
            }
        }
        Links.live(session, pair.pair().id(), next).values().forEach(this::tellMerging);
    }

    /** Who took over whom is stored, as by any plan: until then, nothing can be said of their links. */
    private void settle(PairRun pair, Set<RecordRef> moved) {
        pair.bisection().each(session.entries(pair.pair().id(), moved), entries -> {
            Round round = pair.newRound();
            round.remember(
                    round.decide(round.look(entries), Outlook.planned(writes::isLeaving, writes.taking(), wishes)));
        });
    }

    /** The left entries of the links that the records have now. */
    private List<Entry> lefts(PairId pair, Set<RecordRef> refs) {
        List<RecordRef> lefts = Links.live(session, pair, session.entries(pair, refs)).values().stream()
                .map(link -> link.ref(Side.LEFT))
                .toList();
        return session.entries(pair, lefts);
    }

    private void tellMerging(Link link) {
        tell(planner.remark(link.pair(), Side.LEFT, link.ref(Side.LEFT), link.ref(Side.RIGHT), MERGING));
    }

    /**
     * Nothing of it is stored: an apply decides anew.
     *
     * @return the records of the links that a merge has moved, of which nothing is said
     */
    private Set<RecordRef> swept(PairRun pair, List<Entry> links, Sweep sweep) {
        Round round = pair.newRound();
        List<Work> works = round.look(links);
        SortedMap<CallKind, CallCount> left = session.endpoint(Side.LEFT).calls();
        SortedMap<CallKind, CallCount> right = session.endpoint(Side.RIGHT).calls();
        Round.Decision all = round.decide(works, Outlook.planned(writes::isLeaving, writes.taking(), wishes));
        Round.Decision decision = all.about(work -> !all.isMoved(work));
        sweep.told(decision).forEach(this::tell);
        RefList written = Contract.known(subjects.get(pair.pair().id()));
        Set<RecordRef> taken = new HashSet<>();
        for (Proposal proposal : decision.proposals()) {
            proposal.work().entries().values().stream()
                    .filter(entry -> taken.add(entry.ref()))
                    .forEach(entry -> written.add(entry.ref()));
        }
        propose(decision, left, right, taken);
        return all.about(all::isMoved).refs();
    }

    private void look(PairRun pair) {
        int most = session.settings().roundSize();
        if (!wishes.isNone()) {
            wanted(pair, most);
            return;
        }
        if (pair.due(most).size() == most) {
            pair.takeNotes();
        }
        DueWalk walk = new DueWalk(pair, most);
        List<Entry> due = next(walk);
        while (!due.isEmpty()) {
            session.takeEarliestMark();
            AtomicBoolean all = new AtomicBoolean(true);
            pair.bisection().each(due, some -> all.compareAndSet(true, plan(pair, some, wishes, moved -> {})));
            walk.restartIfBehind(all.get() ? session.takeEarliestMark() : Instant.MIN);
            due = next(walk);
        }
    }

    /** The first that are due and not planned. */
    private List<Entry> next(DueWalk walk) {
        return walk.next(entry -> !writes.isPlanned(entry.ref()));
    }

    private void wanted(PairRun pair, int most) {
        for (List<LinkId> some : Batches.of(wishes.links(pair.pair().id()), Math.max(1, most / 2))) {
            wanted(pair, some, wishes, moved -> wishes);
        }
    }

    /**
     * Plans what is wished of the links, and once more where a merge has moved them meanwhile.
     *
     * @param anew what is wished of records that were moved
     * @return the records of those that are live
     */
    private Set<RecordRef> wanted(
            PairRun pair, Collection<LinkId> links, Wishes wished, Function<List<Entry>, Wishes> anew) {
        PairId id = pair.pair().id();
        Set<RecordRef> planned = new LinkedHashSet<>();
        Collection<LinkId> next = links;
        Wishes now = wished;
        for (int look = 0; look < MOST_LOOKS && !next.isEmpty(); look++) {
            Set<RecordRef> refs = live(id, next);
            Set<RecordRef> moved = planned(pair, refs, now);
            planned.addAll(refs);
            planned.removeAll(moved);
            now = anew.apply(session.entries(id, moved));
            next = now.links(id).stream()
                    .filter(link -> moved.contains(link.left()) || moved.contains(link.right()))
                    .toList();
        }
        Set<RecordRef> merging = live(id, next);
        Links.live(session, id, session.entries(id, merging)).values().forEach(this::tellMerging);
        return planned;
    }

    /** The records of those that are live; what has become of the others is said. */
    private Set<RecordRef> live(PairId pair, Collection<LinkId> links) {
        Set<LinkId> gone = new LinkedHashSet<>(links);
        Set<RecordRef> refs = new LinkedHashSet<>();
        for (Link link : session.links(pair, links)) {
            if (link.live()) {
                gone.remove(link.id());
                refs.add(link.ref(Side.LEFT));
                refs.add(link.ref(Side.RIGHT));
            }
        }
        gone.forEach(link ->
                tell(planner.remark(pair, Side.LEFT, link.left(), link.right(), "the two are no longer linked")));
        return refs;
    }

    /** The records of them, or of links that were planned before, that a merge has moved: those are not planned. */
    private Set<RecordRef> planned(PairRun pair, Set<RecordRef> refs, Wishes wished) {
        Set<RecordRef> moved = new LinkedHashSet<>();
        pair.bisection()
                .each(session.entries(pair.pair().id(), refs), entries -> plan(pair, entries, wished, moved::addAll));
        return moved;
    }

    void tell(Undo.Remark remark) {
        tell(planner.remark(remark.pair(), remark.side(), remark.ref(), null, remark.text()));
    }

    /** Hands over something that is not a write. */
    void tell(PlanItem item) {
        others.merge(item.action(), 1L, Long::sum);
        named.add(item.pair());
        sink.item(item);
    }

    /**
     * Plans what is due.
     *
     * @param moved gets the records of which nothing is planned, though it was asked for or planned before, because a merge moved them
     * @return false if something stays due as it was, and is not planned
     */
    private boolean plan(PairRun pair, List<Entry> due, Wishes wished, Consumer<Set<RecordRef>> moved) {
        Round round = pair.newRound();
        List<Work> works = round.look(due);
        SortedMap<CallKind, CallCount> left = session.endpoint(Side.LEFT).calls();
        SortedMap<CallKind, CallCount> right = session.endpoint(Side.RIGHT).calls();
        Round.Decision decision = round.decide(works, Outlook.planned(writes::isLeaving, writes.taking(), wished));
        round.remember(decision);
        moved.accept(moved(decision));
        boolean withdrawn = withdraw(decision.change());
        Round.Decision firm = firm(decision);
        planner.reports(firm).forEach(this::tell);
        Set<RecordRef> taken = new HashSet<>();
        due.forEach(entry -> taken.add(entry.ref()));
        propose(firm, left, right, taken);
        return !withdrawn && due.stream().noneMatch(entry -> isLeft(entry, decision.change()));
    }

    private Set<RecordRef> moved(Round.Decision decision) {
        Set<RecordRef> refs = decision.about(work -> decision.isMoved(work) || work.isOvertaken(session))
                .refs();
        decision.moved().stream().filter(writes::isPlanned).forEach(refs::add);
        return refs;
    }

    /**
     * @param left the calls of the left side before it was decided
     * @param right those of the right side
     * @param taken what the round was given
     */
    private void propose(
            Round.Decision decision,
            SortedMap<CallKind, CallCount> left,
            SortedMap<CallKind, CallCount> right,
            Set<RecordRef> taken) {
        if (!decision.proposals().isEmpty()) {
            forecast.decided(Side.LEFT, left);
            forecast.decided(Side.RIGHT, right);
        }
        Map<Work, List<Proposal>> planned = new LinkedHashMap<>();
        decision.proposals()
                .forEach(proposal -> planned.computeIfAbsent(proposal.work(), work -> new ArrayList<>())
                        .add(proposal));
        planned.forEach((work, proposals) -> add(work, proposals, taken));
    }

    private void add(Work work, List<Proposal> proposals, Set<RecordRef> taken) {
        List<PlanItem> items = proposals.stream().map(planner::item).toList();
        writes.add(work, items);
        forecast.planned(work, proposals, taken);
        items.forEach(sink::item);
    }

    /** Whether its mark is as it was, and no write of it is planned. */
    private boolean isLeft(Entry entry, StateChange change) {
        EntryUpdate update = change.entry(entry.pair(), entry.ref());
        boolean kept = update == null || update.mark() instanceof EntryUpdate.Keep;
        return kept && !writes.isPlanned(entry.ref());
    }

    /** Without what is due once more, because a record that it waits for was linked in the same round. */
    private Round.Decision firm(Round.Decision decision) {
        return decision.about(work -> !work.isOvertaken(session));
    }

    /** What was planned on a link that has changed since, or with or without a reference to a record of one, is planned anew. */
    private boolean withdraw(StateChange change) {
        Set<RecordRef> moved = new LinkedHashSet<>();
        change.entries().forEach(update -> moved.add(update.entry().ref()));
        List<String> withdrawn = writes.withdraw(moved);
        withdrawn.forEach(sink::withdrawn);
        return !withdrawn.isEmpty();
    }

    /** The end of the plan; what is noted later is no part of it. */
    PlanDigest digest() {
        SortedMap<PlanItem.Action, Long> counts = new TreeMap<>(others);
        counts.putAll(writes.counts());
        SortedMap<PairId, FingerprintSet> approved = writes.kept();
        named.forEach(pair -> approved.computeIfAbsent(pair, id -> new FingerprintSet()));
        SyncReport report = session.ledger().report(false, null);
        SortedMap<HistoryEntry.Kind, Long> settled = new TreeMap<>();
        report.pairs()
                .values()
                .forEach(pair -> pair.events().forEach((kind, count) -> settled.merge(kind, (long) count, Long::sum)));
        return new PlanDigest(
                report.ended(),
                counts,
                settled,
                report.problems(),
                forecast.made(report.ended()),
                approved,
                writes.keptForGood(),
                new Subject(wishes, sweeps || undo != null ? subjects : null, looked, undo == null ? null : undo.run()),
                null,
                session.heldBack().wished());
    }
}
