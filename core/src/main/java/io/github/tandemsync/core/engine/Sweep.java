package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A look at every live link of a pair, whether anything is due or not, round by round. */
final class Sweep {
    private static final Set<EntryState> ALL = EnumSet.allOf(EntryState.class);

    private final Session session;
    private final Planner planner;
    private final boolean auditing;

    /** Left records of links that a merge has moved, which are looked at before the walk comes to them, if it does. */
    private final RefSet ahead = new RefSet();

    private boolean moved;

    /** @param auditing whether it tells of everything that differs, and not only of what people ask for and do not get */
    Sweep(Session session, boolean auditing) {
        this.session = session;
        this.planner = new Planner(session);
        this.auditing = auditing;
    }

    /** Why there is nothing to be looked at, and what to do about it; null if there is. */
    static @Nullable String obstacle(Session session, ObjectPair pair) {
        PairState state = session.pair(pair.id());
        if (!state.enabled()) {
            return "It is disabled, so that it was not looked at. Enable it by pairs().enable(\"" + pair.id()
                    + "\"), and make the plan again";
        }
        return state.phase() == Phase.LIVE
                ? null
                : "Its first contact is not over (" + state.phase()
                        + "), so that it has no links to be looked at. Finish it by runOnce(), plan() or planLinks(), and make the"
                        + " plan again";
    }

    /**
     * Gives the left entries of the live links.
     *
     * @return how many links it gave
     */
    long each(PairRun run, Consumer<List<Entry>> step) {
        PairId pair = run.pair().id();
        Walk walk = new Walk(run, step);
        EntryPages.each(session.settings(), pair, ALL, walk::page);
        walk.look();
        if (walk.left > 0) {
            session.ledger()
                    .note(
                            pair.toString(),
                            walk.left + " of its " + (walk.left + walk.looked)
                                    + " links were not looked at, to leave calls to others; make the plan again later");
        }
        return walk.looked;
    }

    /** Links with these left entries have been moved, and are looked at once more. */
    void ahead(List<Entry> lefts) {
        lefts.forEach(entry -> ahead.add(entry.ref()));
        moved = true;
    }

    /** What is to be said of links besides the writes. */
    List<PlanItem> told(Round.Decision decision) {
        if (auditing) {
            return new Findings(session, planner).of(decision);
        }
        List<PlanItem> remarks = new ArrayList<>();
        decision.works().stream().filter(Work::isLinked).forEach(work -> remarks.addAll(planner.remarks(work)));
        return remarks;
    }

    /** Collects links until they fill a round. */
    private final class Walk {
        private final PairRun run;
        private final Consumer<List<Entry>> step;
        private final List<Entry> some = new ArrayList<>();
        private final int most = Math.max(1, session.settings().roundSize() / 2);
        private long looked;
        private long left;

        Walk(PairRun run, Consumer<List<Entry>> step) {
            this.run = run;
            this.step = step;
        }

        void page(List<Entry> page) {
            List<Entry> lefts = page.stream()
                    .filter(entry -> entry.side() == Side.LEFT && entry.link() != null)
                    .toList();
            if (lefts.isEmpty()) {
                return;
            }
            Set<LinkId> live = Links.live(session, run.pair().id(), lefts).keySet();
            for (Entry entry : lefts) {
                LinkId link = entry.link();
                if (link != null && live.contains(link) && link.left().equals(entry.ref())) {
                    some.add(entry);
                }
                if (some.size() == most) {
                    look();
                }
            }
        }

        void look() {
            if (session.slice().shortage() != null) {
                left += some.size();
            } else if (!some.isEmpty()) {
                List<Entry> now = moved ? asTheyAre() : List.copyOf(some);
                step.accept(now);
                looked += now.size();
            }
            some.clear();
        }

        /** Some may have lost their links since they were read, or have been looked at. */
        private List<Entry> asTheyAre() {
            PairId pair = run.pair().id();
            List<Entry> now =
                    session.entries(pair, some.stream().map(Entry::ref).toList());
            Set<LinkId> live = Links.live(session, pair, now).keySet();
            return now.stream()
                    .filter(entry -> entry.link() != null && live.contains(entry.link()))
                    .filter(entry -> !ahead.contains(entry.ref()))
                    .toList();
        }
    }
}
