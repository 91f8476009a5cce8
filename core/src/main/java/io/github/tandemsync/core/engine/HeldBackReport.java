package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says at the end of each run and plan what the guard holds back until somebody consents: for as long as there is anything, though
 * nothing of it be due.
 */
final class HeldBackReport {
    /** So many pages of what does not work are looked through; beyond, the number is a lower bound. */
    private static final int MOST_PAGES = 10;

    private static final Set<EntryState> STATES = Set.of(EntryState.FAILING);

    private final Session session;

    HeldBackReport(Session session) {
        this.session = session;
    }

    /**
     * Leaves word of the pair, if there is anything.
     *
     * @param before for how many records the plan that was carried out had left out what was asked for
     */
    void note(PairId pair, long before) {
        long left = before + session.heldBack().wished().getOrDefault(pair, 0L);
        String told = Stream.of(stored(pair), left == 0 ? "" : left(pair, left))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(". "));
        if (!told.isEmpty()) {
            session.ledger().waits(pair.toString(), told);
        }
    }

    private String stored(PairId pair) {
        PairState state = session.pair(pair);
        if (!state.notes().containsKey(Guard.HELD_BACK)) {
            return "";
        }
        Set<Object> found = new HashSet<>();
        boolean all = find(pair, found);
        if (all && found.isEmpty()) {
            session.commit(new StateChange().pair(pair, state.withoutNote(Guard.HELD_BACK)));
            return "";
        }
        int many = Math.max(1, found.size());
        String given = Guard.consents(state, session.now());
        return records(many, all) + " for consent since " + state.notes().get(Guard.HELD_BACK) + ": " + Guard.MEASURE
                + ". See who took so much away. If it was meant, "
                + Guard.remedy(pair, Integer.toString(many)) + ", and it is done within the hour; if not, restore"
                + " what is gone" + (given.isEmpty() ? "" : ". Consent was given to " + given);
    }

    private static String records(int many, boolean all) {
        return (all ? "" : "At least ") + many + (many == 1 ? " record waits" : " records wait");
    }

    private static String left(PairId pair, long many) {
        return "The plan leaves out what was asked for " + many + (many == 1 ? " record" : " records") + ": "
                + Guard.MEASURE + ". If it is meant, " + Guard.remedy(pair, Long.toString(many))
                + ", and make the plan again";
    }

    /**
     * Finds what is held back; the two records of a link are one.
     *
     * @return false if there is more to be looked through
     */
    private boolean find(PairId pair, Set<Object> found) {
        return EntryPages.first(MOST_PAGES, session.settings(), pair, STATES, page -> {
            for (Entry entry : page) {
                Reason why = entry.reason();
                if (why != null && why.code().equals(Guard.NEEDS_CONSENT)) {
                    found.add(entry.link() == null ? entry.ref() : entry.link());
                }
            }
        });
    }
}
