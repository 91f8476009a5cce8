package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Account details and owners. */
final class AccountRoutes {
    private final Portal portal;
    private final Tokens tokens;

    AccountRoutes(Portal portal, Tokens tokens) {
        this.portal = portal;
        this.tokens = tokens;
    }

    Answer details(Call call) {
        if (!call.method().equals("GET") || !call.part(0).equals("details") || call.parts() != 1) {
            throw ApiError.noSuchPath();
        }
        ObjectNode body = Json.object();
        body.put("portalId", portal.settings().portalId());
        body.put("accountType", "STANDARD");
        body.put("timeZone", portal.settings().timeZone().getId());
        body.put("companyCurrency", "USD");
        body.putArray("additionalCurrencies");
        int offset = portal.settings()
                .timeZone()
                .getRules()
                .getOffset(portal.settings().clock().instant())
                .getTotalSeconds();
        body.put("utcOffsetMilliseconds", offset * 1000);
        body.put("uiDomain", "app.hubspot.com");
        body.put("dataHostingLocation", "na1");
        return Answer.ok(body);
    }

    /** Whose token the body names. An app with all scopes is told those of the types that the portal has. */
    Answer tokenInfo(Call call) {
        if (!call.method().equals("POST")) {
            throw ApiError.noSuchPath();
        }
        AppToken app = tokens.find(Json.text(call.body().path("tokenKey"))).orElseThrow(ApiError::notFound);
        ObjectNode body = Json.object();
        body.put("userId", 9586504);
        body.put("hubId", portal.settings().portalId());
        body.put("appId", app.appId());
        ArrayNode scopes = body.putArray("scopes");
        new TreeSet<>(app.scopes().isEmpty() ? allScopes() : app.scopes()).forEach(scopes::add);
        return Answer.ok(body);
    }

    private static Set<String> allScopes() {
        Set<String> all = new TreeSet<>(Set.of("oauth", "crm.objects.owners.read"));
        for (ObjectTypeDef type : ObjectTypes.ALL) {
            for (String right : List.of("read", "write")) {
                all.add("crm.objects." + type.name() + "." + right);
                all.add("crm.schemas." + type.name() + "." + right);
            }
        }
        return all;
    }

    Answer owners(Call call) {
        call.requireScope("crm.objects.owners.read");
        if (!call.method().equals("GET") || call.parts() > 1) {
            throw ApiError.noSuchPath();
        }
        return call.parts() == 0 ? list(call) : one(call);
    }

    private Answer one(Call call) {
        boolean byUser = call.parameter("idProperty").filter("userId"::equals).isPresent();
        Optional<Owner> owner = byUser
                ? portal.owners().findByUser(call.part(0))
                : portal.owners().find(call.part(0));
        return Answer.ok(json(
                owner.filter(found -> found.archived() == call.flag("archived")).orElseThrow(ApiError::notFound)));
    }

    private Answer list(Call call) {
        int limit = call.limit(100, 500);
        long after = Long.parseLong(call.parameter("after").orElse("0"));
        List<Owner> owners = portal.owners().all().stream()
                .filter(owner -> owner.archived() == call.flag("archived"))
                .filter(owner -> call.parameter("email")
                        .map(owner.email()::equalsIgnoreCase)
                        .orElse(true))
                .filter(owner -> owner.id() >= after)
                .toList();
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        owners.stream().limit(limit).forEach(owner -> results.add(json(owner)));
        if (owners.size() > limit) {
            Paging.next(body, call.request(), Long.toString(owners.get(limit).id()));
        }
        return Answer.ok(body);
    }

    private static ObjectNode json(Owner owner) {
        ObjectNode node = Json.object();
        node.put("id", Long.toString(owner.id()));
        node.put("email", owner.email());
        node.put("firstName", owner.firstName());
        node.put("lastName", owner.lastName());
        node.put("type", "PERSON");
        // An inactive user keeps only the second of the two.
        node.put("userId", owner.archived() ? null : owner.userId());
        node.put("userIdIncludingInactive", owner.userId());
        node.put("createdAt", "2024-01-15T09:00:00Z");
        node.put("updatedAt", "2024-01-15T09:00:00Z");
        node.put("archived", owner.archived());
        return node;
    }
}
