package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.HOSTILE;
import static io.github.tandemsync.testkit.StateSamples.HOSTILE_ID;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.fullPairState;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every field of every row comes back as it was, also from the medium. */
interface RoundTripTests extends StoreFixture {

    @Test
    default void entries() throws Exception {
        RecordRef hostile = ObjectType.parse("hubspot:p1234_Machine-parts.x").ref(HOSTILE_ID);
        put(StateSamples.fullEntry(company(1)), StateSamples.fullEntry(hostile));
        reopened();
        assertThat(entry(company(1))).isEqualTo(StateSamples.fullEntry(company(1)));
        assertThat(entry(hostile)).isEqualTo(StateSamples.fullEntry(hostile));
    }

    @Test
    default void entriesInEveryState() throws Exception {
        EntryState[] states = EntryState.values();
        for (int i = 0; i < states.length; i++) {
            put(StateSamples.left(i).in(states[i], StateSamples.reason()).withStamp(new Stamp("")));
        }
        reopened();
        for (int i = 0; i < states.length; i++) {
            Entry expected =
                    StateSamples.left(i).in(states[i], StateSamples.reason()).withStamp(new Stamp(""));
            assertThat(entry(company(i))).isEqualTo(expected);
        }
    }

    @Test
    default void linksWithValuesOfEveryKindAndRulesInEveryStatus() throws Exception {
        Link ended = StateSamples.fullLink(2).ended(StateSamples.reason());
        Link paused = StateSamples.fullLink(3).withPaused(StateSamples.reason());
        put(StateSamples.fullLink(1), ended, paused);
        reopened();
        List<Link> found = store().links(CONNECTION, PAIR, List.of(linkId(1), linkId(2), linkId(3)));
        assertThat(found).containsExactly(StateSamples.fullLink(1), ended, paused);
    }

    @Test
    default void intentsOfEveryKind() throws Exception {
        commit(new StateChange().open(StateSamples.fullIntent(HOSTILE_ID)).open(StateSamples.bareIntent("bare")));
        for (WriteRequest.How how : WriteRequest.How.values()) {
            commit(new StateChange().open(removal(how)));
        }
        reopened();
        assertThat(store().intents(CONNECTION))
                .startsWith(StateSamples.fullIntent(HOSTILE_ID), StateSamples.bareIntent("bare"))
                .contains(removal(WriteRequest.How.ARCHIVE), removal(WriteRequest.How.DELETE))
                .hasSize(5);
    }

    private static Intent removal(WriteRequest.How how) {
        Intent full = StateSamples.fullIntent("x");
        return new Intent(
                new IntentId("remove-" + how),
                full.pair(),
                Intent.Kind.REMOVE,
                full.target(),
                full.type(),
                full.source(),
                full.ref(),
                null,
                how,
                null,
                full.targetStamp(),
                full.sourceValues(),
                full.targetValues(),
                full.intended(),
                full.rules(),
                HOSTILE,
                Long.MAX_VALUE,
                Instant.EPOCH);
    }

    @Test
    default void eventsOfEveryKind() throws Exception {
        StateChange change = new StateChange();
        for (HistoryEntry.Kind kind : HistoryEntry.Kind.values()) {
            change.record(StateSamples.event("run", kind, company(1), TIME)).record(bareEvent(kind));
        }
        change.record(bareContest());
        commit(change);
        reopened();
        assertThat(store().history(HistoryQuery.of(CONNECTION))).containsExactlyElementsOf(change.history());
    }

    /** Two that were joined just now have no base, and nobody may know when they were edited. */
    private static HistoryEntry bareContest() {
        HistoryEntry full = StateSamples.event("run", HistoryEntry.Kind.CONFLICT, company(2), TIME);
        return new HistoryEntry(
                full.pair(),
                full.run(),
                full.kind(),
                full.side(),
                full.ref(),
                full.other(),
                full.rule(),
                full.before(),
                full.after(),
                full.detail(),
                false,
                full.at(),
                new HistoryEntry.Contest(null, null, null, null, Verdict.UNDECIDED));
    }

    private static HistoryEntry bareEvent(HistoryEntry.Kind kind) {
        HistoryEntry full = StateSamples.event(HOSTILE_ID, kind, StateSamples.account(1), TIME);
        return new HistoryEntry(
                OTHER_PAIR,
                full.run(),
                kind,
                full.side(),
                full.ref(),
                null,
                null,
                Values.none(),
                Values.none(),
                "",
                true,
                Instant.EPOCH);
    }

    @Test
    default void pairStates() throws Exception {
        PairState swept = fullPairState().in(PairState.Phase.LIVE).withMappingHash("");
        commit(new StateChange().pair(PAIR, fullPairState()).pair(OTHER_PAIR, swept));
        reopened();
        assertThat(store().connection(CONNECTION).pair(PAIR)).isEqualTo(fullPairState());
        assertThat(store().connection(CONNECTION).pair(OTHER_PAIR)).isEqualTo(swept);
        commit(new StateChange().pair(PAIR, PairState.NEW));
        assertThat(store().connection(CONNECTION).pairs()).containsEntry(PAIR, PairState.NEW);
    }

    @Test
    default void cursorsOfEveryMode() throws Exception {
        SortedMap<CursorKey, SavedCursor> saved = new TreeMap<>();
        for (FeedMode mode : FeedMode.values()) {
            saved.put(new CursorKey(PAIR, StateSamples.COMPANIES, mode), new SavedCursor(new Cursor("c" + mode), TIME));
        }
        saved.put(
                new CursorKey(OTHER_PAIR, StateSamples.ACCOUNTS, FeedMode.CHANGES),
                new SavedCursor(new Cursor(HOSTILE_ID.repeat(500)), Instant.EPOCH));
        StateChange change = new StateChange();
        saved.forEach(change::cursor);
        commit(change);
        reopened();
        assertThat(store().connection(CONNECTION).cursors()).isEqualTo(saved);
    }

    @Test
    default void pins() throws Exception {
        commit(new StateChange().pin("portal", "1").pin(HOSTILE_ID, HOSTILE_ID).pin("empty", ""));
        commit(new StateChange().pin("portal", "2"));
        reopened();
        assertThat(store().connection(CONNECTION).pins())
                .containsEntry("portal", "2")
                .containsEntry(HOSTILE_ID, HOSTILE_ID)
                .containsEntry("empty", "")
                .hasSize(3);
    }
}
