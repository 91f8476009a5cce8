package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.dynamics.ClientCredentials;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.connector.DynamicsConnector;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.IndexLag;
import java.time.Duration;

/** The two servers, simulated on loopback, and connectors to them as an application would make them. */
final class Systems implements AutoCloseable {
    static final ObjectType COMPANIES = new ObjectType(HubSpotConnector.SYSTEM, "companies");
    static final ObjectType ACCOUNT = new ObjectType(DynamicsConnector.SYSTEM, "account");

    /** How late HubSpot's search knows of a change: less than in reality, so that nobody has to wait. */
    static final Duration INDEX_LAG = Duration.ofMillis(200);

    private static final int TOO_MANY = 429;

    private static final Duration LONGEST_LAG = Duration.ofSeconds(2);

    private final HubSpotSimulator hubspot;
    private final DataverseSimulator dynamics;

    private Systems(HubSpotSimulator hubspot, DataverseSimulator dynamics) {
        this.hubspot = hubspot;
        this.dynamics = dynamics;
    }

    static Systems start(long seed) {
        return new Systems(
                HubSpotSimulator.builder()
                        .seed(seed)
                        .indexLag(IndexLag.constant(INDEX_LAG))
                        .start(),
                DataverseSimulator.builder().seed(seed).start());
    }

    HubSpotSimulator hubspot() {
        return hubspot;
    }

    DataverseSimulator dynamics() {
        return dynamics;
    }

    /** Both connectors, on connections of their own: a process that starts anew opens new ones. */
    Connectors connect() {
        HubSpotClient company = HubSpotClient.builder()
                .url(hubspot.uri().toString())
                .token(Secret.of(hubspot.token()))
                .build();
        TokenSource tokens = ClientCredentials.builder()
                .authority(dynamics.uri().toString())
                .tenant("contoso.example")
                .client(dynamics.clientId(), Secret.of(dynamics.clientSecret()))
                .resource(dynamics.uri().toString())
                .build();
        DynamicsClient account = DynamicsClient.builder()
                .url(dynamics.uri().toString())
                .tokens(tokens)
                .build();
        return new Connectors(
                HubSpotConnector.builder(company).indexLag(LONGEST_LAG).build(), DynamicsConnector.of(account));
    }

    /** Requests that both servers have had so far. */
    Calls calls() {
        return new Calls(
                hubspot.log().entries().size(), dynamics.log().entries().size());
    }

    /** Requests that a server refused because they were too many at a time. */
    long throttled() {
        return hubspot.log().count(entry -> entry.status() == TOO_MANY)
                + dynamics.log().count(entry -> entry.status() == TOO_MANY);
    }

    @Override
    public void close() {
        hubspot.close();
        dynamics.close();
    }

    /** How many HTTP requests went to each server. */
    record Calls(int hubspot, int dynamics) {
        Calls since(Calls before) {
            return new Calls(hubspot - before.hubspot, dynamics - before.dynamics);
        }

        @Override
        public String toString() {
            return hubspot + " calls to HubSpot, " + dynamics + " to Dynamics";
        }
    }

    /** HubSpot's connector and Dynamics' one. */
    record Connectors(HubSpotConnector hubspot, DynamicsConnector dynamics) implements AutoCloseable {
        Connector of(ObjectType type) {
            return type.system().equals(HubSpotConnector.SYSTEM) ? hubspot : dynamics;
        }

        @Override
        public void close() {
            hubspot.close();
            dynamics.close();
        }
    }
}
