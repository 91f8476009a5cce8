package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.dataverse.internal.odata.SyntaxFault;
import io.github.tandemsync.simulators.server.Handler;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The Web API as a whole: address, token, limits, headers, then one operation or a batch. */
final class WebApi implements Handler {
    static final String ROOT = "/api/data/v9.2/";

    private final URI base;
    private final World world;
    private final Router router;
    private final Tokens tokens;
    private final Limiter limiter;
    private final InstantSource clock;
    private final AtomicLong served = new AtomicLong();

    WebApi(URI base, World world, Tokens tokens, Limiter limiter, InstantSource clock) {
        this.base = base;
        this.world = world;
        this.router = new Router(world, base + ROOT);
        this.tokens = tokens;
        this.limiter = limiter;
        this.clock = clock;
    }

    @Override
    public Reply handle(Request request) {
        String id = Ids.named("request " + served.incrementAndGet()).toString();
        Reply reply = answer(request)
                .withHeader("x-ms-service-request-id", id)
                .withHeader("REQ_ID", id)
                .withHeader("x-ms-dop-hint", "4");
        for (Map.Entry<String, String> header : limiter.headers().entrySet()) {
            reply = reply.withHeader(header.getKey(), header.getValue());
        }
        return reply;
    }

    private Reply answer(Request request) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return tokens.issue(request);
        }
        if (!request.path().startsWith(ROOT)) {
            return Reply.html(404, "<html><body>Not found</body></html>").withLabel("elsewhere");
        }
        if (!tokens.good(request.bearer())) {
            return tokens.challenge();
        }
        try {
            HeaderCheck.check(request, world.tracking().behaviour().strictHeaders());
            Optional<BatchRequest> batch = request.path().equals(ROOT + "$batch")
                    ? Optional.of(BatchRequest.parse(request))
                    : Optional.empty();
            return limited(request, batch);
        } catch (SyntaxFault fault) {
            return Replies.error(Faults.malformed(String.valueOf(fault.getMessage())), Prefer.parse(""), "refused");
        } catch (DataverseFault fault) {
            return Replies.error(fault, Prefer.parse(""), "refused");
        }
    }

    private Reply limited(Request request, Optional<BatchRequest> batch) {
        int operations = batch.map(BatchRequest::operations).orElse(1);
        Optional<Reply> refusal = limiter.enter(clock.instant(), operations);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            Headers headers = request.headers();
            return batch.map(b ->
                            new BatchCalls(world, router).run(b, Prefer.parse(String.join(",", headers.all("Prefer")))))
                    .orElseGet(() -> router.route(request));
        } finally {
            limiter.leave();
        }
    }

    URI base() {
        return base;
    }
}
