package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.engine.PreflightReport;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.dynamics.ClientCredentials;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.mapping.Mapping;
import io.github.tandemsync.mapping.Mappings;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import io.github.tandemsync.simulators.hubspot.AppToken;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.PropertyDefinition;
import io.github.tandemsync.simulators.server.Fault;
import io.github.tandemsync.simulators.server.LogEntry;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with what an application gives is said with its remedy, before anything is written to either system. */
class BadInputTest {
    private static final String WRONG = "pat-na1-canary-7f3a";

    private final Systems systems = new Systems();
    private final Connectors good = systems.connectors();

    @TempDir
    Path directory;

    /** Something to write, on either side. */
    @BeforeEach
    void begin() {
        systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
        systems.dynamics.user("Ada").create("account", Map.of("name", "Fabrikam"));
        systems.clearLogs();
    }

    @AfterEach
    void end() {
        good.close();
        systems.close();
    }

    @Test
    void aWrongTokenOfHubSpot() {
        try (Connectors wrong = new Connectors(hubspot(WRONG), dynamics())) {
            assertRefused(() -> wrong.pair("company-account.yaml"))
                    .hasMessageStartingWith("GET crm/")
                    .hasMessageContaining("127.0.0.1:" + systems.hubspot.uri().getPort()
                            + " was answered with 401: the token was refused")
                    .hasMessageContaining("The token is wrong, expired or revoked: give a valid one");
        }
    }

    @Test
    void aTokenOfHubSpotThatIsRevokedBetweenRuns() {
        try (StateStore store = store();
                SyncRunner runner = prepared(store)) {
            systems.clearLogs();
            systems.hubspot.admin().revoke(systems.hubspot.token());
            SyncReport report = runner.runOnce();
            assertThat(report.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains(systems.hubspot.uri().getPort() + " was answered with 401: the token was refused")
                            .contains("The token is wrong, expired or revoked: give a valid one"));
            assertUntouched();
        }
    }

    @Test
    void aWrongTokenOfDynamics() {
        try (Connectors wrong =
                new Connectors(hubspot(systems.hubspot.token()), dynamics(TokenSource.fixed(Secret.of(WRONG))))) {
            assertRefused(() -> wrong.pair("company-account.yaml"))
                    .hasMessageContaining("401")
                    .hasMessageContaining("127.0.0.1:" + systems.dynamics.uri().getPort()
                            + " was answered with 401: the token was refused")
                    .hasMessageContaining("give a valid one");
        }
    }

    @Test
    void aWrongClientSecretOfDynamics() {
        String url = systems.dynamics.uri().toString();
        TokenSource tokens = ClientCredentials.builder()
                .authority(url)
                .tenant("contoso.example")
                .client(systems.dynamics.clientId(), Secret.of(WRONG))
                .resource(url)
                .build(systems.clock);
        try (Connectors wrong = new Connectors(hubspot(systems.hubspot.token()), dynamics(tokens))) {
            assertRefused(() -> wrong.pair("company-account.yaml"))
                    .hasMessageContaining("identity service 127.0.0.1:"
                            + systems.dynamics.uri().getPort() + " refused")
                    .hasMessageContaining(
                            "Check tenant, client id and client secret, and that the secret has not expired");
        }
    }

    @Test
    void aTokenWithoutAScope() {
        String token = "pat-na1-reads-only";
        systems.hubspot
                .admin()
                .accept(new AppToken(
                        token, 7, "Reader", Set.of("crm.schemas.companies.read", "crm.objects.companies.read")));
        try (Connectors reader = new Connectors(hubspot(token), good.dynamics());
                StateStore store = store()) {
            assertBlocked(
                    preflight(reader, store),
                    "Add the scope crm.objects.companies.write to the service key or app whose token this is");
        }
        assertUntouched();
    }

    /** Without scopes to read, rights are found out by writes of no records, which change nothing. */
    @Test
    void aTokenThatDoesNotTellItsApp() {
        systems.hubspot
                .faults()
                .when(request -> request.path().endsWith("/access-token-info"))
                .then(Fault.answer(Reply.json(404, "{}")));
        try (Connectors fresh = systems.connectors();
                StateStore store = store()) {
            assertBlocked(preflight(fresh, store), "give its id with HubSpotConnector.builder(..).appId(..)");
        }
        assertNothingStored();
    }

    /** Creates would carry a key that keeps nobody from writing it twice. */
    @Test
    void aKeyPropertyThatIsNotUnique() {
        systems.hubspot
                .admin()
                .putProperty(
                        "companies",
                        PropertyDefinition.custom(
                                HubSpotConnector.Builder.DEFAULT_KEY_PROPERTY, "companyinformation", "string", "text"));
        try (StateStore store = store()) {
            assertBlocked(
                    preflight(good, store), "choose another name with HubSpotConnector.builder(..).keyProperty(..)");
        }
        assertUntouched();
    }

