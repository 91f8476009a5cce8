package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for another sync that works on the same records. A copy that another connection has made carries a key of its own, and is
 * never copied back; one that a process of the same connection with another store has made carries a key of ours, and came to be while this
 * store, which never made it, was being watched; fields that both write go back and forth, until their rules are frozen. Too much of any
 * of these within a day suspends the pair until a person lets it go on.
 */
final class SecondWriter {
    /** So many of one kind within a day suspend the pair. */
    static final int MOST = 10;

    static final String FOREIGN = "foreign-key";

    private static final String CODE = "second-writer";
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final String SUSPENDED = "suspended";
    private static final String RESUMED = "resumed";
    private static final String COPIES = "foreign copies";
    private static final String TWINS = "copies by another store";

    private final Session session;
    private final ObjectPair pair;

    SecondWriter(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** The pair takes no part in runs until a person lets it. */
    static final class Suspended extends TandemException {
        private static final long serialVersionUID = 1L;

        Suspended(String message) {
            super(message);
        }
    }

    /** Why the pair is suspended, with the remedy; null if it is not. */
    static @Nullable String trouble(PairState state) {
        return state.notes().get(SUSPENDED);
    }

    /** The state of a pair that goes on; what was counted so far counts no more. */
    static PairState resumed(PairState state, Instant now) {
        return trouble(state) == null
                ? state
                : state.withoutNote(SUSPENDED)
                        .withoutNote(COPIES)
                        .withoutNote(TWINS)
                        .withNote(RESUMED, now.toString());
    }

    /** @throws Suspended if the pair is, or is from now on */
    void check() {
        PairState state = session.pair(pair.id());
        String trouble = trouble(state);
        if (trouble == null) {
            trouble = evidence(state);
            if (trouble != null) {
                session.commit(new StateChange().pair(pair.id(), state.withNote(SUSPENDED, trouble)));
            }
        }
        if (trouble != null) {
            throw new Suspended(trouble);
        }
    }

    private @Nullable String evidence(PairState state) {
        long frozen = session.store()
                .countHistory(HistoryQuery.of(session.settings().connection())
                        .pair(pair.id())
                        .kinds(Set.of(Kind.FROZEN))
                        .since(since(state)));
        int foreign = Copies.of(state, COPIES, session.now()).count();
        int twins = Copies.of(state, TWINS, session.now()).count();
        if (frozen >= MOST) {
            return suspended(
                    frozen
                            + " rules were frozen within a day, because a side kept returning to values that were overwritten",
                    "Another sync seems to write the same records. Stop it, or keep what the two sync apart");
        }
        if (foreign >= MOST) {
            return suspended(
                    foreign + " records turned up within a day that carry a create key of another connection",
                    "Another sync seems to write the same records. Stop it, or keep what the two sync apart");
        }
        if (twins >= MOST) {
            return suspended(
                    twins + " copies turned up within a day that carry a create key of connection "
                            + session.settings().connection() + ", and that this store never made",
                    "Another process seems to run this connection with a store of its own. Stop it, or give both the same"
                            + " store");
        }
        return null;
    }

    private String suspended(String what, String remedy) {
        return "The pair is suspended (" + CODE + "): " + what + ". " + remedy + "; then call pairs().resume(\""
                + pair.id() + "\")";
    }

    private Instant since(PairState state) {
        Instant window = session.now().minus(WINDOW);
        String resumed = state.notes().get(RESUMED);
        Instant after = resumed == null ? window : Instant.parse(resumed).plusNanos(1);
        return after.isAfter(window) ? after : window;
    }

    /**
     * How many copies made by others turned up.
     *
     * @param since when the first of them did; they are counted for a day
     */
    private record Copies(int count, Instant since) {
        static Copies of(PairState state, String name, Instant now) {
            String note = state.notes().get(name);
            if (note != null) {
                String[] parts = note.split(" ", 2);
                Instant since = Instant.parse(parts[1]);
                if (since.plus(WINDOW).isAfter(now)) {
                    return new Copies(Integer.parseInt(parts[0]), since);
                }
            }
            return new Copies(0, now);
        }
    }

    /** The key of another connection that the record carries; null if it carries none. */
    @Nullable
    CreateKey foreignKey(Side side, CrmRecord record) {
        RecordRef ref = record.ref();
        CreateKey key = record.key();
        boolean byId = key == null && session.endpoint(side).traits(ref.type()).createKey() == CreateKeyKind.CLIENT_ID;
        CreateKey carried = byId ? new CreateKey(ref.id()) : key;
        return carried != null && session.keys().isAnothers(carried.value()) ? carried : null;
    }

    /** A copy of something that is known to the other sync only: it is left to a person, and told once. */
    void setAside(Work work, CreateKey key, StateChange change) {
        Entry entry = work.only();
        Reason before = work.trouble(entry.side());
        String detail = "carries the create key " + key
                + " of another connection, so another sync made it as a copy, and it is not"
                + " copied back; stop that sync, and merge what it has doubled";
        work.entry(entry.in(EntryState.AMBIGUOUS, session.reason(FOREIGN, detail)));
        if (before != null && before.code().equals(FOREIGN)) {
            return;
        }
        change.record(session.event(Kind.AMBIGUOUS, entry, null, detail));
        if (count(COPIES, change) == 1) {
            session.ledger().note(pair.id().toString(), entry.ref() + " " + detail);
        }
    }

    /**
     * A copy of ours is joined with its source, and the two never were before. A store that was put back, lost or begun anew meets copies
     * that it has forgotten, but none that was made under its eyes.
     */
    void meet(Entry copy, StateChange change) {
        boolean watched = session.arrivals().take(pair.id(), copy.ref(), session.now());
        if (watched && !Distrust.isOn(session.pair(pair.id()))) {
            count(TWINS, change);
        }
    }

    private int count(String name, StateChange change) {
        PairState state = change.pairs().getOrDefault(pair.id(), session.pair(pair.id()));
        Copies copies = Copies.of(state, name, session.now());
        change.pair(pair.id(), state.withNote(name, (copies.count() + 1) + " " + copies.since()));
        return copies.count() + 1;
    }
}
