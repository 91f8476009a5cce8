package io.github.tandemsync.dynamics;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** An organisation of canned answers on loopback, and a client for it that never waits. */
public final class WireOrganisation implements AutoCloseable {
    /** Where the API starts. */
    public static final String ROOT = "/api/data/v9.2/";

    /** The token that the client sends; it must never be seen elsewhere. */
    public static final String TOKEN = "canary-token";

    /** One for all tests: they run one after the other, and a start takes longer than a test. */
    private static final WireMockServer SERVER = started();

    private final WireMockServer server = SERVER;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final DynamicsClient client;

    private static WireMockServer started() {
        WireMockServer started = new WireMockServer(
                options().dynamicPort().bindAddress("127.0.0.1").jettyHeaderRequestSize(65_536));
        started.start();
        return started;
    }

    public WireOrganisation() {
        server.resetAll();
        client = DynamicsClient.builder()
                .url(url())
                .tokens(TokenSource.fixed(Secret.of(TOKEN)))
                .budget(new ServiceBudget(ServiceBudget.DEFAULT_CONCURRENCY, now::get, this::pass))
                .http(http -> http.retries(0))
                .build();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The address of something below the API's root. */
    public String api(String below) {
        return url() + ROOT + below;
    }

    public DynamicsClient client() {
        return client;
    }

    /** Answers a GET whose path, without its query, is the given one. */
    public void onGet(String path, String json) {
        server.stubFor(get(urlPathEqualTo(ROOT + path)).willReturn(json(200, json)));
    }

    /** Answers a GET of exactly this path and query. */
    public void onExactGet(String pathAndQuery, String json) {
        server.stubFor(get(urlEqualTo(ROOT + pathAndQuery)).willReturn(json(200, json)));
    }

    /** Answers whatever is asked there. */
    public void on(String path, int status, String json, String... headers) {
        answer(any(urlPathEqualTo(ROOT + path)), json(status, json), headers);
    }

    /** Answers with something that is built here. */
    public void on(String path, ResponseDefinitionBuilder response) {
        server.stubFor(any(urlPathEqualTo(ROOT + path)).willReturn(response));
    }

    /** Answers a batch that has the given text in it. */
    public void onBatch(String containing, String... parts) {
        onBatch(containing, 200, BatchReply.body(parts));
    }

    public void onBatch(String containing, int status, String body) {
        server.stubFor(post(urlEqualTo(ROOT + "$batch"))
                .withRequestBody(containing(containing))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", BatchReply.CONTENT_TYPE)
                        .withBody(body)));
    }

    /** Answers every batch in another way. */
    public void onBatch(ResponseDefinitionBuilder response) {
        server.stubFor(post(urlEqualTo(ROOT + "$batch")).willReturn(response));
    }

    private void answer(MappingBuilder request, ResponseDefinitionBuilder response, String... headers) {
        for (String header : headers) {
            int colon = header.indexOf(':');
            response.withHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        server.stubFor(request.willReturn(response));
    }

    public static ResponseDefinitionBuilder json(int status, String json) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; odata.metadata=minimal")
                .withBody(json);
    }

    /** What was asked so far, oldest first. */
    public List<LoggedRequest> requests() {
        return Stream.of(server.getAllServeEvents())
                .flatMap(List::stream)
                .map(event -> event.getRequest())
                .sorted(java.util.Comparator.comparing(LoggedRequest::getLoggedDate))
                .toList();
    }

    /** The last thing that was asked. */
    public LoggedRequest last() {
        return server.getAllServeEvents().get(0).getRequest();
    }

    /** Forgets what was asked. */
    public void forget() {
        server.resetRequests();
    }

    /** Answers the description of the account table, so far as the tests need it. */
    public void describeAccounts() {
        AccountMetadata.describe(this);
    }

    @Override
    public void close() {
        client.close();
        server.resetAll();
    }
}