    /** However many records it keeps back; they are created as soon as it is there. */
    @Test
    void aKeyPropertyThatIsMissing() {
        systems.dynamics.user("Ada").create("account", Map.of("name", "Northwind"));
        try (StateStore store = store();
                SyncRunner runner = prepared(store)) {
            systems.hubspot.admin().dropProperty("companies", HubSpotConnector.Builder.DEFAULT_KEY_PROPERTY);
            SyncReport report = runner.runOnce();

            assertThat(report.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.where()).isEqualTo("hubspot:companies CREATE");
                assertThat(problem.message())
                        .contains("The property for create keys is missing")
                        .contains("call HubSpotConnector.prepare(hubspot:companies)")
                        .doesNotContain("Northwind");
            });
            assertThat(report.count(HistoryEntry.Kind.REFUSED)).isEqualTo(2);
            assertThat(systems.hubspot.truth().apiWrites()).isEmpty();

            systems.hubspot.admin().restoreProperty("companies", HubSpotConnector.Builder.DEFAULT_KEY_PROPERTY);
            systems.clock.advance(Duration.ofHours(2));
            assertThat(runner.runOnce().problems()).isEmpty();
            assertThat(systems.hubspot.truth().live("companies")).hasSize(3);
        }
    }

    @Test
    void anUnknownField() {
        assertRefused(() -> good.compile(mapping("  - { hubspot: name, dynamics: nane }")))
                .hasMessageContaining("bad.yaml:5:")
                .hasMessageContaining("unknown-field")
                .hasMessageContaining("'nane'")
                .hasMessageContaining("Did you mean 'name'?");
    }

    @Test
    void fieldsOfDifferentKinds() {
        assertRefused(() -> good.compile(mapping("  - { hubspot: name, dynamics: revenue }")))
                .hasMessageContaining("bad.yaml:5:")
                .hasMessageContaining("type-mismatch")
                .hasMessageContaining("'revenue'")
                .hasMessageContaining("Map a field of the same kind");
    }

    @Test
    void aRuleWithoutAFixedPoint() {
        String text = text("  - { hubspot: name, dynamics: name, convert: shout }");
        assertRefused(() -> good.compile(Mappings.with(new Shout()).parse("bad.yaml", text)))
                .hasMessageContaining("bad.yaml:5:")
                .hasMessageContaining("no-fixed-point")
                .hasMessageContaining("let values travel one way ('direction') or name a converter that loses nothing");
    }

    @Test
    void aMappingThatIsNotYaml() throws IOException {
        Path file = directory.resolve("broken.yaml");
        Files.writeString(file, "pair: company-account\nhubspot: companies\ndynamics: [account\nfields: []\n");
        assertRefused(() -> Mappings.load(file))
                .hasMessageContaining("broken.yaml:4:")
                .hasMessageContaining("bad-yaml: This is not YAML: expected ',' or ']'")
                .hasMessageContaining("(in what begins at line 3)");
    }

    @Test
    void aHostThatIsNotThere() throws IOException {
        int port = closedPort();
        String nobody = "http://127.0.0.1:" + port;
        String refused = "127.0.0.1:" + port + " could not be sent: the connection was refused";
        assertUnreachable(new Connectors(hubspot(nobody, WRONG), dynamics()), refused);
        DynamicsConnector away = Connectors.dynamics(systems, nobody, systems.dynamics.token());
        assertUnreachable(new Connectors(hubspot(systems.hubspot.token()), away), refused);
    }

    @Test
    void aNameThatLeadsNowhere() {
        assertUnreachable(
                new Connectors(hubspot("https://api.hubapi.invalid", WRONG), dynamics()),
                "api.hubapi.invalid could not be sent: the host name is unknown");
    }

    @Test
    void aStoreThatIsNoStore() throws IOException {
        Files.writeString(file(), "These are not the pages you are looking for.");
        assertRefused(this::store)
                .hasMessageContaining("state.db is not a SQLite database")
                .hasMessageContaining("Name another file, or restore this one from a backup");
    }

    @Test
    void aStoreThatIsDamaged() throws IOException {
        plannedOnce();
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 4096; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(file(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertRefused(this::store)
                .hasMessageContaining("damaged")
                .hasMessageContaining("Restore it from a backup, or name another file");
    }

    @Test
    void aStoreOfAnotherPortal() {
        plannedOnce();
        try (HubSpotSimulator other = HubSpotSimulator.builder()
                        .clock(systems.clock)
                        .portalId(4711)
                        .start();
                Connectors wrong = new Connectors(hubspot(other.uri().toString(), other.token()), dynamics());
                StateStore store = store()) {
            other.users().create("companies", Map.of("name", "Contoso"));
            assertRefused(() -> runner(wrong, store))
                    .hasMessageContaining("belongs to hubspot:" + systems.hubspot.portalId())
                    .hasMessageContaining("speaks to hubspot:4711")
                    .hasMessageContaining("or another store or connection id");
            assertThat(other.log().entries()).allMatch(BadInputTest::reads);
        }
    }

    @Test
    void aStoreOfAnotherOrganisation() {
        plannedOnce();
        UUID copy = UUID.fromString("00000000-0000-4000-8000-000000004711");
        systems.dynamics.admin().changeOrganizationId(copy);
        try (StateStore store = store()) {
            assertRefused(() -> runner(good, store))
                    .hasMessageContaining("belongs to dynamics:")
                    .hasMessageContaining("speaks to dynamics:" + copy)
                    .hasMessageContaining("or another store or connection id");
        }
    }

    @Test
    void aStoreOfANewerRelease() throws SQLException {
        plannedOnce();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE tandem_schema SET version = 999");
        }
        assertRefused(this::store)
                .hasMessageContaining("schema version 999")
                .hasMessageContaining("Use the release that wrote it, or a newer one");
    }

    @Test
    void aStoreThatAnotherProcessHas() throws IOException {
        Process other = StoreHolder.start(file());
        try {
            assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo(StoreHolder.READY);
            assertRefused(this::store)
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining("stop the other, or give each its own file");
        } finally {
            other.destroyForcibly();
        }
    }

    /** The message says what it has to, holds no secret, and comes before any write. */
    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable use) {
        AbstractThrowableAssert<?, ? extends Throwable> refused =
                assertThatThrownBy(use).isInstanceOf(TandemException.class);
        assertUntouched();
        return refused.hasMessageNotContaining(WRONG).hasMessageNotContaining("Contoso");
    }

    private void assertUnreachable(Connectors connectors, String problem) {
        try (connectors) {
            assertRefused(() -> connectors.pair("company-account.yaml"))
                    .hasMessageContaining("to " + problem)
                    .hasMessageContaining("Check network and address");
        }
    }

    private static void assertBlocked(PreflightReport report, String remedy) {
        assertThat(report.ok()).isFalse();
        assertThat(report.text()).contains(remedy);
    }

    private void assertNothingStored() {
        assertThat(systems.hubspot.truth().apiWrites()).isEmpty();
        assertThat(systems.dynamics.truth().log()).noneMatch(WriteRecord::application);
    }

    private void assertUntouched() {
        assertNothingStored();
        assertThat(systems.hubspot.log().entries()).allMatch(BadInputTest::reads);
        assertThat(systems.dynamics.log().entries()).allMatch(BadInputTest::reads);
        assertThat(Calls.of(systems)).doesNotContainKeys("dynamics write");
    }

    /** Neither a record nor a property is made, changed or removed by it; Dataverse's batches are judged by what is in them. */
    private static boolean reads(LogEntry entry) {
        String path = entry.path();
        return entry.method().equals("GET")
                || Stream.of("/search", "/batch/read", "/$batch", "/token", "/access-token-info")
                        .anyMatch(path::endsWith);
    }

    private void plannedOnce() {
        try (StateStore store = store();
                SyncRunner runner = prepared(store)) {
            assertThat(runner.plan().items()).isNotEmpty();
        }
        systems.clearLogs();
    }

    private Path file() {
        return directory.resolve("state.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }

    private StateStore store() {
        return JdbcStateStore.builder(url()).clock(systems.clock).open();
    }

    private PreflightReport preflight(Connectors connectors, StateStore store) {
        try (SyncRunner runner = runner(connectors, store)) {
            return runner.preflight();
        }
    }

    private SyncRunner runner(Connectors connectors, StateStore store) {
        ObjectPair pair = connectors.pair("company-account.yaml");
        SyncRunner runner = systems.runner(connectors, store, pair).build();
        runner.pairs().enable("company-account");
        return runner;
    }

    private SyncRunner prepared(StateStore store) {
        SyncRunner runner = runner(good, store);
        good.hubspot().prepare(Connectors.COMPANIES);
        return runner;
    }

    private HubSpotConnector hubspot(String token) {
        return hubspot(systems.hubspot.uri().toString(), token);
    }

    private HubSpotConnector hubspot(String url, String token) {
        return Connectors.hubspot(systems, url, token);
    }

    private DynamicsConnector dynamics() {
        return dynamics(TokenSource.fixed(Secret.of(systems.dynamics.token())));
    }

    private DynamicsConnector dynamics(TokenSource tokens) {
        return Connectors.dynamics(systems, systems.dynamics.uri().toString(), tokens);
    }

    private static Mapping mapping(String rule) {
        return Mappings.parse("bad.yaml", text(rule));
    }

    private static String text(String rule) {
        return "pair: company-account\nhubspot: companies\ndynamics: account\nfields:\n" + rule + "\n";
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
