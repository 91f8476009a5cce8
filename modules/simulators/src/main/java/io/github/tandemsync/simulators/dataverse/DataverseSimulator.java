package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.server.FaultPlan;
import io.github.tandemsync.simulators.server.Front;
import io.github.tandemsync.simulators.server.Hooks;
import io.github.tandemsync.simulators.server.LoopbackServer;
import io.github.tandemsync.simulators.server.Pause;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.RequestLog;
import io.github.tandemsync.simulators.server.SystemWiring;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Dataverse organisation with the Web API v9.2 at {@code uri() + "/api/data/v9.2/"}. It starts with the tables
 * account, contact, lead and those they need, one application user, three currencies (USD is the base) and no data.
 *
 * <p>Thread safe; {@code close} ends all connections and keeps what is stored readable.
 */
public final class DataverseSimulator implements AutoCloseable {
    private final World world;
    private final Front front;
    private final @Nullable LoopbackServer server;
    private final URI uri;
    private final Tokens tokens;

    private DataverseSimulator(Builder builder) {
        world = new World(builder.clock, builder.seed, builder.behaviour);
        AtomicReference<WebApi> api = new AtomicReference<>();
        front = new Front(
                request -> {
                    WebApi ready = api.get();
                    return ready == null ? Reply.empty(503) : ready.handle(request);
                },
                builder.clock,
                builder.pause);
        server = builder.offline == null ? LoopbackServer.start(front, "dataverse-simulator") : null;
        uri = server == null ? Objects.requireNonNull(builder.offline) : server.uri();
        tokens = new Tokens(uri, builder.seed, builder.clock);
        api.set(new WebApi(uri, world, tokens, new Limiter(builder.protection), builder.clock));
    }

    /** A builder with the defaults of {@link Builder}. */
    public static Builder builder() {
        return new Builder();
    }

    /** The organisation's root, such as {@code http://127.0.0.1:4031}, without a slash at its end. */
    public URI uri() {
        return uri;
    }

    /** An access token that is good until {@link Admin#revokeAccessTokens}. */
    public String token() {
        return tokens.fixed();
    }

    /** {@code client_id} for the token endpoint {@code uri() + "/{tenant}/oauth2/v2.0/token"}. */
    public String clientId() {
        return Tokens.CLIENT_ID;
    }

    /** {@code client_secret} for the token endpoint. */
    public String clientSecret() {
        return Tokens.CLIENT_SECRET;
    }

    /** The organisation's id, as {@code WhoAmI} tells it. */
    public UUID organizationId() {
        return world.locked(world::organizationId);
    }

    /** The {@code systemuserid} under which the Web API writes. */
    public UUID applicationUser() {
        return world.directory().applicationUser;
    }

    /** The id of a currency by its code: {@code USD}, {@code EUR} or {@code JPY}. */
    public UUID currency(String isoCode) {
        return Ids.named("currency " + world.directory().organizationId + " " + isoCode);
    }

    /** What a person does; the person is made when first needed. */
    public User user(String name) {
        return new User(world, name);
    }

    /** What an administrator does. */
    public Admin admin() {
        return new Admin(world, tokens);
    }

    /** What is stored. */
    public Truth truth() {
        return new Truth(world);
    }

    /** The customer's code that runs on every save. */
    public Plugins plugins() {
        return world.plugins();
    }

    /** All requests so far. */
    public RequestLog log() {
        return front.log();
    }

    /** What is to go wrong. */
    public FaultPlan faults() {
        return front.faults();
    }

    /** Callbacks when a request arrives and after its commit. */
    public Hooks hooks() {
        return front.hooks();
    }

    /** The door for requests without a socket. */
    public Front front() {
        return front;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /**
     * Builds a simulator. Defaults: the machine's clock, seed 1, {@link Behaviour#HARD}, no service protection limits, a port of
     * its own on loopback.
     */
    public static final class Builder {
        private InstantSource clock = SystemWiring.clock();
        private Pause pause = SystemWiring.pause();
        private long seed = 1;
        private Behaviour behaviour = Behaviour.HARD;
        private @Nullable ServiceProtection protection;
        private @Nullable URI offline;

        private Builder() {}

        /** Server time. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** How delays of the fault plan wait. */
        public Builder pause(Pause waiting) {
            pause = waiting;
            return this;
        }

        /** Where ids come from; equal seeds and equal requests give equal ids. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Behaviour where the vendor's documents are silent. */
        public Builder behaviour(Behaviour chosen) {
            behaviour = chosen;
            return this;
        }

        /** Switches service protection limits on. */
        public Builder serviceProtection(ServiceProtection limits) {
            protection = limits;
            return this;
        }

        /** Opens no socket: requests come through {@link DataverseSimulator#front}, links start with this root. */
        public Builder offline(URI root) {
            offline = root;
            return this;
        }

        /** Starts the simulator. */
        public DataverseSimulator start() {
            return new DataverseSimulator(this);
        }
    }
}
