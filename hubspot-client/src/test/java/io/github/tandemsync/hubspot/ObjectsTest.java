package io.github.tandemsync.hubspot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.TransportException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsTest {
    private static final String ROOT = "/crm/objects/2026-09/companies";
    private static final String CONTOSO = """
            {"id":"512","properties":{"name":"Contoso","domain":null,"numberofemployees":"7","new_thing":"x"},
             "createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-02-03T04:05:06.789Z","archived":false,
             "url":"https://app.hubspot.com/x","futureMember":{"a":[1,"b"]}}""";

    private final HubSpotServer server = new HubSpotServer();
    private final HubSpotClient client = server.client();
    private final Objects companies = client.objects("companies");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void readsARecordWithWhatItHasNoNameFor() {
        server.on("GET", ROOT + "/512", 200, CONTOSO);
        HubSpotObject contoso = companies.get("512", List.of("name", "domain")).orElseThrow();
        assertThat(contoso.id()).isEqualTo("512");
        assertThat(contoso.property("name")).isEqualTo("Contoso");
        assertThat(contoso.property("domain")).isEmpty();
        assertThat(contoso.property("phone")).isNull();
        assertThat(contoso.property("new_thing")).isEqualTo("x");
        assertThat(contoso.updatedAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
        assertThat(contoso.other())
                .containsEntry("futureMember", "{\"a\":[1,\"b\"]}")
                .containsKey("url");
        assertThat(contoso.toString()).doesNotContain("Contoso");
        assertThat(server.calls()).containsExactly("GET " + ROOT + "/512?properties=name,domain");
        assertThat(server.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer " + HubSpotServer.TOKEN);
    }

    @Test
    void aRecordThatIsNotThereIsEmpty() {
        server.on("GET", ROOT + "/513", 404, "{\"status\":\"error\",\"message\":\"resource not found\"}");
        assertThat(companies.get("513", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1/2", "../1", "1?x=y", "123456789012345678901"})
    void anIdIsDigits(String id) {
        assertThatThrownBy(() -> companies.get(id, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void createsUpdatesAndArchives() {
        server.on("POST", ROOT, 201, CONTOSO).on("PATCH", ROOT + "/512", 200, CONTOSO);
        server.on("DELETE", ROOT + "/512", aResponse().withStatus(204));
        ObjectCreate.AssociationTo parent = new ObjectCreate.AssociationTo("9", Associations.CHILD_TO_PARENT_COMPANY);
        companies.create(new ObjectCreate(new TreeMap<>(Map.of("name", "Contoso")), List.of(parent), null));
        companies.update(new ObjectUpdate("512", new TreeMap<>(Map.of("domain", "")), null));
        companies.archive("512");
        assertThat(server.bodies(ROOT))
                .containsExactly("{\"properties\":{\"name\":\"Contoso\"},\"associations\":[{\"to\":{\"id\":\"9\"},"
                        + "\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\",\"associationTypeId\":14}]}]}");
        assertThat(server.bodies(ROOT + "/512")).containsExactly("{\"properties\":{\"domain\":\"\"}}", "");
    }

    @Test
    void listsAPage() {
        server.on(
                "GET",
                ROOT,
                200,
                "{\"results\":[" + CONTOSO
                        + "],\"paging\":{\"next\":{\"after\":\"513\",\"link\":\"https://evil.example/\"}}}");
        ObjectPage page = companies.list(new ObjectList(List.of("name"), true, 100, "511"));
        assertThat(page.results()).hasSize(1);
        assertThat(page.after()).isEqualTo("513");
        assertThat(page.serverTime()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(server.calls())
                .containsExactly("GET " + ROOT + "?limit=100&after=511&properties=name&archived=true");
    }

    @Test
    void searches() {
        server.on(
                "POST",
                ROOT + "/search",
                200,
                "{\"total\":38,\"results\":[" + CONTOSO + "],\"paging\":{\"next\":{\"after\":\"1\"}}}");
        ObjectPage page = companies.search(new ObjectSearch(
                List.of(new ObjectSearch.Filter("hs_lastmodifieddate", "GTE", "1579514400000")),
                "hs_object_id",
                List.of("name"),
                200,
                null));
        assertThat(page.total()).isEqualTo(38);
        assertThat(server.bodies(ROOT + "/search"))
                .containsExactly(
                        "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"hs_lastmodifieddate\",\"operator\":\"GTE\","
                                + "\"value\":\"1579514400000\"}]}],\"sorts\":[{\"propertyName\":\"hs_object_id\","
                                + "\"direction\":\"ASCENDING\"}],\"properties\":[\"name\"],\"limit\":200}");
    }

    @Test
    void readsABatchOfWhichSomeAreMissing() {
        server.on(
                "POST",
                ROOT + "/batch/read",
                207,
                "{\"status\":\"COMPLETE\",\"results\":[" + CONTOSO
                        + "],\"numErrors\":1,\"errors\":[{\"status\":\"error\","
                        + "\"category\":\"OBJECT_NOT_FOUND\",\"message\":\"Could not get some COMPANY objects\","
                        + "\"context\":{\"ids\":[\"9\"]}}]}");
        BatchResult result = companies.batchRead(BatchRead.of(List.of("9", "512"), List.of("name")));
        assertThat(result.results()).extracting(HubSpotObject::id).containsExactly("512");
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.category()).isEqualTo("OBJECT_NOT_FOUND");
            assertThat(error.ids()).containsExactly("9");
        });
        assertThat(server.calls()).containsExactly("POST " + ROOT + "/batch/read?archived=false");
    }

    @Test
    void readsFormerValues() {
        server.on("POST", ROOT + "/batch/read", 200, """
                {"status":"COMPLETE","results":[{"id":"1","properties":{},"updatedAt":"2026-02-03T04:05:06Z","archived":false,
                 "propertiesWithHistory":{"name":[{"value":"B","timestamp":"2026-02-03T04:05:06Z","sourceType":"CRM_UI",
                 "sourceId":"userId:9"},{"value":null,"timestamp":"2026-01-01T00:00:00Z","sourceType":"BRAND_NEW_SOURCE"}]}}]}""");
        HubSpotObject one = companies
                .batchRead(BatchRead.of(List.of("1"), List.of()).history(List.of("name")))
                .results()
                .get(0);
        assertThat(one.history().get("name"))
                .containsExactly(
                        new PropertyVersion("B", Instant.parse("2026-02-03T04:05:06Z"), "CRM_UI", "userId:9", ""),
                        new PropertyVersion("", Instant.parse("2026-01-01T00:00:00Z"), "BRAND_NEW_SOURCE", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"results\":null}",
                "{\"results\":{}}",
                "{\"results\":[{\"id\":\"1\"}]}",
                "{\"results\":[{\"id\":\"1\",\"updatedAt\":\"yesterday\"}]}",
                "{\"results\":[{\"id\":\"1\",\"updatedAt\":\"2026-01-01T00:00:00Z\",\"properties\":{\"a\":{}}}]}",
                "{\"results\":[],\"results\":[]}",
                "{\"results\":[]",
                "{\"results\":[]}{\"results\":[]}",
                "{\"results\":[\"CANARY\"]}",
                "<html>CANARY</html>",
                "CANARY"
            })
    void whatCanNotBeReadIsAFaultAndNeverEmpty(String body) {
        for (int i = 0; i < 2; i++) {
            server.on("POST", ROOT + "/batch/read", 200, body);
        }
        BatchRead read = BatchRead.of(List.of("1"), List.of());
        TransportException fault = catchThrowableOfType(TransportException.class, () -> companies.batchRead(read));
        assertThat(fault.category()).isEqualTo(Category.UNAVAILABLE);
        assertThat(fault).hasNoCause().message().doesNotContain("CANARY");
    }

    @Test
    void deepJsonIsAFault() {
        server.on("GET", ROOT, 200, "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"results\":[]}");
        ObjectList list = new ObjectList(List.of(), false, 100, null);
        assertThatThrownBy(() -> companies.list(list)).isInstanceOf(TransportException.class);
    }

    @Test
    void aPropertyLongerThanTheLimitIsAFault() {
        // Digits that hardly repeat: what packs too well is stopped before it is read.
        String digits =
                IntStream.range(0, 1_000_000).mapToObj(Integer::toString).collect(Collectors.joining());
        server.on("GET", ROOT + "/1", 200, CONTOSO.replace("Contoso", digits));
        assertThatThrownBy(() -> companies.get("1", List.of()))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("not a record");
    }

    @Test
    void namesWhatIsWrongWithoutTheValues() {
        server.on("POST", ROOT, 400, """
                {"status":"error","message":"Property values were not valid: [{\\"isValid\\":false,\\"message\\":\\"CANARY was not \
                valid\\",\\"error\\":\\"INVALID_ALPHA\\",\\"name\\":\\"firstname\\"}]","correlationId":"x","category":"VALIDATION_ERROR"}""");
        ObjectCreate create = new ObjectCreate(new TreeMap<>(Map.of("firstname", "CANARY")), List.of(), null);
        HubSpotException fault = catchThrowableOfType(HubSpotException.class, () -> companies.create(create));
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.errorCategory()).isEqualTo("VALIDATION_ERROR");
        assertThat(fault.requestId()).isEqualTo("corr-1");
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fault)
                .hasMessageContaining("firstname INVALID_ALPHA")
                .hasMessageContaining("corr-1")
                .message()
                .doesNotContain("CANARY");
    }

    @Test
    void takesValuesThatWereSentOutOfOtherWords() {
        server.on("PATCH", ROOT + "/1", 400, "{\"message\":\"\\\"CANARY Ltd\\\" is no number; see ada@example.com\"}");
        ObjectUpdate update = new ObjectUpdate("1", new TreeMap<>(Map.of("a", "CANARY Ltd")), null);
        assertThatThrownBy(() -> companies.update(update))
                .isInstanceOf(HubSpotException.class)
                .hasMessageContaining("\"***\" is no number; see ***");
    }

    @Test
    void namesMissingScopes() {
        server.on("GET", ROOT + "/1", 403, """
                {"status":"error","message":"This app hasn't been granted all required scopes","category":"MISSING_SCOPES",
                 "errors":[{"message":"One or more of the following scopes are required.",
                 "context":{"requiredGranularScopes":["crm.objects.companies.read"]}}]}""");
        HubSpotException fault = catchThrowableOfType(HubSpotException.class, () -> companies.get("1", List.of()));
        assertThat(fault.category()).isEqualTo(Category.FORBIDDEN);
        assertThat(fault.missingScopes()).containsExactly("crm.objects.companies.read");
        assertThat(fault)
                .hasMessageStartingWith("GET " + ROOT.substring(1) + "/1 of "
                        + server.url().substring("http://".length()) + " was answered with 403: ")
                .hasMessageContaining("crm.objects.companies.read")
                .hasMessageEndingWith(". A right is missing: grant it to these credentials")
                .hasMessageNotContaining(HubSpotServer.TOKEN);
    }

    @Test
    void namesTheLimitThatIsUsedUp() {
        for (int i = 0; i < 4; i++) {
            server.on("GET", ROOT + "/1", 429, """
                    {"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT","policyName":"DAILY"}""");
        }
        assertThatThrownBy(() -> companies.get("1", List.of()))
                .isInstanceOfSatisfying(
                        HubSpotException.class,
                        fault -> assertThat(fault.category()).isEqualTo(Category.THROTTLED))
                .hasMessageContaining("DAILY");
        assertThat(server.calls()).hasSize(4);
    }

    @Test
    void anErrorPageIsNoJson() {
        server.on(
                "GET", ROOT + "/1", aResponse().withStatus(414).withBody("<html>CANARY Request-URI Too Large</html>"));
        assertThatThrownBy(() -> companies.get("1", List.of()))
                .isInstanceOf(HubSpotException.class)
                .message()
                .contains("414")
                .doesNotContain("CANARY");
    }

    @Test
    void asksTheGuardBeforeSending() {
        IllegalStateException gone = new IllegalStateException("lease gone");
        Objects guarded = client.withOptions(RequestOptions.guarded(() -> {
                    throw gone;
                }))
                .objects("companies");
        assertThatThrownBy(() -> guarded.archive("1")).isSameAs(gone);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void sendsWhatHasNoMethodHere() {
        server.on("GET", "/crm/limits/2026-09/records", 418, "{\"a\":1}");
        ApiRequest request = ApiRequest.get(ApiPath.of("crm", "limits", "2026-09", "records"));
        assertThat(client.send(request).status()).isEqualTo(418);
    }
}
