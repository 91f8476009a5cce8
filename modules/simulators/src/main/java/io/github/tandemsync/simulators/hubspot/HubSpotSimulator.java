package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.server.Delivery;
import io.github.tandemsync.simulators.server.FaultPlan;
import io.github.tandemsync.simulators.server.Front;
import io.github.tandemsync.simulators.server.Hooks;
import io.github.tandemsync.simulators.server.LoopbackServer;
import io.github.tandemsync.simulators.server.Request;
import io.github.tandemsync.simulators.server.RequestLog;
import java.net.URI;
import java.util.List;

/**
 * A HubSpot account on loopback: companies, contacts, deals and products with properties, history, search, batches, associations
 * and owners, by the paths of the releases 2026-09 and 2026-03 and by the {@code v3}/{@code v4} ones.
 *
 * <pre>{@code
 * try (HubSpotSimulator hubspot = HubSpotSimulator.builder().start()) {
 *     String id = hubspot.users().create("companies", Map.of("name", "Contoso"));
 *     // GET hubspot.uri() + "/crm/objects/2026-09/companies/" + id with hubspot.token()
 * }
 * }</pre>
 *
 * <p>Nothing is kept on disk. Thread safe: one request or user action at a time changes the account. {@code close} ends the server
 * and all its connections.
 */
public final class HubSpotSimulator implements AutoCloseable {
    private final Portal portal;
    private final Front front;
    private final LoopbackServer server;
    private final String token;
    private final HubSpotUsers users;
    private final HubSpotAdmin admin;
    private final HubSpotTruth truth;

    HubSpotSimulator(HubSpotSimulatorBuilder builder) {
        portal = new Portal(builder.settings());
        List<AppToken> apps = builder.apps();
        Tokens tokens = new Tokens();
        apps.forEach(tokens::accept);
        token = apps.get(0).token();
        front = new Front(new HubSpotApi(portal, tokens), portal.settings().clock(), builder.pause());
        users = new HubSpotUsers(portal, 9586504);
        admin = new HubSpotAdmin(portal, tokens);
        truth = new HubSpotTruth(portal);
        server = LoopbackServer.start(front, "hubspot-simulator");
    }

    /** A simulator with the defaults that {@link HubSpotSimulatorBuilder} lists. */
    public static HubSpotSimulatorBuilder builder() {
        return new HubSpotSimulatorBuilder();
    }

    /** The base address, such as {@code http://127.0.0.1:4030}. */
    public URI uri() {
        return server.uri();
    }

    /** The token of the first app. */
    public String token() {
        return token;
    }

    /** The id of the account, as {@code account-info} tells it. */
    public long portalId() {
        return portal.settings().portalId();
    }

    /** Takes one request without a socket, with the same log, faults and hooks. */
    public Delivery exchange(Request request) {
        return front.exchange(request);
    }

    /** All requests so far. */
    public RequestLog log() {
        return front.log();
    }

    /** What is to go wrong. */
    public FaultPlan faults() {
        return front.faults();
    }

    /** Callbacks before and after a request is carried out. */
    public Hooks hooks() {
        return front.hooks();
    }

    /** What people do in the CRM. */
    public HubSpotUsers users() {
        return users;
    }

    /** What an administrator does: properties, options, owners, tokens. */
    public HubSpotAdmin admin() {
        return admin;
    }

    /** What is really stored, and who wrote it. */
    public HubSpotTruth truth() {
        return truth;
    }

    @Override
    public void close() {
        server.close();
    }
}
