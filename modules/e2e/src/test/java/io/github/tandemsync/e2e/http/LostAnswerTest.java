package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write runs, its sender dies without the answer, and people go on before the next look. */
class LostAnswerTest {
    private static final Duration PAUSE = SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1);

    private final Systems systems = new Systems(portal -> portal.restoringMovesStamp(true));
    private final Connectors connectors = systems.connectors();
    private final AtomicBoolean dead = new AtomicBoolean();
    private final StateStore store = new PassingStore(new InMemoryStateStore(systems.clock)) {
        @Override
        public CommitResult commit(Lease lease, StateChange change) {
            if (dead.getAndSet(false)) {
                throw new Death();
            }
            return super.commit(lease, change);
        }
    };

    private SyncRunner runner = runner();

    private final String company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
    private final UUID account = systems.dynamics.user("Ada").create("account", Map.of("name", "Contoso"));

    @BeforeEach
    void bringInStep() {
        systems.clock.advance(PAUSE);
        connectors.hubspot().prepare(Connectors.COMPANIES);
        runner.pairs().enable("company-account");
        run();
    }

    @AfterEach
    void close() {
        runner.close();
        connectors.close();
        systems.close();
    }

    /** HubSpot's history tells that the write had run: so what the person emptied is a value that both sides had had. */
    @Test
    void whatAPersonClearsInARecordThatCameBackIsTheirWord() {
        phoneOfAccount("+49301111");
        dieAfterTheNext("/companies/batch/update");
        systems.hubspot.users().archive("companies", company);
        run();

        systems.hubspot.users().restore("companies", company);
        systems.hubspot.users().clear("companies", company, "phone");
        systems.dynamics.user("Ada").delete("account", account);
        run();
        systems.dynamics.user("Ada").restore("account", account);
        phoneOfAccount("+49302222");
        run();
        run();

        assertThat(phoneOfCompany()).isEqualTo("+49302222");
        assertThat(events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.before()).isEqualTo(Values.of("phone", FieldValue.EMPTY)));
    }

    /** HubSpot keeps no history of parents: that this one is ours is seen by what it is. */
    @Test
    void aParentThatAPersonTakesAwayIsNotBroughtBackByOurOwnWrite() {
        UUID parent = systems.dynamics.user("Ada").create("account", Map.of("name", "Holding"));
        run();
        run();
        Reference holding = new Reference("account", parent);
        systems.dynamics.user("Ada").reparent("account", account, "parentaccountid", holding);
        dieAfterTheNext("/companies/companies/batch/create");
        assertThat(systems.hubspot.truth().parent(company)).isPresent();

        systems.dynamics.user("Ada").reparent("account", account, "parentaccountid", null);
        run();
        run();

        assertThat(systems.hubspot.truth().parent(company)).isEmpty();
        assertThat(systems.dynamics
                        .truth()
                        .row("account", account)
                        .orElseThrow()
                        .value("parentaccountid"))
                .isNull();
    }

    /** The next runner goes on with the store, which knows that there was something to write. */
    private void dieAfterTheNext(String path) {
        systems.hubspot
                .hooks()
                .afterCommit((request, reply) ->
                        dead.compareAndSet(false, request.path().endsWith(path)));
        assertThatThrownBy(this::run).isInstanceOf(Death.class);
        systems.hubspot.hooks().clear();
        runner = runner();
    }

    private SyncRunner runner() {
        return systems.runner(connectors, store, connectors.pair("company-account-with-parent.yaml"))
                .holder("node")
                .build();
    }

    private void phoneOfAccount(String number) {
        systems.dynamics.user("Ada").edit("account", account, Map.of("telephone1", number));
    }

    private String phoneOfCompany() {
        return systems.hubspot.truth().find("companies", company).orElseThrow().value("phone");
    }

    private void run() {
        systems.clock.advance(PAUSE);
        runner.runOnce();
    }

    private List<HistoryEntry> events(Kind kind) {
        return store.history(HistoryQuery.of(new ConnectionId("contoso"))).stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
