package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what a first contact would join, and joins nothing: the same groups as {@link Matching}, less what an earlier rule would have
 * joined already.
 */
final class LinkPlanning {
    private static final int GROUPS = 400;

    private final Session session;
    private final PlanSink sink;
    private final Forecast forecast;
    private final SortedMap<PlanItem.Action, Long> counts = new TreeMap<>();
    private final SortedMap<PairId, FingerprintSet> planned = new TreeMap<>();
    private final SortedMap<PairId, SortedMap<Side, Long>> creates = new TreeMap<>();

    LinkPlanning(Session session, PlanSink sink) {
        this.session = session;
        this.sink = sink;
        this.forecast = new Forecast(session);
    }

    /** Always true: nothing of the pair is left to be planned. */
    boolean plan(PairRun run) {
        ObjectPair pair = run.pair();
        FirstContact contact = new FirstContact(session, run);
        if (contact.isOver()) {
            session.ledger()
                    .note(
                            pair.id().toString(),
                            "Its first contact is over, and what matches is linked; plan() shows what is left to do");
            return true;
        }
        if (!contact.list()) {
            return true; // the run notes why
        }
        forecast.feeds(pair);
        SortedMap<CallKind, CallCount> left = session.endpoint(Side.LEFT).calls();
        SortedMap<CallKind, CallCount> right = session.endpoint(Side.RIGHT).calls();
        contact.refresh();
        forecast.decided(Side.LEFT, left);
        forecast.decided(Side.RIGHT, right);
        FingerprintSet links = new FingerprintSet();
        planned.put(pair.id(), links);
        RefSet taken = new RefSet();
        for (MatchRule rule : pair.matchRules()) {
            each(pair, rule, taken, page -> page.forEach(group -> link(pair, rule, group, taken, links)));
        }
        for (MatchRule rule : pair.matchRules()) {
            TwinWalk walk = new TwinWalk(session, pair, rule, ref -> !taken.contains(ref));
            each(pair, rule, taken, page -> {
                if (Twins.areSettled(pair)) {
                    walk.prepare(page);
                }
                page.forEach(group -> several(pair, rule, group, walk, taken, links));
            });
        }
        count(pair, taken);
        return true;
    }

    private interface Groups {
        void next(List<MatchGroup> page);
    }

    /** The groups of the rule, without what is taken. */
    private void each(ObjectPair pair, MatchRule rule, RefSet taken, Groups groups) {
        String after = "";
        List<MatchGroup> page;
        do {
            page = session.store()
                    .matches(new MatchQuery(session.settings().connection(), pair.id(), rule.id(), after, GROUPS));
            List<MatchGroup> open = new ArrayList<>();
            for (MatchGroup group : page) {
                List<RecordRef> left = free(group.left(), taken);
                List<RecordRef> right = free(group.right(), taken);
                if (!left.isEmpty() && !right.isEmpty()) {
                    open.add(new MatchGroup(group.digest(), left, right));
                }
                after = group.digest();
            }
            groups.next(open);
        } while (page.size() == GROUPS);
    }

    /** A side of which not all are named stays too many to be one. */
    private static List<RecordRef> free(List<RecordRef> refs, RefSet taken) {
        return refs.size() == MatchGroup.CAP
                ? refs
                : refs.stream().filter(ref -> !taken.contains(ref)).toList();
    }

    private void link(ObjectPair pair, MatchRule rule, MatchGroup group, RefSet taken, FingerprintSet links) {
        if (!Matching.isSingle(pair, group)) {
            return;
        }
        link(pair, rule, group, Matching.SINGLE, "rule " + rule.id() + " finds one on each side", taken, links);
    }

    private void link(
            ObjectPair pair,
            MatchRule rule,
            MatchGroup group,
            String how,
            String reason,
            RefSet taken,
            FingerprintSet links) {
        RecordRef left = group.left().get(0);
        RecordRef right = group.right().get(0);
        String fingerprint = Matching.fingerprint(session, how, rule, group);
        taken.add(left);
        taken.add(right);
        links.add(fingerprint);
        tell(new PlanItem(
                pair.id(), PlanItem.Action.LINK, Side.LEFT, left, right, List.of(), reason, fingerprint, true));
    }

    private void several(
            ObjectPair pair, MatchRule rule, MatchGroup group, TwinWalk walk, RefSet taken, FingerprintSet links) {
        if (group.left().size() == 1 && group.right().size() == 1) {
            link(pair, rule, group, taken, links); // what an earlier rule has taken leaves one on each side
        } else if (!(Twins.areSettled(pair) && linkOldest(pair, rule, group, walk, taken, links))) {
            ambiguous(pair, rule, group, taken);
        }
    }

    /** As {@link Matching} does. */
    private boolean linkOldest(
            ObjectPair pair, MatchRule rule, MatchGroup group, TwinWalk walk, RefSet taken, FingerprintSet links) {
        MatchGroup oldest = walk.oldest(group);
        if (oldest == null) {
            return walk.isHidden(group);
        }
        String reason = "rule " + rule.id() + " finds several; these are the oldest of each side";
        link(pair, rule, oldest, Matching.OLDEST, reason, taken, links);
        for (Side side : Side.values()) {
            RecordRef best = TwinWalk.members(oldest, side).get(0);
            RecordRef faced = TwinWalk.members(oldest, side.other()).get(0);
            String why = "SHADOWED: " + Twins.detail(rule, best, faced);
            walk.others(
                    oldest,
                    side,
                    page -> page.forEach(entry -> {
                        tell(new Planner(session).remark(pair.id(), side, entry.ref(), best, why));
                        taken.add(entry.ref());
                    }));
        }
        return true;
    }

    private void ambiguous(ObjectPair pair, MatchRule rule, MatchGroup group, RefSet taken) {
        Planner planner = new Planner(session);
        for (Side side : Side.values()) {
            List<RecordRef> own = side == Side.LEFT ? group.left() : group.right();
            List<RecordRef> others = side == Side.LEFT ? group.right() : group.left();
            String reason = "AMBIGUOUS: " + Matching.several(rule, own.size(), others);
            own.forEach(ref -> tell(planner.remark(pair.id(), side, ref, others.get(0), reason)));
        }
        group.left().forEach(taken::add);
        group.right().forEach(taken::add);
    }

    private void tell(PlanItem item) {
        counts.merge(item.action(), 1L, Long::sum);
        sink.item(item);
    }

    private void count(ObjectPair pair, RefSet taken) {
        SortedMap<Side, Long> sides = new TreeMap<>();
        EntryPages.each(
                session.settings(),
                pair.id(),
                Set.of(EntryState.UNMATCHED),
                page -> page.stream()
                        .filter(entry -> !taken.contains(entry.ref())
                                && entry.key() == null
                                && pair.direction().writes(entry.side().other()))
                        .forEach(entry -> sides.merge(entry.side().other(), 1L, Long::sum)));
        creates.put(pair.id(), sides);
    }

    PlanDigest digest() {
        SyncReport report = session.ledger().report(false, null);
        return new PlanDigest(
                report.ended(),
                counts,
                new TreeMap<>(),
                report.problems(),
                forecast.made(report.ended()),
                planned,
                new TreeMap<>(),
                Subject.of(Wishes.NONE),
                creates,
                new TreeMap<>());
    }
}
