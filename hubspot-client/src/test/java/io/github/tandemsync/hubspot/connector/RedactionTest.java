package io.github.tandemsync.hubspot.connector;

import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the token nor a value is in what comes out of a failing call. */
class RedactionTest {
    private final Fixture fixture = Fixture.described();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 207, 301, 400, 401, 403, 404, 409, 414, 423, 429, 477, 500, 503})
    void noCanaryInAnswersOrExceptions(int status) {
        String body =
                "{\"status\":\"error\",\"message\":\"CANARY-value was refused, mail CANARY@example.com\",\"category\":\"X\"}";
        for (int i = 0; i < 5; i++) {
            fixture.server.on("POST", OBJECTS + "/batch/create", status, body);
            fixture.server.on("POST", Fixture.READ, status, body.replace("CANARY-value", "it"));
        }
        StringBuilder seen = new StringBuilder();
        WriteRequest create =
                new WriteRequest.Create(COMPANIES, new CreateKey(Fixture.KEY), values("name", "CANARY-value"));
        collect(seen, () -> fixture.connector.write(List.of(create), () -> {}).toString());
        collect(
                seen,
                () -> fixture.connector
                        .read(new ReadRequest(COMPANIES, List.of("1"), Set.of("name")))
                        .toString());
        seen.append(fixture.connector).append(create);
        assertThat(seen.toString()).isNotEmpty().doesNotContain("CANARY");
    }

    private interface Step {
        String run();
    }

    private static void collect(StringBuilder seen, Step step) {
        try {
            seen.append(step.run());
        } catch (ConnectorException e) {
            StringWriter out = new StringWriter();
            e.printStackTrace(new PrintWriter(out));
            seen.append(out);
        }
    }
}
