package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
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

/**
 * Stops a purge from spreading: removals and emptied fields of 24 hours are counted per pair against the larger of 20 and 5 % of
 * its links. What is beyond is parked until somebody consents.
 */
final class Guard {
    /** The pair's note that holds how much more than the budget was consented to, and until when. */
    static final String CONSENT = "consent";

    static final String NEEDS_CONSENT = "needs-consent";

    private static final Set<Kind> TAKEN = Set.of(Kind.REMOVED, Kind.CLEARED);
    private static final long LEAST = 20;
    private static final int PERCENT = 5;
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
     * @param planned how much the plan that is being made takes away already
     */
    List<Proposal> pass(List<Proposal> all, StateChange change, long planned) {
        RecoveryRules rules = new RecoveryRules(session, pair);
        List<Proposal> proposals =
                all.stream().filter(proposal -> !rules.putsOff(proposal)).toList();
        if (proposals.stream().noneMatch(Proposal::takesAway)) {
            return proposals;
        }
        long left = budget() - used(change) - planned;
        List<Proposal> passed = new ArrayList<>();
        for (Proposal proposal : proposals) {
            if (!proposal.takesAway() || --left >= 0) {
                passed.add(proposal);
            } else {
                park(proposal, change);
            }
        }
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
        String note = session.pair(pair.id()).notes().get(CONSENT);
        if (note == null) {
            return 0;
        }
        String[] parts = note.split(" ", 2);
        return Instant.parse(parts[1]).isAfter(session.now()) ? Long.parseLong(parts[0]) : 0;
    }

    /** The state with consent to more removals, for as long as the budget counts back. */
    static PairState consenting(PairState state, int more, Instant now) {
        return state.withNote(CONSENT, more + " " + now.plus(WINDOW));
    }

    private void park(Proposal proposal, StateChange change) {
        Entry entry = proposal.work().entry(proposal.target());
        Reason known = proposal.work().trouble(proposal.target());
        Reason why = session.reason(
                NEEDS_CONSENT,
                "more than the larger of " + LEAST + " and " + PERCENT
                        + " % would be removed or emptied within a day; if that is"
                        + " meant, let n more through by pairs().consentToRemovals(\"" + pair.id() + "\", n)");
        if (known == null || !Objects.equals(known.code(), NEEDS_CONSENT)) {
            change.record(
                    session.event(Kind.NEEDS_CONSENT, entry, proposal.intent().source(), why.detail()));
        }
        proposal.work().lookAgainAt(session.now().plus(PAUSE), why);
    }
}
