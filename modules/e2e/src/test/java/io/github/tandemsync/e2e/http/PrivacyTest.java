package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.ErasureReport;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is erased over HTTP, from a store on disk: no byte is left, and nobody comes back. */
class PrivacyTest {
    private static final ObjectType CONTACTS = ObjectType.parse("hubspot:contacts");
    private static final Duration PAUSE = SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1);
    private static final String CANARY = "Canarywood";
    private static final Map<String, String> PERSON =
            Map.of("email", "Ada@Canarywood.example", "firstname", "Ada", "lastname", CANARY);

    @TempDir
    Path folder;

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private StateStore store;
    private SyncRunner runner;
    private String contact;

    @BeforeEach
    void bringInStep() {
        store = JdbcStateStore.open("jdbc:sqlite:" + folder.resolve("tandem.db"));
        runner = systems.runner(connectors, store, connectors.pair("contacts.yaml"))
                .build();
        connectors.hubspot().prepare(CONTACTS);
        runner.pairs().enable("contact-contact");
        contact = systems.hubspot.users().create("contacts", PERSON);
        run();
        systems.hubspot.users().edit("contacts", contact, Map.of("firstname", "Countess"));
        run();
        assertThat(systems.dynamics.truth().live("contact")).hasSize(1);
    }

    @AfterEach
    void close() {
        runner.close();
        store.close();
        connectors.close();
        systems.close();
    }

    private SyncReport run() {
        systems.clock.advance(PAUSE);
        return runner.runOnce();
    }

    private void deletedForGood() {
        systems.hubspot.users().privacyDelete("contacts", contact);
        systems.dynamics
                .truth()
                .live("contact")
                .forEach(row -> systems.dynamics.user("Ada").delete("contact", row.id()));
    }

    private boolean filesHoldThePerson() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(CANARY) || bytes.contains("canarywood") || bytes.contains("Countess")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noByteOfThePersonIsLeftInTheFiles() throws Exception {
        assertThat(filesHoldThePerson()).isTrue();
        ErasureReport report = runner.records().erase(RecordRef.parse("hubspot:contacts/" + contact));

        assertThat(report.records()).hasSize(2);
        assertThat(filesHoldThePerson()).isFalse();
        deletedForGood();
        run();
        systems.hubspot.users().create("contacts", PERSON);
        run();
        assertThat(filesHoldThePerson()).as("what came back is not remembered").isFalse();
    }

    @Test
    void importedAgainInEitherSystemThePersonIsNotCopied() {
        runner.records().erase(RecordRef.parse("hubspot:contacts/" + contact));
        deletedForGood();
        run();
        systems.hubspot.users().create("contacts", Map.of("email", "ada@canarywood.example", "lastname", "L."));
        SyncReport first = run();
        UUID again = systems.dynamics
                .user("Ada")
                .create("contact", Map.of("emailaddress1", "ADA@canarywood.example", "lastname", "Lovelace"));
        SyncReport second = run();

        assertThat(first.count(Kind.ERASED)).isEqualTo(1);
        assertThat(second.count(Kind.ERASED)).isEqualTo(1);
        assertThat(first.writes() + second.writes()).isZero();
        assertThat(systems.dynamics.truth().live("contact")).hasSize(1);
        assertThat(runner.explain(RecordRef.parse("dynamics:contact/" + again)).text())
                .contains("EXCLUDED", "it was erased");
    }

    /** Nobody calls erase: HubSpot's privacy delete looks like a delete for good. */
    @Test
    void aPrivacyDeleteThatIsOnlySeenUndoesNothing() {
        systems.hubspot.users().privacyDelete("contacts", contact);
        assertThat(run().writes()).isZero();
        UUID id = systems.dynamics.truth().live("contact").get(0).id();
        systems.dynamics.user("Ada").edit("contact", id, Map.of("firstname", "Augusta"));

        assertThat(run().writes()).isZero();
        assertThat(systems.hubspot.truth().live("contacts")).isEmpty();
    }
}
