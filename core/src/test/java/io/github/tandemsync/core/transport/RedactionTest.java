package io.github.tandemsync.core.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens, bodies and values never reach a log line, an exception or a {@code toString}. */
class RedactionTest {
    private static final String CANARY = "CANARY";

    private final StackFixture fixture = new StackFixture();
    private final RecordingLogger log = new RecordingLogger();

    static List<ScriptedTransport.Step> faults() {
        List<ScriptedTransport.Step> steps = new ArrayList<>();
        for (int status : new int[] {200, 301, 400, 401, 403, 404, 409, 429, 500, 503}) {
            steps.add(request -> ScriptedTransport.response(
                    status,
                    "{\"message\":\"CANARY-body\"}",
                    "Set-Cookie",
                    "CANARY-cookie",
                    "Location",
                    "https://x/CANARY-location",
                    "Authorization",
                    "CANARY-echo"));
        }
        steps.add(request -> {
            throw new IOException("reset");
        });
        steps.add(request -> {
            throw new NotSentException("refused");
        });
        return steps;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noCanaryAnywhere(ScriptedTransport.Step step) {
        for (int i = 0; i < 8; i++) {
            fixture.wire.then(step);
        }
        TokenSource tokens = TokenSource.refreshing(
                () -> new TokenSource.Fetched(
                        Secret.of("CANARY-token-" + fixture.wire.sent.size()), Duration.ofHours(1)),
                fixture.time);
        HttpStack stack = fixture.builder().tokens(tokens).log(log).build();
        ApiRequest request = ApiRequest.write(
                        Method.POST,
                        ApiPath.of("contacts", "CANARY@example.com").query("q", "CANARY-value"))
                .body("application/json", "CANARY-sent".getBytes(UTF_8));
        StringBuilder seen = new StringBuilder();
        try {
            ApiResponse response = stack.send(request);
            seen.append(response);
            if (!response.isSuccess()) {
                seen.append(trace(TransportException.of(request, response, "")));
                seen.append(trace(TransportException.unreadable(request, response, "not JSON")));
            }
        } catch (TransportException e) {
            seen.append(trace(e));
        }
        seen.append(request).append(tokens).append(fixture.wire.sent).append(request.headers());
        seen.append(fixture.wire.sent.get(0).headers());
        assertThat(fixture.wire.sent.get(0).headers().get("Authorization")).contains(CANARY);
        assertThat(seen.toString()).isNotEmpty().doesNotContain(CANARY);
        assertThat(log.lines).isNotEmpty().noneMatch(line -> line.contains(CANARY));
    }

    @Test
    void logsWhatHelps() {
        fixture.wire.then(200, "X-Correlation-Id", "c-1", "Content-Type", "application/json", "X-Other", "no");
        fixture.builder().log(log).build().send(StackFixture.search());
        assertThat(log.lines)
                .containsExactly("POST things/search -> 200 (2 bytes) in 0 ms"
                        + " [content-type: application/json, x-correlation-id: c-1]");
    }

    @Test
    void messagesCarryWhatHelps() {
        fixture.wire.then(403, "X-Correlation-Id", "c-9");
        ApiRequest request = StackFixture.read();
        TransportException fault =
                TransportException.of(request, fixture.stack().send(request), "MISSING_SCOPES");
        assertThat(fault)
                .hasMessage(
                        "GET things of api.example.com was answered with 403: MISSING_SCOPES (request id c-9). A right is missing: grant it"
                                + " to these credentials");
        assertThat(fault.category()).isEqualTo(Category.FORBIDDEN);
        assertThat(fault.status()).isEqualTo(403);
        assertThat(fault.requestId()).isEqualTo("c-9");
        assertThat(fault.mayHaveRun()).isFalse();
    }

    private static String trace(Throwable fault) {
        StringWriter out = new StringWriter();
        fault.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
