package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.server.Handler;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.util.Optional;
import java.util.UUID;

/** The HTTP side of the portal: address, token, limits, then the operation. One request at a time holds the portal's lock. */
final class HubSpotApi implements Handler {
    private static final int MAX_TARGET = 8_000;

    private final Portal portal;
    private final Tokens tokens;
    private final Limiter limiter;
    private final ObjectRoutes objects;
    private final BatchRoutes batches;
    private final SearchRoutes searches;
    private final AssociationRoutes associations;
    private final AssociationBatchRoutes associationBatches;
    private final PropertyRoutes properties;
    private final AccountRoutes account;

    HubSpotApi(Portal portal, Tokens tokens) {
        this.portal = portal;
        this.tokens = tokens;
        limiter = new Limiter(portal.settings());
        objects = new ObjectRoutes(portal);
        batches = new BatchRoutes(portal);
        searches = new SearchRoutes(portal);
        associations = new AssociationRoutes(portal);
        associationBatches = new AssociationBatchRoutes(portal);
        properties = new PropertyRoutes(portal);
        account = new AccountRoutes(portal, tokens);
    }

    @Override
    public Reply handle(Request request) {
        if (request.target().length() > MAX_TARGET) {
            return HubSpotAnswers.uriTooLong().withLabel("too-long");
        }
        synchronized (portal) {
            Optional<Route> route = Route.of(request.segments());
            String label = route.map(found -> found.label(request.method())).orElse("no-such-path");
            String correlationId = correlationId();
            return admitted(request, route, correlationId)
                    .withHeader("X-HubSpot-Correlation-Id", correlationId)
                    .withLabel(label);
        }
    }

    private Reply admitted(Request request, Optional<Route> route, String correlationId) {
        Optional<AppToken> app = request.bearer().flatMap(tokens::find);
        if (app.isEmpty()) {
            return request.bearer().filter(tokens::isExpired).isPresent()
                    ? HubSpotAnswers.expired()
                    : HubSpotAnswers.unauthorized();
        }
        boolean search = route.filter(HubSpotApi::isSearch).isPresent();
        Reply reply =
                limiter.refusal(app.get(), search).orElseGet(() -> answered(request, route, app.get(), correlationId));
        return limiter.withHeaders(reply, app.get(), search);
    }

    private Reply answered(Request request, Optional<Route> route, AppToken app, String correlationId) {
        try {
            Call call = new Call(request, route.orElseThrow(ApiError::noSuchPath), app);
            return dispatch(call).reply();
        } catch (ApiError error) {
            return Reply.json(error.status(), error.body(correlationId).toString());
        } finally {
            portal.runAfterwards();
        }
    }

    private Answer dispatch(Call call) {
        return switch (call.route().area()) {
            case "objects" -> objects(call);
            case "properties" -> properties.answer(call);
            case "associations" -> associationBatches.answer(call);
            case "owners" -> account.owners(call);
            case "account-info" -> account.details(call);
            case "oauth" -> account.tokenInfo(call);
            default -> throw ApiError.noSuchPath();
        };
    }

    private Answer objects(Call call) {
        if (isSearch(call.route()) && call.method().equals("POST")) {
            return searches.answer(call);
        }
        if (call.part(1).equals("batch") && call.parts() == 3) {
            return batches.answer(call);
        }
        return call.part(2).equals("associations") ? associations.answer(call) : objects.answer(call);
    }

    private static boolean isSearch(Route route) {
        return route.area().equals("objects")
                && route.rest().size() == 2
                && route.rest().get(1).equals("search");
    }

    private String correlationId() {
        return new UUID(
                        portal.settings().random().nextLong(),
                        portal.settings().random().nextLong())
                .toString();
    }
}
