package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.hubspot.Gateway.Sent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users and queues that may own records. Safe for use by several threads. Shapes: HubSpot's OpenAPI files of 2026-09, owners. */
public final class Owners {
    private static final int PAGE = 100;

    private final Gateway gateway;

    Owners(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * One page; those of former users only where asked for.
     *
     * @param after where the page starts; null for the first
     */
    public Page list(@Nullable String after, boolean archived) {
        ApiPath path = ApiPath.of("crm", "owners", HubSpotClient.API_VERSION)
                .query("limit", Integer.toString(PAGE))
                .query("archived", Boolean.toString(archived));
        ObjectNode answer = gateway.results(Sent.get(after == null ? path : path.query("after", after)));
        List<Owner> owners = new ArrayList<>();
        answer.path("results").forEach(node -> owners.add(owner(node)));
        return new Page(owners, Json.text(answer.path("paging").path("next"), "after"));
    }

    private static Owner owner(JsonNode node) {
        return new Owner(
                Json.textOr(node, "id", ""),
                Json.text(node, "email"),
                Json.textOr(node, "firstName", ""),
                Json.textOr(node, "lastName", ""),
                Json.text(node, "userId"),
                Json.textOr(node, "type", ""),
                Json.flag(node, "archived"));
    }

    /** A page of owners; {@code after} is null at the end. */
    public record Page(List<Owner> owners, @Nullable String after) {
        public Page {
            owners = List.copyOf(owners);
        }
    }

    /**
     * An owner. {@code toString} shows the id only.
     *
     * @param id the value of {@code hubspot_owner_id}, not the user's id
     * @param email null for a queue
     * @param userId null for a queue or a former user
     * @param type {@code PERSON} or {@code QUEUE}; HubSpot may add others
     */
    public record Owner(
            String id,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable String userId,
            String type,
            boolean archived) {
        @Override
        public String toString() {
            return "owner " + id;
        }
    }
}
