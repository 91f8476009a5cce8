package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.OTHER_PAIR;
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
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import io.github.tandemsync.testkit.StoreDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content is not readable in the medium, and a store opens with its own cipher only. */
class CipherTest {
    private static final String CANARY = "Canary-in-a-coal-mine";

    @TempDir
    Path directory;

    /** An AES-GCM cipher that knows the named keys, and encrypts under the last. */
    static ValueCipher cipher(String... names) {
        String last = names[names.length - 1];
        AesGcmCipher cipher = AesGcmCipher.of(last, key(last));
        for (String older : Arrays.copyOf(names, names.length - 1)) {
            cipher = cipher.reading(older, key(older));
        }
        return cipher;
    }

    private static SecretKey key(String name) {
        return new SecretKeySpec((name + "-".repeat(32)).substring(0, 32).getBytes(StandardCharsets.US_ASCII), "AES");
    }

    private JdbcStateStoreBuilder builder() {
        return JdbcStateStore.builder("jdbc:sqlite:" + directory.resolve("tandem.db"))
                .clock(() -> TIME);
    }

    private JdbcStateStore open(@Nullable ValueCipher cipher) {
        return cipher == null ? builder().open() : builder().cipher(cipher).open();
    }

    private static Lease lease(JdbcStateStore store) {
        return store.acquire(CONNECTION, new HolderId("runner"), Duration.ofHours(1))
                .orElseThrow();
    }

    private static StoreDump dump(JdbcStateStore store) {
        return StoreDump.of(
                store,
                CONNECTION,
                List.of(PAIR, OTHER_PAIR),
                IntStream.range(0, 40).mapToObj(StateSamples::linkId).toList());
    }

