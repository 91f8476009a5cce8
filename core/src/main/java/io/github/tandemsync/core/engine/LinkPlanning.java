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
        pair.matchRules().forEach(rule -> each(pair, rule, taken, group -> link(pair, rule, group, taken, links)));
        pair.matchRules().forEach(rule -> each(pair, rule, taken, group -> ambiguous(pair, rule, group, taken)));
        count(pair, taken);
        return true;
    }

    private interface Groups {
        void next(MatchGroup group);
    }

    /** The groups of the rule, without what is taken. */
    private void each(ObjectPair pair, MatchRule rule, RefSet taken, Groups groups) {
        String after = "";
        List<MatchGroup> page;
        do {
            page = session.store()
                    .matches(new MatchQuery(session.settings().connection(), pair.id(), rule.id(), after, GROUPS));
            for (MatchGroup group : page) {
                List<RecordRef> left = free(group.left(), taken);
                List<RecordRef> right = free(group.right(), taken);
                if (!left.isEmpty() && !right.isEmpty()) {
                    groups.next(new MatchGroup(group.digest(), left, right));
                }
                after = group.digest();
            }
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
        RecordRef left = group.left().get(0);
        RecordRef right = group.right().get(0);
        String fingerprint = Matching.fingerprint(session, rule, group);
        taken.add(left);
        taken.add(right);
        links.add(fingerprint);
        String reason = "rule " + rule.id() + " finds one on each side";
        tell(new PlanItem(
                pair.id(), PlanItem.Action.LINK, Side.LEFT, left, right, List.of(), reason, fingerprint, true));
    }

    private void ambiguous(ObjectPair pair, MatchRule rule, MatchGroup group, RefSet taken) {
        if (group.left().size() == 1 && group.right().size() == 1) {
            return;
        }
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
                creates);
    }
}
