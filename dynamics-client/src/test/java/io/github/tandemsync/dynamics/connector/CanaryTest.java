package io.github.tandemsync.dynamics.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.BatchReply;
import io.github.tandemsync.dynamics.WireOrganisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes back, neither content nor the token is seen in an answer's text, an exception, or its causes. */
class CanaryTest extends ConnectorFixture {
    /** Also the beginning of the token, see {@link WireOrganisation#TOKEN}. */
    private static final String CANARY = "canary";

    static Stream<ResponseDefinitionBuilder> answers() {
        String error =
                "{\"error\":{\"code\":\"%s\",\"message\":\"The value 'canary' of canary@canary.example is bad\"}}";
        return Stream.of(
                WireOrganisation.json(200, "{\"value\":[{\"canary\":\"canary\""),
                WireOrganisation.json(200, "{\"value\":\"canary\"}"),
                WireOrganisation.json(200, "{\"value\":[\"canary\"]}"),
                WireOrganisation.json(
                        200, "{\"value\":[{\"@odata.etag\":7,\"accountid\":\"canary\",\"name\":{\"canary\":1}}]}"),
                WireOrganisation.json(
                        200, "{\"value\":[],\"@odata.nextLink\":\"https://canary.example/?$skiptoken=canary\"}"),
                WireOrganisation.json(200, "{\"value\":[],\"@odata.deltaLink\":\"canary canary\"}"),
                WireOrganisation.json(200, "{\"UserId\":\"canary\",\"OrganizationId\":\"canary\"}"),
                WireOrganisation.json(302, "canary").withHeader("Location", "https://canary.example/canary"),
                WireOrganisation.json(400, error.formatted("0x80060888")),
                WireOrganisation.json(400, error.formatted("canary@canary")),
                WireOrganisation.json(401, "canary"),
                WireOrganisation.json(403, error.formatted("0x80040220")),
                WireOrganisation.json(404, "<html>canary</html>"),
                WireOrganisation.json(412, error.formatted("0x80040237")),
                WireOrganisation.json(429, error.formatted("0x80072322")),
                WireOrganisation.json(500, "<html>canary</html>"),
                WireOrganisation.json(503, error.formatted("")),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                batch(BatchReply.part(200, "{\"accountid\":\"canary\"")),
                batch(BatchReply.part(200, row(1, ",\"name\":{\"canary\":\"canary\"}"))),
                batch(BatchReply.error(400, "0x80040265", "Plug-in says 'canary'")),
                batch(BatchReply.error(400, "0x80060888", "\\\"canary\\\" is not canary ltd")),
                batch("canary: canary\r\n\r\ncanary"));
    }

    private static ResponseDefinitionBuilder batch(String part) {
        return aResponse().withHeader("Content-Type", BatchReply.CONTENT_TYPE).withBody(BatchReply.body(part));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void nothingLeaks(ResponseDefinitionBuilder answer) {
        organisation.on("accounts", answer);
        organisation.on("WhoAmI", answer);
        organisation.on("EntityDefinitions(LogicalName='contact')", answer);
        organisation.onBatch(answer);
        Values values = Values.of("name", FieldValue.text("Canary Ltd"));
        List<Callable<Object>> calls = List.of(
                connector::identify,
                () -> connector.schema(CONTACT),
                () -> connector.access(Set.of(new AccessRequest(ACCOUNT, AccessRequest.Right.READ))),
                () -> connector.changes(new ChangeRequest(ACCOUNT, FeedMode.CHANGES, null, Set.of(), 9)),
                () -> connector.changes(
                        new ChangeRequest(ACCOUNT, FeedMode.CHANGES, new Cursor("$deltatoken=9"), Set.of(), 9)),
                () -> connector.changes(new ChangeRequest(ACCOUNT, FeedMode.BASELINE, null, Set.of("name"), 9)),
                () -> connector.read(new ReadRequest(ACCOUNT, List.of(id(1)), Set.of("name"))),
                () -> connector.write(
                        List.of(new WriteRequest.Create(ACCOUNT, new CreateKey(id(1)), values)), () -> {}),
                () -> connector.write(
                        List.of(new WriteRequest.Update(ref(1), new Stamp("W/\"1\""), values)), () -> {}));
        for (Callable<Object> call : calls) {
            assertThat(outcome(call)).doesNotContainIgnoringCase(CANARY);
        }
    }

    private static String outcome(Callable<Object> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception fault) {
            List<String> messages = new ArrayList<>();
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                messages.add(String.valueOf(cause));
            }
            return String.join("\n", messages);
        }
    }
}