    /** A change with the canary in every place that content can be in. */
    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file
    private static StateChange canaries() {
        Values secret = Values.of("name", FieldValue.text(CANARY));
        Reason reason = new Reason("code", CANARY, TIME);
        return new StateChange()
                .put(EntryUpdate.keep(left(1).in(EntryState.FAILING, reason)))
                .put(link(1).withRule(
                                "r",
                                RuleState.agreed(secret, secret)
                                        .in(RuleState.Status.CONFLICT, reason, "b")
                                        .withUnseen(new RuleState.Unseen(Side.LEFT, secret, secret))))
                .open(new Intent(
                        new IntentId("i"),
                        PAIR,
                        Intent.Kind.UPDATE,
                        Side.LEFT,
                        StateSamples.COMPANIES,
                        company(1),
                        company(1),
                        null,
                        null,
                        null,
                        null,
                        secret,
                        secret,
                        secret,
                        Set.of("r"),
                        "run",
                        1,
                        TIME))
                .pin("digest-key", CANARY)
                .record(new HistoryEntry(
                        PAIR,
                        "run",
                        HistoryEntry.Kind.UPDATED,
                        Side.LEFT,
                        company(1),
                        null,
                        "r",
                        secret,
                        secret,
                        CANARY,
                        false,
                        TIME));
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

    private void refused(@Nullable ValueCipher cipher, String... words) {
        assertThatThrownBy(() -> open(cipher))
                .isInstanceOf(StateStoreException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("Nothing was changed")
                        .contains(words));
    }

    @Test
    void contentIsNotReadableInTheFiles() throws Exception {
        try (JdbcStateStore plain = open(null)) {
            plain.commit(lease(plain), canaries());
            assertThat(filesHoldTheCanary()).as("the test can fail").isTrue();
        }
        Files.delete(directory.resolve("tandem.db"));
        try (JdbcStateStore store = open(cipher("k1"))) {
            store.commit(lease(store), canaries());
            assertThat(store.connection(CONNECTION).pins()).containsEntry("digest-key", CANARY);
            assertThat(filesHoldTheCanary()).isFalse();
        }
        assertThat(filesHoldTheCanary()).isFalse();
    }

    @Test
    void contentIsNotReadableInPostgres() {
        String url = TestPostgres.fresh("encrypted");
        try (JdbcStateStore store =
                JdbcStateStore.builder(url).cipher(cipher("k1")).open()) {
            store.commit(lease(store), canaries());
            assertThat(dump(store).history()).hasSize(1);
        }
        for (String table : List.of("entry", "link", "intent", "history")) {
            assertThat(TestPostgres.answer("SELECT count(*) FROM encrypted.tandem_" + table + " WHERE position('"
                            + CANARY + "'::bytea in body) > 0"))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(TestPostgres.answer("SELECT count(*) FROM encrypted.tandem_pin WHERE value LIKE '%" + CANARY + "%'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> JdbcStateStore.open(url)).hasMessageContaining("is encrypted");
    }

    /** Without a cipher: no row that can be asked for holds what was erased. */
    @Test
    void erasedContentIsInNoRowOfPostgres() {
        String url = TestPostgres.fresh("erased");
        try (JdbcStateStore store = JdbcStateStore.open(url)) {
            store.commit(lease(store), canaries());
            assertThat(rowsWithTheCanary("erased")).isEqualTo("3");
            store.erase(CONNECTION, company(1));
            assertThat(rowsWithTheCanary("erased")).isEqualTo("0");
        }
    }

    /** Of links, intents and history. */
    private static String rowsWithTheCanary(String schema) {
        return TestPostgres.answer("SELECT sum(n) FROM ("
                + Stream.of("link", "intent", "history")
                        .map(table -> "SELECT count(*) n FROM " + schema + ".tandem_" + table + " WHERE position('"
                                + CANARY + "'::bytea in body) > 0")
                        .collect(Collectors.joining(" UNION ALL "))
                + ") t");
    }

    @Test
    void aNodeThatHadItOpenWhileItWasEncryptedStops() {
        String url = TestPostgres.fresh("recoded");
        try (JdbcStateStore old = JdbcStateStore.open(url)) {
            Lease lease = lease(old);
            old.commit(lease, canaries());
            JdbcStateStore.builder(url).cipher(cipher("k1")).recode().open().close();
            assertThatThrownBy(() -> old.commit(lease, everything(20)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("was encrypted while it was open");
        }
        try (JdbcStateStore store =
                JdbcStateStore.builder(url).cipher(cipher("k1")).open()) {
            assertThat(dump(store).history()).hasSize(1);
        }
    }

    @Test
    void anEncryptedStoreOpensWithItsOwnCipherOnly() {
        open(cipher("k1")).close();
        refused(null, "is encrypted", "the cipher that it was written with");
        refused(cipher("other"), "key k1");
        byte[] another = "another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII);
        refused(AesGcmCipher.of("k1", new SecretKeySpec(another, "AES")), "key k1");
        open(cipher("k1")).close();
    }

    @Test
    void aPlainStoreIsRewrittenOnlyWhenAskedFor() throws Exception {
        StoreDump before;
        try (JdbcStateStore store = open(null)) {
            store.commit(lease(store), everything(20));
            store.commit(lease(store), canaries());
            before = dump(store);
        }
        refused(cipher("k1"), "without a cipher", "recode()");
        try (JdbcStateStore store = builder().cipher(cipher("k1")).recode().open()) {
            assertThat(dump(store)).isEqualTo(before);
            assertThat(filesHoldTheCanary()).isFalse();
        }
        refused(null, "is encrypted");
        try (JdbcStateStore store = open(cipher("k1"))) {
            assertThat(dump(store)).isEqualTo(before);
        }
    }

    @Test
    void keysChangeAndOldRowsStayReadableUntilTheyAreRewritten() {
        StoreDump both;
        try (JdbcStateStore store = open(cipher("k1"))) {
            store.commit(lease(store), everything(10));
        }
        try (JdbcStateStore store = open(cipher("k1", "k2"))) {
            store.commit(lease(store), everything(20));
            both = dump(store);
        }
        refused(cipher("k2"), "key k1");
        builder().cipher(cipher("k1", "k2")).recode().open().close();
        try (JdbcStateStore store = open(cipher("k2"))) {
            assertThat(dump(store)).isEqualTo(both);
        }
    }

    @Test
    void moreRowsThanAPageAreRewritten() {
        try (JdbcStateStore store = open(null)) {
            StateChange change = new StateChange();
            for (int i = 0; i < 2 * Database.CHUNK; i++) {
                change.put(EntryUpdate.keep(left(i)));
            }
            store.commit(lease(store), change);
        }
        builder().cipher(cipher("k1")).recode().open().close();
        try (JdbcStateStore store = open(cipher("k1"))) {
            assertThat(dump(store).entries()).hasSize(2 * Database.CHUNK);
        }
    }

    @Test
    void aRewritingThatFailsLeavesTheStoreAsItWas() {
        StoreDump before;
        try (JdbcStateStore store = open(null)) {
            store.commit(lease(store), everything(20));
            before = dump(store);
        }
        ValueCipher good = cipher("k1");
        ValueCipher dying = new ValueCipher() {
            private int calls;

            @Override
            public String key() {
                return good.key();
            }

            @Override
            public byte[] encrypt(String key, byte[] content, byte[] about) {
                if (++calls == 6) {
                    throw new IllegalStateException("the key store went away");
                }
                return good.encrypt(key, content, about);
            }

            @Override
            public byte[] decrypt(String key, byte[] encrypted, byte[] about) {
                return good.decrypt(key, encrypted, about);
            }
        };
        assertThatThrownBy(() -> builder().cipher(dying).recode().open())
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("did not encrypt");
        try (JdbcStateStore store = open(null)) {
            assertThat(dump(store)).isEqualTo(before);
        }
    }

    @Test
    void aRowInAnothersPlaceIsRefused() throws Exception {
        try (JdbcStateStore store = open(cipher("k1"))) {
            store.commit(lease(store), new StateChange().put(link(1)).put(link(2)));
        }
        raw("UPDATE tandem_link SET body = (SELECT body FROM tandem_link WHERE no = 1) WHERE no = 2");
        try (JdbcStateStore store = open(cipher("k1"))) {
            assertThat(store.links(CONNECTION, PAIR, List.of(link(1).id()))).hasSize(1);
            assertThatThrownBy(() -> store.links(CONNECTION, PAIR, List.of(link(2).id())))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining(link(2).id().toString())
                    .hasMessageContaining("decrypt");
        }
    }

    @Test
    void aPlainRowInAnEncryptedStoreIsRefused() throws Exception {
        try (JdbcStateStore store = open(cipher("k1"))) {
            store.commit(lease(store), new StateChange().put(link(1)).pin("portal", "1"));
        }
        raw("UPDATE tandem_link SET body = x'0102030405060708'");
        raw("UPDATE tandem_pin SET value = 'forged'");
        try (JdbcStateStore store = open(cipher("k1"))) {
            assertThatThrownBy(() -> store.links(CONNECTION, PAIR, List.of(link(1).id())))
                    .hasMessageContaining("not encrypted");
            assertThatThrownBy(() -> store.connection(CONNECTION)).hasMessageContaining("not encrypted");
        }
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tandem.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void recodingNeedsACipher() {
        assertThatThrownBy(() -> builder().recode().open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cipher");
    }
}
