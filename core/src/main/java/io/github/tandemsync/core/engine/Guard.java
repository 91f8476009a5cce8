package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stops a purge from spreading: removals and emptied fields of 24 hours are counted per pair against the larger of 20 and 5 % of
 * its links. What is beyond is parked until somebody consents.
 */
final class Guard {
    /** The pair's note that holds how much more than the budget was consented to, each with its end. */
    static final String CONSENT = "consent";

    /** The pair's note that something of it is held back, and since when: where it is not there, nobody has to look for that. */
    static final String HELD_BACK = "held-back";

    static final String NEEDS_CONSENT = "needs-consent";

    private static final long LEAST = 20;
    private static final int PERCENT = 5;

    /** What is more than may be taken away without consent, in words. */
    static final String MEASURE =
            "more records would be removed, or have a field emptied, within 24 hours than the larger of " + LEAST
                    + " and " + PERCENT + " % of the linked ones";

    private static final Set<Kind> TAKEN = Set.of(Kind.REMOVED, Kind.CLEARED);
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Session session;
    private final ObjectPair pair;

    Guard(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /**
     * The proposals that may be sent; the works of the others are put off.
     *
     * @param all what is to be sent
     * @param outlook what the plan that is being made takes away already; what people ask for is not put off, but left out
     * @param held gets the works of which something is left out: nothing of them is stored
     */
    List<Proposal> pass(List<Proposal> all, StateChange change, Outlook outlook, Set<Work> held) {
        RecoveryRules rules = new RecoveryRules(session, pair);
        List<Proposal> proposals =
                all.stream().filter(proposal -> !rules.putsOff(proposal)).toList();
        if (proposals.stream().noneMatch(Proposal::takesAway)) {
            return proposals;
        }
        long left = budget() - used(change) - outlook.taking();
        List<Proposal> passed = new ArrayList<>();
        for (Proposal proposal : proposals) {
            if (!proposal.takesAway() || --left >= 0) {
                passed.add(proposal);
            } else if (outlook.wishes().isNone()) {
                park(proposal, change);
            } else {
                leaveOut(proposal);
                held.add(proposal.work());
            }
        }
        passed.removeIf(proposal -> held.contains(proposal.work()));
        return passed;
    }

    private long used(StateChange change) {
        HistoryQuery query = HistoryQuery.of(session.settings().connection())
                .pair(pair.id())
                .kinds(TAKEN)
                .since(session.now().minus(WINDOW));
        Set<IntentId> told = new HashSet<>(change.closed());
        long open = session.intents().stream()
                .filter(intent -> intent.pair().equals(pair.id()) && !told.contains(intent.id()))
                .filter(Guard::takesAway)
                .count();
        long news = change.history().stream()
                .filter(event -> TAKEN.contains(event.kind()))
                .count();
        return session.store().countHistory(query) + news + open;
    }

    private static boolean takesAway(Intent intent) {
        return intent.kind() == Intent.Kind.REMOVE || Intents.kind(intent) == Kind.CLEARED;
    }

    private long budget() {
        long linked = session.store()
                        .count(session.settings().connection(), pair.id())
                        .getOrDefault(EntryState.LINKED, 0L)
                / 2;
        return Math.max(LEAST, linked * PERCENT / 100) + consented();
    }

    private long consented() {
        return grants(session.pair(pair.id()), session.now()).stream()
                .mapToLong(Grant::more)
                .sum();
    }

    /** How many more may go, and until when. */
    private record Grant(int more, Instant until) {
        @Override
        public String toString() {
            return more + " " + until;
        }
    }

    /** What was consented to and still counts. */
    private static List<Grant> grants(PairState state, Instant now) {
        List<Grant> grants = new ArrayList<>();
        String note = state.notes().getOrDefault(CONSENT, "");
        for (String part : note.isEmpty() ? new String[0] : note.split(",", -1)) {
            String[] parts = part.split(" ", 2);
            Grant grant = new Grant(Integer.parseInt(parts[0]), Instant.parse(parts[1]));
            if (grant.until().isAfter(now)) {
                grants.add(grant);
            }
        }
        return grants;
    }

    /** What was consented to and still counts, in words; empty if nothing was. */
    static String consents(PairState state, Instant now) {
        return grants(state, now).stream()
                .map(grant -> grant.more() + " more until " + grant.until())
                .collect(Collectors.joining(", and "));
    }

    /** The state with consent to more removals, beside what was consented to before, for as long as the budget counts back. */
    static PairState consenting(PairState state, int more, Instant now) {
        List<Grant> grants = grants(state, now);
        grants.add(new Grant(more, now.plus(WINDOW)));
        return state.withNote(CONSENT, grants.stream().map(Grant::toString).collect(Collectors.joining(",")));
    }

    /** How to let so many through. */
    static String remedy(PairId pair, String many) {
        return "let " + many + " more through by pairs().consentToRemovals(\"" + pair + "\", " + many + ")";
    }

    private void park(Proposal proposal, StateChange change) {
        Entry entry = proposal.work().entry(proposal.target());
        Reason known = proposal.work().trouble(proposal.target());
        Reason why = session.reason(NEEDS_CONSENT, MEASURE + "; if that is meant, " + remedy(pair.id(), "n"));
        if (known == null || !Objects.equals(known.code(), NEEDS_CONSENT)) {
            change.record(event(proposal, entry, why.detail()));
        }
        session.heldBack().holdsBack(entry);
        mark(change);
        proposal.work().lookAgainAt(session.now().plus(PAUSE), why);
    }

    private void mark(StateChange change) {
        PairState state = change.pairs().getOrDefault(pair.id(), session.pair(pair.id()));
        if (!state.notes().containsKey(HELD_BACK)) {
            change.pair(pair.id(), state.withNote(HELD_BACK, session.now().toString()));
        }
    }

    /** Somebody has asked for it, and may ask again: until then there is nothing that would have to be put off. */
    private void leaveOut(Proposal proposal) {
        Entry entry = proposal.work().entry(proposal.target());
        Reason why = session.reason(
                NEEDS_CONSENT, MEASURE + "; if that is meant, " + remedy(pair.id(), "n") + ", and make the plan again");
        proposal.work().standStill(event(proposal, entry, why.detail()), why, null, null);
        session.heldBack().leavesOut(entry);
    }

    private HistoryEntry event(Proposal proposal, Entry entry, String detail) {
        return session.event(Kind.NEEDS_CONSENT, entry, proposal.intent().source(), detail);
    }
}
