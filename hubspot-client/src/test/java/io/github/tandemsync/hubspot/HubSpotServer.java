package io.github.tandemsync.hubspot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.tandemsync.core.transport.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A HubSpot of single exchanges: what was set up is answered, once; everything else is 404. */
public final class HubSpotServer implements AutoCloseable {
    public static final String TOKEN = "pat-na1-CANARY-token";
    public static final String DATE = "Tue, 24 Nov 2026 10:00:00 GMT";

    // One for all tests: to start it costs more than all its answers.
    private static final WireMockServer SHARED = started();

    private final WireMockServer server = SHARED;
    private final Map<String, Integer> steps = new HashMap<>();

    public HubSpotServer() {
        server.resetAll();
    }

    private static WireMockServer started() {
        WireMockServer started =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        started.start();
        return started;
    }

    /** Answers with JSON; the same request set up again has the next answer. */
    public HubSpotServer on(String method, String path, int status, String body) {
        return on(method, path, json(status, body));
    }

    /** As before, for a certain query parameter. */
    public HubSpotServer on(String method, String path, String name, String value, int status, String body) {
        String key = method + path + name + value;
        MappingBuilder mapping = request(method, urlPathEqualTo(path)).withQueryParam(name, equalTo(value));
        server.stubFor(sequenced(mapping, key).willReturn(json(status, body)));
        return this;
    }

    public HubSpotServer on(String method, String path, ResponseDefinitionBuilder answer) {
        server.stubFor(
                sequenced(request(method, urlPathEqualTo(path)), method + path).willReturn(answer));
        return this;
    }

    /** Takes the request and hangs up. */
    public HubSpotServer hangsUp(String method, String path) {
        return on(method, path, aResponse().withFault(Fault.EMPTY_RESPONSE));
    }

    public static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json;charset=utf-8")
                .withHeader("Date", DATE)
                .withHeader("X-HubSpot-Correlation-Id", "corr-1")
                .withBody(body);
    }

    private MappingBuilder sequenced(MappingBuilder mapping, String key) {
        int step = steps.merge(key, 1, Integer::sum);
        return mapping.inScenario(key)
                .whenScenarioStateIs(step == 1 ? Scenario.STARTED : "step-" + step)
                .willSetStateTo("step-" + (step + 1));
    }

    /** Bodies of the requests to a path, in order. */
    public List<String> bodies(String path) {
        return requests().stream()
                .filter(sent -> sent.getUrl().split("\\?")[0].equals(path))
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }

    /** Method and address of every request, in order. */
    public List<String> calls() {
        return requests().stream()
                .map(sent -> sent.getMethod().getName() + " " + sent.getUrl())
                .toList();
    }

    public List<LoggedRequest> requests() {
        List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
        Collections.reverse(events);
        return events.stream().map(ServeEvent::getRequest).toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A client whose time passes only while it waits. */
    public HubSpotClient client() {
        FastTime time = new FastTime();
        return HubSpotClient.builder()
                .url(url())
                .token(Secret.of(TOKEN))
                .budget(PortalBudget.builder(100).clock(time).waiter(time).build())
                .http(http -> http.clock(time).waiter(time).jitter(() -> 0))
                .build();
    }

    @Override
    public void close() {
        server.resetAll();
    }
}
