package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.PortalBudget;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.mapping.Mapping;
import io.github.tandemsync.mapping.Mappings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * A sync as an application would set it up, but that it waits for seconds where an application waits for minutes.
 *
 * @param hubspot address
 * @param dynamics address
 */
record Site(String hubspot, String hubspotToken, String dynamics, String dynamicsToken) {
    static final String CONNECTION = "contoso";
    static final String PAIR = "company-account";

    /** Longer than the search of the simulated portal lags. */
    static final Duration INDEX_LAG = Duration.ofSeconds(1);

    /** Longer than a request that the child had sent may still be on its way when the child is dead. */
    static final Duration SETTLE_TIME = Duration.ofSeconds(1);

    static final Duration LEASE_TERM = Duration.ofSeconds(2);
    private static final int UNLIMITED = 10_000;
    private static final Duration REMOVAL_SCAN = Duration.ofMillis(500);
    private static final Duration REFERENCE_SCAN = Duration.ofMillis(500);

    HubSpotConnector hubspotConnector() {
        HubSpotClient client = HubSpotClient.builder()
                .url(hubspot)
                .token(Secret.of(hubspotToken))
                .budget(PortalBudget.builder(UNLIMITED).build())
                .build();
        return HubSpotConnector.builder(client).indexLag(INDEX_LAG).build();
    }

    DynamicsConnector dynamicsConnector() {
        return DynamicsConnector.of(DynamicsClient.builder()
                .url(dynamics)
                .tokens(TokenSource.fixed(Secret.of(dynamicsToken)))
                .build());
    }

    /** A runner with the pair enabled; it takes the lease, so that another holder's has to have run out. */
    static SyncRunner runner(HubSpotConnector left, DynamicsConnector right, StateStore store, String holder) {
        SyncRunner runner = SyncRunner.builder()
                .connection(CONNECTION)
                .left(left)
                .right(right)
                .stateStore(store)
                .pair(mapping().compile(type -> schema(left, right, type)))
                .holder(holder)
                .leaseTerm(LEASE_TERM)
                .settleTime(SETTLE_TIME)
                .removalScan(REMOVAL_SCAN)
                .referenceScan(REFERENCE_SCAN)
                .build();
        runner.pairs().enable(PAIR);
        runner.pairs().consentToRemovals(PAIR, 10_000);
        return runner;
    }

    private static ObjectSchema schema(HubSpotConnector left, DynamicsConnector right, ObjectType type) {
        return type.system().equals(HubSpotConnector.SYSTEM) ? left.schema(type) : right.schema(type);
    }

    static Mapping mapping() {
        try (InputStream in = Site.class.getResourceAsStream("/http/kill.yaml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Mappings.parse("kill.yaml", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
