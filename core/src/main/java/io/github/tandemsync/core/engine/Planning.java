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
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan: as a run would, but for the writes. What was planned stays due, and is not looked at twice. Items go to the sink as
 * they are decided; what is kept of them grows by some bytes a write.
 */
final class Planning {
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
        this.planner = new Planner(session);
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
        looked += sweep.each(pair, links -> swept(pair, links, sweep));
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
            wanted(pair, wished.links(pair.pair().id()), wished).forEach(refs::add);
            portion.remarks().forEach(this::tell);
        });
        forecast.endRound();
        return true;
    }

    /** Nothing of it is stored: an apply decides anew. */
    private void swept(PairRun pair, List<Entry> links, Sweep sweep) {
        Round round = pair.newRound();
        List<Work> works = round.look(links);
        SortedMap<CallKind, CallCount> left = session.endpoint(Side.LEFT).calls();
        SortedMap<CallKind, CallCount> right = session.endpoint(Side.RIGHT).calls();
        Round.Decision decision = round.decide(works, Outlook.planned(writes::isLeaving, writes.taking(), wishes));
        sweep.told(decision).forEach(this::tell);
        RefList written = Contract.known(subjects.get(pair.pair().id()));
        Set<RecordRef> taken = new HashSet<>();
        for (Proposal proposal : decision.proposals()) {
            proposal.work().entries().values().stream()
                    .filter(entry -> taken.add(entry.ref()))
                    .forEach(entry -> written.add(entry.ref()));
        }
        propose(decision, left, right, taken);
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
            pair.bisection().each(due, some -> all.compareAndSet(true, plan(pair, some, wishes)));
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
            wanted(pair, some, wishes);
        }
    }

    /** Plans what is wished of the links, and answers the records of those that are live. */
    private List<RecordRef> wanted(PairRun pair, Collection<LinkId> links, Wishes wished) {
        PairId id = pair.pair().id();
        Set<LinkId> gone = new LinkedHashSet<>(links);
        List<RecordRef> refs = new ArrayList<>();
        for (Link link : session.links(id, links)) {
            if (link.live()) {
                gone.remove(link.id());
                refs.add(link.ref(Side.LEFT));
                refs.add(link.ref(Side.RIGHT));
            }
        }
        pair.bisection().each(session.entries(id, refs), entries -> plan(pair, entries, wished));
        gone.forEach(
                link -> tell(planner.remark(id, Side.LEFT, link.left(), link.right(), "the two are no longer linked")));
        return refs;
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

    /** False if something stays due as it was, and is not planned. */
    private boolean plan(PairRun pair, List<Entry> due, Wishes wished) {
        Round round = pair.newRound();
        List<Work> works = round.look(due);
        SortedMap<CallKind, CallCount> left = session.endpoint(Side.LEFT).calls();
        SortedMap<CallKind, CallCount> right = session.endpoint(Side.RIGHT).calls();
        Round.Decision decision = round.decide(works, Outlook.planned(writes::isLeaving, writes.taking(), wished));
        round.remember(decision);
        boolean withdrawn = withdraw(decision.change());
        Round.Decision firm = firm(decision);
        planner.reports(firm).forEach(this::tell);
        Set<RecordRef> taken = new HashSet<>();
        due.forEach(entry -> taken.add(entry.ref()));
        propose(firm, left, right, taken);
        return !withdrawn && due.stream().noneMatch(entry -> isLeft(entry, decision.change()));
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
        return new Round.Decision(
                decision.works().stream()
                        .filter(work -> !work.isOvertaken(session))
                        .toList(),
                decision.proposals().stream()
                        .filter(proposal -> !proposal.work().isOvertaken(session))
                        .toList(),
                decision.held(),
                decision.change());
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
                null);
    }
}
