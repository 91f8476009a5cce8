package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.core.transport.Waiter;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.ServiceBudget;
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
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The real connectors of both systems. */
public record Connectors(HubSpotConnector hubspot, DynamicsConnector dynamics) implements AutoCloseable {
    public static final ObjectType COMPANIES = new ObjectType(HubSpotConnector.SYSTEM, "companies");
    public static final ObjectType ACCOUNT = new ObjectType(DynamicsConnector.SYSTEM, "account");

    /** With the budgets of the smallest plans, where waiting moves the systems' clock. */
    static Connectors of(Systems systems) {
        return new Connectors(
                hubspot(systems, systems.hubspot.uri().toString(), systems.hubspot.token()),
                dynamics(systems, systems.dynamics.uri().toString(), systems.dynamics.token()));
    }

    static HubSpotConnector hubspot(Systems systems, String url, String token) {
        Waiter waiter = systems.clock::advance;
        return HubSpotConnector.of(HubSpotClient.builder()
                .url(url)
                .token(Secret.of(token))
                .budget(PortalBudget.builder(PortalBudget.SMALLEST_PLAN)
                        .clock(systems.clock)
                        .waiter(waiter)
                        .build())
                .http(on(systems.clock, waiter))
                .build());
    }

    static DynamicsConnector dynamics(Systems systems, String url, String token) {
        return dynamics(systems, url, TokenSource.fixed(Secret.of(token)));
    }

    static DynamicsConnector dynamics(Systems systems, String url, TokenSource tokens) {
        Waiter waiter = systems.clock::advance;
        return DynamicsConnector.of(DynamicsClient.builder()
                .url(url)
                .tokens(tokens)
                .budget(new ServiceBudget(ServiceBudget.DEFAULT_CONCURRENCY, systems.clock, waiter))
                .http(on(systems.clock, waiter))
                .build());
    }

    static UnaryOperator<HttpStack.Builder> on(InstantSource clock, Waiter waiter) {
        return http -> http.clock(clock).waiter(waiter).jitter(() -> 0.5);
    }

    /** What a resource of the folder {@code http} says. */
    static String text(String resource) {
        try (InputStream in = Connectors.class.getResourceAsStream("/http/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pair of a mapping in the folder {@code http}, checked against the live schemas. */
    ObjectPair pair(String resource) {
        return compile(Mappings.parse(resource, text(resource)));
    }

    public ObjectPair compile(Mapping mapping) {
        return mapping.compile(this::schema);
    }

    private ObjectSchema schema(ObjectType type) {
        return connector(type).schema(type);
    }

    private Connector connector(ObjectType type) {
        return type.system().equals(HubSpotConnector.SYSTEM) ? hubspot : dynamics;
    }

    @Override
    public void close() {
        hubspot.close();
        dynamics.close();
    }
}
