package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The conflicts that wait for a person, and those that were decided, from the store alone. Needs no lease; safe for several threads.
 */
public final class Conflicts {
    private static final String NOT_KEPT =
            "it can not be replayed: it was none for a policy, its values were erased, or it was recorded by a release that did not"
                    + " keep what a policy is told";

    private final Settings settings;
    private final Pairs pairs;

    Conflicts(Settings settings, Pairs pairs) {
        this.settings = settings;
        this.pairs = pairs;
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
        List<HistoryEntry> events = settings.store().history(query().page(skip, limit));
        Map<PairId, Set<LinkId>> wanted = new TreeMap<>();
        events.forEach(event ->
                wanted.computeIfAbsent(event.pair(), pair -> new TreeSet<>()).add(link(event)));
        Map<PairId, Map<LinkId, Link>> links = new TreeMap<>();
        wanted.forEach((pair, ids) -> links.put(pair, StoredLinks.of(settings, pair, ids)));
        List<OpenConflict> open = new ArrayList<>();
        for (HistoryEntry event : events) {
            Link link = Contract.known(links.get(event.pair())).get(link(event));
            if (link != null) {
                open.add(conflict(event, link));
            }
        }
        return open;
    }

    /**
     * Puts the recorded conflicts of a pair, open ones and others, to another policy, so that it can be tried on the past before it is
     * adopted: of each it tells what was decided then and what the policy decides. Nothing is changed. To settle the open ones as the
     * policy decides, make a plan of their {@link ReplayedConflict#resolution}s. The policy is asked as in a run: what it throws, and
     * no answer in time, count as undecided and are said; one that is late several times is not asked any more in this call.
     *
     * <p>A conflict that was recorded by a release that did not keep what a policy is told, one that was none for a policy, and one
     * whose values were erased, are told as such and not guessed at. History that is no longer kept is not told.
     *
     * @param pair the name of a pair that the runner was built with
     * @param policy for example {@link ConflictResolver#MOST_RECENT}
     * @param skip how many recorded conflicts to pass over; the oldest are told first
     * @param limit at most so many; fewer if there are no more
     * @throws IllegalArgumentException if the runner does not know the pair
     */
    public List<ReplayedConflict> replay(String pair, ConflictResolver policy, int skip, int limit) {
        HistoryQuery recorded = HistoryQuery.of(settings.connection())
                .pair(pairs.known(pair))
                .kinds(Set.of(HistoryEntry.Kind.CONFLICT))
                .page(skip, limit);
        Policies policies = new Policies(settings.hostCode(), () -> {});
        return settings.store().history(recorded).stream()
                .map(event -> replay(event, policy, policies))
                .toList();
    }

    private static ReplayedConflict replay(HistoryEntry event, ConflictResolver policy, Policies policies) {
        HistoryEntry.Contest contest = event.contest();
        if (contest == null || event.rule() == null) {
            return new ReplayedConflict(event, null, null, NOT_KEPT);
        }
        Policies.Ruling ruling = policies.ask(
                policy,
                new Conflict(
                        event.rule(),
                        contest.leftBase(),
                        contest.rightBase(),
                        event.values(Side.LEFT),
                        event.values(Side.RIGHT),
                        contest.leftEdited(),
                        contest.rightEdited()));
        boolean open = ruling.verdict() == Verdict.UNDECIDED;
        return new ReplayedConflict(event, contest.decided(), ruling.verdict(), open ? ruling.why() : "");
    }

    private static LinkId link(HistoryEntry event) {
        return new LinkId(event.ref(), Contract.known(event.other()));
    }

    private static OpenConflict conflict(HistoryEntry event, Link link) {
        String rule = Contract.known(event.rule());
        RuleState state = link.rule(rule);
        return new OpenConflict(
                event.pair(),
                link.ref(Side.LEFT),
                link.ref(Side.RIGHT),
                rule,
                state.base(Side.LEFT),
                state.base(Side.RIGHT),
                event.before(),
                event.after(),
                event.at());
    }

    private HistoryQuery query() {
        return HistoryQuery.of(settings.connection()).open();
    }
}
