package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.COMPANIES;
import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.left;
import static io.github.tandemsync.testkit.StateSamples.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, erasure down to the bytes of the file, and limits that SQLite adds to the contract. */
class MaintenanceTest {
    private static final String CANARY = "Canary-in-a-coal-mine";

    @TempDir
    Path directory;

    private JdbcStateStore store;
    private Lease lease;

    @BeforeEach
    void open() {
        store = JdbcStateStore.open("jdbc:sqlite:" + directory.resolve("tandem.db"));
        lease = store.acquire(CONNECTION, new HolderId("runner"), Duration.ofHours(1))
                .orElseThrow();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private boolean filesHoldTheCanary() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void erasedContentIsGoneFromTheFiles() throws Exception {
        Values secret = Values.of("name", FieldValue.text(CANARY));
        for (int revision = 0; revision < 5; revision++) {
            Values longer = secret.with("notes", FieldValue.text(CANARY + "x".repeat(revision * 9000)));
            store.commit(lease, new StateChange().put(link(1).withRule("r", RuleState.agreed(longer, secret))));
        }
        assertThat(filesHoldTheCanary()).isTrue();
        assertThat(store.erase(CONNECTION, company(1))).isEqualTo(1);
        assertThat(filesHoldTheCanary()).isFalse();
        store.close();
        assertThat(filesHoldTheCanary()).isFalse();
    }

    @Test
    void aForgottenPairIsGoneFromTheFiles() throws Exception {
        Values secret = Values.of("name", FieldValue.text(CANARY + "x".repeat(9000)));
        for (int i = 0; i < 50; i++) {
            store.commit(lease, new StateChange().put(link(i).withRule("r", RuleState.agreed(secret, secret))));
        }
        assertThat(filesHoldTheCanary()).isTrue();
        store.commit(lease, new StateChange().forget(PAIR));
        assertThat(filesHoldTheCanary()).isFalse();
        store.close();
        assertThat(filesHoldTheCanary()).isFalse();
    }

    @Test
    void prunedHistoryIsGoneFromTheFiles() throws Exception {
        for (int i = 0; i < 50; i++) {
            store.commit(lease, new StateChange().record(event(CANARY + "x".repeat(i * 300), TIME.plusSeconds(i))));
        }
        assertThat(filesHoldTheCanary()).isTrue();
        assertThat(store.prune(lease, TIME.plusSeconds(100), 49)).isEqualTo(49);
        assertThat(filesHoldTheCanary()).isTrue();
        assertThat(store.prune(lease, TIME.plusSeconds(100), 49)).isEqualTo(1);
        assertThat(filesHoldTheCanary()).isFalse();
    }

    private static HistoryEntry event(String text, Instant at) {
        Values secret = Values.of("name", FieldValue.text(text));
        return new HistoryEntry(
                PAIR,
                "run",
                HistoryEntry.Kind.UPDATED,
                Side.LEFT,
                company(1),
                null,
                null,
                secret,
                secret,
                "name",
                false,
                at);
    }

    @Test
    void aBackupIsAStore() {
        store.commit(lease, everything(20));
        Path copy = directory.resolve("o'copy.db");
        store.backup(copy);
        store.commit(lease, everything(30));
        try (JdbcStateStore restored = JdbcStateStore.open("jdbc:sqlite:" + copy)) {
            assertThat(restored.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
            assertThat(restored.commit(lease, everything(40)).name()).isEqualTo("COMMITTED");
        }
    }

    @Test
    void aBackupDoesNotOverwrite() throws Exception {
        Path copy = Files.writeString(directory.resolve("there.txt"), "mine");
        assertThatThrownBy(() -> store.backup(copy)).isInstanceOf(StateStoreException.class);
        assertThat(Files.readString(copy)).isEqualTo("mine");
    }

    @Test
    void anIdThatNoDatabaseStoresIsRefusedWhole() {
        Entry broken = Entry.unmatched(PAIR, Side.LEFT, COMPANIES.ref("half\uD800"));
        StateChange change = new StateChange().put(EntryUpdate.keep(left(1))).put(EntryUpdate.keep(broken));
        assertThatThrownBy(() -> store.commit(lease, change))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("half a character");
        assertThat(store.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, 0L);
        store.commit(lease, new StateChange().put(EntryUpdate.keep(left(1))));
        assertThat(store.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, 1L);
    }

    @Test
    void aTimeBeyondTheColumnIsRefusedWhole() {
        StateChange change = new StateChange().put(EntryUpdate.raise(left(1), Instant.MAX));
        assertThatThrownBy(() -> store.commit(lease, change))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("1677 to 2262");
        assertThat(store.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, 0L);
    }

    @Test
    void pagesOverIdsBeyondSixteenBitsCoverEachOnce() {
        List<String> ids = List.of("\uD83D\uDE80", "\uFEFF", "\uFFFD", "z", "\uD83D\uDE81");
        StateChange change = new StateChange();
        for (int i = 0; i < ids.size(); i++) {
            Entry entry = Entry.unmatched(PAIR, Side.LEFT, COMPANIES.ref(ids.get(i)));
            change.put(EntryUpdate.keep(i % 2 == 0 ? entry : entry.in(EntryState.LINKED, null)));
        }
        store.commit(lease, change);
        Set<EntryState> states = Set.of(EntryState.UNMATCHED, EntryState.LINKED);
        Stream<Entry> pages = Stream.iterate(
                        page(states, null), page -> !page.isEmpty(), page -> page(states, page.get(page.size() - 1)))
                .flatMap(List::stream);
        assertThat(pages.map(entry -> entry.ref().id())).containsExactlyInAnyOrderElementsOf(ids);
    }

    private List<Entry> page(Set<EntryState> states, @Nullable Entry after) {
        return store.entries(new EntryQuery.InState(CONNECTION, PAIR, states, after == null ? null : after.ref(), 2));
    }

    @Test
    void aDamagedRowIsNamed() throws Exception {
        store.commit(lease, everything(20));
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tandem.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE tandem_link SET body = x'0102030405060708'");
            statement.execute("UPDATE tandem_entry SET state = 'DREAMING'");
        }
        store = JdbcStateStore.open("jdbc:sqlite:" + directory.resolve("tandem.db"));
        assertThatThrownBy(() -> store.links(CONNECTION, PAIR, List.of(link(22).id())))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(link(22).id().toString())
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> store.entries(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(company(20)))))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("EntryState");
    }
}
