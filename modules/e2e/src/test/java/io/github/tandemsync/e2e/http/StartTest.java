package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A runner that was started once picks up what people do on either side, without anybody asking it to. */
@Tag("long")
class StartTest {
    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final CountDownLatch created = new CountDownLatch(2);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch updated = new CountDownLatch(1);
    private final SyncRunner runner = SyncRunner.builder()
            .connection("contoso")
            .left(connectors.hubspot())
            .right(connectors.dynamics())
            .stateStore(new InMemoryStateStore(systems.clock))
            .pair(connectors.pair("company-account.yaml"))
            .clock(systems.clock)
            .listener(new SyncListener() {
                @Override
                public void happened(HistoryEntry event) {
                    if (event.kind() == Kind.CREATED) {
                        created.countDown();
                    }
                    if (event.kind() == Kind.UPDATED) {
                        updated.countDown();
                    }
                }

                /** Time goes on between two runs. */
                @Override
                public void ended(SyncReport report) {
                    told.add(report.text());
                    synchronized (systems.clock) {
                        systems.clock.advance(Duration.ofMinutes(3));
                    }
                }

                @Override
                public void failed(String message, Instant next) {
                    told.add(message);
                }
            })
            .build();

    @AfterEach
    void close() {
        runner.close();
        connectors.close();
        systems.close();
    }

    @Test
    void picksUpAnEdit() throws InterruptedException {
        connectors.hubspot().prepare(Connectors.COMPANIES);
        String company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
        systems.dynamics.user("Ada").create("account", Map.of("name", "Fabrikam"));
        runner.pairs().enable("company-account");

        runner.start(Duration.ofMillis(1));
        assertThat(created.await(1, TimeUnit.MINUTES)).as("%s", told).isTrue();
        synchronized (systems.clock) { // else it may have a version of before three minutes passed, and show after them
            systems.hubspot.users().edit("companies", company, Map.of("phone", "+49301234"));
        }
        assertThat(updated.await(1, TimeUnit.MINUTES)).as("%s", told).isTrue();
        runner.close();

        assertThat(systems.dynamics.truth().live("account"))
                .extracting(account -> String.valueOf(account.value("name")) + " " + account.value("telephone1"))
                .containsExactlyInAnyOrder("Contoso +49301234", "Fabrikam null");
        assertThat(systems.hubspot.truth().live("companies")).hasSize(2);
    }
}
