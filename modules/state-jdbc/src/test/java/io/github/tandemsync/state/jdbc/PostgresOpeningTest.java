package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.linkId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.testkit.StateSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening a database finds, says and changes. */
class PostgresOpeningTest {
    private static final HolderId RUNNER = new HolderId("runner");

    private static Lease lease(StateStore store) {
        return store.acquire(CONNECTION, RUNNER, Duration.ofHours(1)).orElseThrow();
    }

    private static void refused(String url, String... words) {
        assertThatThrownBy(() -> JdbcStateStore.open(url))
                .isInstanceOf(StateStoreException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void eachSchemaIsAStoreOfItsOwn() {
        try (JdbcStateStore one = JdbcStateStore.open(TestPostgres.fresh("one"));
                JdbcStateStore two = JdbcStateStore.open(TestPostgres.fresh("two") + ",one")) {
            one.commit(lease(one), everything(20));
            assertThat(two.connection(CONNECTION).pins()).isEmpty();
            assertThat(lease(two).epoch()).isEqualTo(1);
        }
    }

    @Test
    void aSecondOpeningFindsWhatTheFirstHasStored() {
        String url = TestPostgres.fresh("again");
        try (JdbcStateStore first = JdbcStateStore.open(url)) {
            first.commit(lease(first), everything(20));
            try (JdbcStateStore second = JdbcStateStore.open(url)) {
                assertThat(second.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
            }
        }
    }

    @Test
    void manyNodesThatOpenAtOnceMakeTheTablesOnce() throws Exception {
        String url = TestPostgres.fresh("rush");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<CommitResult>> nodes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ConnectionId own = new ConnectionId("node-" + i);
                nodes.add(() -> {
                    try (JdbcStateStore store = JdbcStateStore.open(url)) {
                        Lease lease = store.acquire(own, new HolderId("node"), Duration.ofHours(1))
                                .orElseThrow();
                        return store.commit(lease, new StateChange().pin("portal", "1"));
                    }
                });
            }
            for (Future<CommitResult> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isEqualTo(CommitResult.COMMITTED);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(TestPostgres.answer("SELECT count(*) || '/' || max(version) FROM rush.tandem_schema"))
                .isEqualTo("1/3");
    }

    @Test
    void aMigrationIsWholeOrAbsentAndGoesOnWhereItStopped() throws Exception {
        String url = TestPostgres.fresh("migrations");
        List<String> first = PostgresTables.MIGRATIONS.get(0);
        List<String> second = List.of("ALTER TABLE tandem_pin ADD COLUMN note TEXT");
        List<String> wrong = List.of("CREATE TABLE tandem_new (no BIGINT)", "ALTER TABLE tandem_missing DROP COLUMN x");
        try (Connection connection = TestPostgres.connect(url)) {
            assertThatThrownBy(() -> schema(List.of(first, second, wrong)).migrate(connection))
                    .hasMessageContaining("tandem_missing");
        }
        assertThat(TestPostgres.answer("SELECT version FROM migrations.tandem_schema"))
                .isEqualTo("2");
        assertThat(TestPostgres.answer("SELECT to_regclass('migrations.tandem_new')"))
                .isEqualTo("null");
        List<String> right = List.of("CREATE TABLE tandem_new (no BIGINT)");
        try (Connection connection = TestPostgres.connect(url)) {
            schema(List.of(first, second, right)).migrate(connection);
            assertThat(schema(List.of(first, second, right)).version(connection))
                    .isEqualTo(3);
        }
    }

    private static Schema schema(List<List<String>> scripts) {
        return new Schema(PostgresServer.DIALECT, "in PostgreSQL", scripts);
    }

    @Test
    void aNewerSchemaIsRefused() {
        String url = TestPostgres.fresh("newer");
        JdbcStateStore.open(url).close();
        TestPostgres.execute("UPDATE newer.tandem_schema SET version = 4");
        refused(url, "schema version 4", "knows up to 3", "newer");
        assertThat(TestPostgres.answer("SELECT version FROM newer.tandem_schema"))
                .isEqualTo("4");
    }

    /** A rolling update: the new release migrates while a node of the old one still works. */
    @Test
    void aStoreThatWasMigratedWhileItWasOpenIsNotWrittenAnyMore() {
        try (JdbcStateStore store = JdbcStateStore.open(TestPostgres.fresh("rolling"))) {
            Lease lease = lease(store);
            Hint hint = new Hint(StateSamples.PAIR, Side.LEFT, StateSamples.company(1), StateSamples.TIME);
            TestPostgres.execute("UPDATE rolling.tandem_schema SET version = 4");
            assertThatThrownBy(() -> store.commit(lease, everything(20)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("schema version 4");
            assertThatThrownBy(() -> store.hint(CONNECTION, List.of(hint))).isInstanceOf(StateStoreException.class);
            TestPostgres.execute("UPDATE rolling.tandem_schema SET version = 3");
            assertThat(store.connection(CONNECTION).pins()).isEmpty();
        }
    }

    @Test
    void aSchemaThatDoesNotExistIsNamedAsTheProblem() {
        refused(TestPostgres.url("nowhere"), "no schema", "Create the schema");
    }

    @Test
    void aDatabaseThatDoesNotExistIsSaid() {
        refused(TestPostgres.url("public").replace("/postgres?", "/nowhere?"), "does not exist", "Create it");
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        refused("jdbc:postgresql://localhost:1/postgres", "can not be reached", "Check that the server runs");
    }

    @Test
    void anotherEncodingIsRefused() {
        TestPostgres.execute(
                "DROP DATABASE IF EXISTS latin",
                "CREATE DATABASE latin TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        refused(TestPostgres.url("public").replace("/postgres?", "/latin?"), "SQL_ASCII", "UTF8");
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsSaid() {
        String url = TestPostgres.fresh("readonly");
        JdbcStateStore.open(url).close();
        TestPostgres.execute(
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN PASSWORD 'reader'",
                "GRANT USAGE ON SCHEMA readonly TO reader",
                "GRANT SELECT ON ALL TABLES IN SCHEMA readonly TO reader");
        try (JdbcStateStore store = JdbcStateStore.open(url.replace("user=postgres", "user=reader"))) {
            assertThatThrownBy(() -> lease(store))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("lacks a privilege");
        }
    }

    /** What docs/state-stores.md says a user needs who does not own the tables. */
    @Test
    void whoMayWriteTheRowsNeedsNoMore() {
        String url = TestPostgres.fresh("writable");
        JdbcStateStore.open(url).close();
        TestPostgres.execute(
                "DROP ROLE IF EXISTS writer",
                "CREATE ROLE writer LOGIN PASSWORD 'writer'",
                "GRANT USAGE ON SCHEMA writable TO writer",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA writable TO writer");
        String bare = url.replaceAll("user=postgres&?", "");
        try (JdbcStateStore store = JdbcStateStore.builder(bare)
                .credentials("writer", Secret.of("writer"))
                .open()) {
            assertThat(store.commit(lease(store), everything(20))).isEqualTo(CommitResult.COMMITTED);
            assertThat(store.links(CONNECTION, StateSamples.PAIR, List.of(linkId(20))))
                    .hasSize(1);
            store.erase(CONNECTION, StateSamples.company(20));
            store.commit(lease(store), new StateChange().forget(StateSamples.PAIR));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://user:hunter2@host/db", "jdbc:postgresql://host:port/db?password=hunter2"})
    void aMalformedUrlIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> JdbcStateStore.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("hunter2");
    }

    /** Without the driver the rest of the store works as before, and PostgreSQL says what is missing. */
    @Test
    void aMissingDriverIsNamed() throws Exception {
        Process child = ChildJvm.startWithout("postgresql", OpenInChild.class);
        assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("sqlite works")
                .contains("Add org.postgresql:postgresql");
        assertThat(child.waitFor()).isZero();
    }

    /** Opens one store of each kind. */
    static final class OpenInChild {
        private OpenInChild() {}

        public static void main(String[] args) throws IOException {
            Path file = Files.createTempDirectory("tandem").resolve("tandem.db");
            try (JdbcStateStore store = JdbcStateStore.open("jdbc:sqlite:" + file)) {
                System.out.println("sqlite works " + store.connection(CONNECTION));
            }
            try {
                JdbcStateStore.open("jdbc:postgresql://localhost:1/db").close();
            } catch (StateStoreException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void backupIsTheServersMatter() {
        try (JdbcStateStore store = JdbcStateStore.open(TestPostgres.fresh("backup"))) {
            assertThatThrownBy(() -> store.backup(Path.of("copy")))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("pg_dump");
            assertThat(lease(store).epoch()).isEqualTo(1);
        }
    }
}
