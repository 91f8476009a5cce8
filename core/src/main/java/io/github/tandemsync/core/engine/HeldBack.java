package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says at the end of each run and plan what the guard holds back until somebody consents: for as long as there is anything, though
 * nothing of it be due.
 */
final class HeldBack {
    /** The pair's note that something of it is held back, and since when: where it is not there, nobody has to look for that. */
    static final String NOTE = "held-back";

    /** So many pages of what does not work are looked through; beyond, the number is a lower bound. */
    private static final int MOST_PAGES = 10;

    private static final Set<EntryState> STATES = Set.of(EntryState.FAILING);

    private final Session session;
    private final Set<Work> present = new HashSet<>();
    private final RefSet asked = new RefSet();
    private final SortedMap<PairId, Long> wished = new TreeMap<>();

    HeldBack(Session session) {
        this.session = session;
    }

    void roundBegins() {
        present.clear();
    }

    /** Whether something of it was held back, or left out, in this round. */
    boolean holds(Work work) {
        return present.contains(work);
    }

    /** Something of the work is held back; has the change say that something of the pair is, from now on. */
    void holdsBack(Work work, StateChange change) {
        present.add(work);
        PairId pair = work.pair().id();
        PairState state = change.pairs().getOrDefault(pair, session.pair(pair));
        if (!state.notes().containsKey(NOTE)) {
            change.pair(pair, state.withNote(NOTE, session.now().toString()));
        }
    }

    /** Something that people asked for is not part of the plan, and nothing of it is stored. */
    void leavesOut(Work work, RecordRef ref) {
        present.add(work);
        PairId pair = work.pair().id();
        if (!asked.contains(ref)) {
            asked.add(ref);
            wished.merge(pair, 1L, Long::sum);
        }
    }

    /** For how many records of each pair something was asked for, and left out. */
    SortedMap<PairId, Long> wished() {
        return wished;
    }

    /**
     * Leaves word of the pair, if there is anything.
     *
     * @param before for how many records the plan that was carried out had left out what was asked for
     */
    void note(PairId pair, long before) {
        long left = before + wished.getOrDefault(pair, 0L);
        String told = Stream.of(stored(pair), left == 0 ? "" : left(pair, left))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(". "));
        if (!told.isEmpty()) {
            session.ledger().waits(pair.toString(), told);
        }
    }

    private String stored(PairId pair) {
        PairState state = session.pair(pair);
        if (!state.notes().containsKey(NOTE)) {
            return "";
        }
        Set<Object> found = new HashSet<>();
        boolean all = find(pair, found);
        if (all && found.isEmpty()) {
            session.commit(new StateChange().pair(pair, state.withoutNote(NOTE)));
            return "";
        }
        int many = Math.max(1, found.size());
        String given = Guard.consents(state, session.now());
        return records(many, all) + " for consent since " + state.notes().get(NOTE) + ": " + Guard.MEASURE
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
        @Nullable RecordRef after = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            List<Entry> page = session.store()
                    .entries(new EntryQuery.InState(
                            session.settings().connection(), pair, STATES, after, Batches.STORE));
            for (Entry entry : page) {
                Reason why = entry.reason();
                if (why != null && why.code().equals(Guard.NEEDS_CONSENT)) {
                    found.add(entry.link() == null ? entry.ref() : entry.link());
                }
                after = entry.ref();
            }
            if (page.size() < Batches.STORE) {
                return true;
            }
        }
        return false;
    }
}
