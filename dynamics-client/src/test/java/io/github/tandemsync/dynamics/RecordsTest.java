package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final String ID = "00000000-0000-0000-0000-00000000000a";
    private static final String ROW =
            "{\"@odata.context\":\"x\",\"@odata.etag\":\"W/\\\"501097\\\"\",\"name\":\"A\",\"accountid\":\"" + ID
                    + "\"}";

    private final WireOrganisation organisation = new WireOrganisation();
    private final Records records = organisation.client().records();

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void retrievesARow() {
        organisation.onExactGet("accounts(" + ID + ")?$select=name,revenue", ROW);
        Row row = records.retrieve("accounts", ID, List.of("name", "revenue")).orElseThrow();
        assertThat(row.text("name")).isEqualTo("A");
        assertThat(row.etag()).isEqualTo("W/\"501097\"");
        LoggedRequest request = organisation.last();
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + WireOrganisation.TOKEN);
        assertThat(request.getHeader("OData-MaxVersion")).isEqualTo("4.0");
        assertThat(request.getHeader("OData-Version")).isEqualTo("4.0");
        assertThat(request.getHeader("If-None-Match")).isEqualTo("null");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.getHeader("x-ms-client-request-id")).isNotBlank();
    }

    @Test
    void aMissingRowIsNoFault() {
        organisation.on("accounts(" + ID + ")", 404, "{\"error\":{\"code\":\"0x80040217\",\"message\":\"x\"}}");
        assertThat(records.retrieve("accounts", ID, List.of("name"))).isEmpty();
    }

    @Test
    void anyOther404IsAFault() {
        organisation.on("accounts(" + ID + ")", 404, "<html>nobody home</html>");
        assertThatThrownBy(() -> records.retrieve("accounts", ID, List.of("name")))
                .isInstanceOfSatisfying(DynamicsException.class, e -> {
                    assertThat(e.status()).isEqualTo(404);
                    assertThat(e.code()).isEmpty();
                });
    }

    @Test
    void createsUnderItsOwnIdAndAnswersTheRow() {
        organisation.on("accounts", 201, ROW);
        RowBody body = new RowBody()
                .set("accountid", ID)
                .set("name", "A")
                .set("revenue", new BigDecimal("20000.50"))
                .set("donotemail", true)
                .clear("fax")
                .bind("parentaccountid", "accounts", ID.toUpperCase(java.util.Locale.ROOT));
        assertThat(records.create("accounts", body, List.of("name")).text("accountid"))
                .isEqualTo(ID);
        LoggedRequest request = organisation.last();
        assertThat(request.getUrl()).isEqualTo(WireOrganisation.ROOT + "accounts?$select=name");
        assertThat(request.getHeader("Prefer")).isEqualTo("return=representation");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getBodyAsString())
                .isEqualTo("{\"accountid\":\"" + ID + "\",\"name\":\"A\",\"revenue\":20000.50,\"donotemail\":true,"
                        + "\"fax\":null,\"parentaccountid@odata.bind\":\"/accounts(" + ID + ")\"}");
    }

    @Test
    void updatesOnlyTheVersionThatWasRead() {
        organisation.on("accounts(" + ID + ")", 200, ROW);
        records.update("accounts", ID, "W/\"1\"", new RowBody().set("name", "A"), List.of("name"));
        assertThat(organisation.last().getMethod().getName()).isEqualTo("PATCH");
        assertThat(organisation.last().getHeader("If-Match")).isEqualTo("W/\"1\"");
    }

    @Test
    void aStaleVersionThrowsWithItsCode() {
        organisation.on(
                "accounts(" + ID + ")",
                412,
                "{\"error\":{\"code\":\"0x80060882\",\"message\":\"canary\"}}",
                "x-ms-service-request-id: r-1");
        assertThatThrownBy(() ->
                        records.update("accounts", ID, "W/\"1\"", new RowBody().set("name", "A"), List.of("name")))
                .isInstanceOfSatisfying(DynamicsException.class, e -> {
                    assertThat(e.code()).isEqualTo(ApiError.VERSION_MISMATCH);
                    assertThat(e.requestId()).isEqualTo("r-1");
                    assertThat(e).hasMessageContaining("r-1").hasMessageNotContaining("canary");
                });
    }

    @Test
    void deletesOnlyTheVersionThatWasRead() {
        organisation.on("accounts(" + ID + ")", 204, "");
        records.delete("accounts", ID, "W/\"1\"");
        assertThat(organisation.last().getMethod().getName()).isEqualTo("DELETE");
        assertThat(organisation.last().getHeader("If-Match")).isEqualTo("W/\"1\"");
    }

    @Test
    void createsMany() {
        organisation.on(
                "accounts/Microsoft.Dynamics.CRM.CreateMultiple",
                200,
                "{\"@odata.context\":\"x\",\"Ids\":[\"" + ID + "\"]}");
        assertThat(records.createMultiple("account", "accounts", List.of(new RowBody().set("name", "A"))))
                .containsExactly(ID);
        assertThat(organisation.last().getBodyAsString())
                .isEqualTo("{\"Targets\":[{\"@odata.type\":\"Microsoft.Dynamics.CRM.account\",\"name\":\"A\"}]}");
    }

    @Test
    void followsPagesVerbatimWithTheSamePreference() {
        String next =
                "accounts?$select=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253c%22%20/%3E";
        organisation.onExactGet(
                "accounts?$select=name&$filter=name%20eq%20'x%26y'",
                "{\"value\":[" + ROW + "],\"@odata.nextLink\":\"" + organisation.api(next) + "\"}");
        organisation.onExactGet(next, "{\"value\":[]}");
        Query query = Query.all("accounts", List.of("name"))
                .filter("name eq 'x&y'")
                .pageSize(50)
                .withLookupTypes();
        RowPage first = records.page(query);
        assertThat(first.rows()).hasSize(1);
        RowPage second = records.page(query, java.util.Objects.requireNonNull(first.next()));
        assertThat(second.rows()).isEmpty();
        assertThat(second.next()).isNull();
        assertThat(organisation.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.getHeader("Prefer"))
                                .isEqualTo(
                                        "odata.maxpagesize=50,odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\""));
    }

    @Test
    void aLinkElsewhereIsNotFollowed() {
        organisation.onGet(
                "accounts", "{\"value\":[],\"@odata.nextLink\":\"https://evil.example/accounts?$skiptoken=1\"}");
        assertThatThrownBy(() -> records.page(Query.all("accounts", List.of("name"))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining("evil");
    }

    @Test
    void aMissingListIsNotAnEmptyOne() {
        organisation.onGet("accounts", "{\"@odata.context\":\"x\"}");
        assertThatThrownBy(() -> records.page(Query.all("accounts", List.of("name"))))
                .isInstanceOf(DynamicsException.class);
    }

    @Test
    void rowsByIdAreOneRequest() {
        organisation.onGet("accounts", "{\"value\":[" + ROW + "]}");
        List<String> ids = java.util.stream.IntStream.range(0, 500)
                .mapToObj("00000000-0000-0000-0000-%012d"::formatted)
                .toList();
        assertThat(records.byId(Query.all("accounts", List.of("name")), "accountid", ids))
                .hasSize(1);
        assertThat(organisation.requests()).hasSize(1);
        String url = organisation.last().getUrl();
        assertThat(url.length()).isLessThan(32_768);
        assertThat(url)
                .contains("$filter=Microsoft.Dynamics.CRM.In(PropertyName%3D'accountid',PropertyValues%3D%5B%22");
    }

    @Test
    void aLimitIsThrottled() {
        organisation.on(
                "accounts",
                429,
                "{\"error\":{\"code\":\"0x80072322\",\"message\":\"Number of requests\"}}",
                "Retry-After: 7");
        assertThatThrownBy(() -> records.page(Query.all("accounts", List.of("name"))))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.THROTTLED);
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                });
    }

    @Test
    void faultsSayWhatToDo() {
        organisation.on("accounts", 403, "{\"error\":{\"code\":\"0x80042F09\",\"message\":\"canary\"}}");
        assertThatThrownBy(() -> records.page(Query.all("accounts", List.of("name"))))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.FORBIDDEN))
                .hasMessageStartingWith(
                        "Dataverse at " + organisation.url().substring("http://".length()) + " answered GET accounts")
                .hasMessageContaining("security role")
                .hasMessageNotContaining("canary");
    }

    @Test
    void anyAnswerCanBeSeenRaw() {
        organisation.on("RetrieveVersion()", 200, "{\"Version\":\"9.2\"}");
        Answer answer = organisation
                .client()
                .send(Operation.get(io.github.tandemsync.core.transport.ApiPath.of("RetrieveVersion()")));
        assertThat(answer.text()).contains("9.2");
        assertThat(answer.header("content-type")).contains("json");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anotherHeaderCanBeSent() {
        organisation.on("accounts", 201, ROW);
        Operation operation = Operation.create("accounts", new RowBody().set("name", "A"), List.of("name"))
                .with("MSCRM.SuppressDuplicateDetection", "false");
        assertThat(organisation.client().send(operation).successful()).isTrue();
        assertThat(organisation.last().getHeader("MSCRM.SuppressDuplicateDetection"))
                .isEqualTo("false");
    }
}
