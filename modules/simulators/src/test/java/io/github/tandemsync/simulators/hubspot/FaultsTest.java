package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Delivery;
import io.github.tandemsync.simulators.server.Fault;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.LogEntry;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultsTest extends SimulatorTest {
    private static final String BODY = "{'properties':{'name':'A'}}";

    @Test
    void aCreateWithALostAnswerHasHappened() {
        hubspot.faults()
                .when(request -> request.path().equals(COMPANIES))
                .times(1)
                .then(Fault.loseReply());
        assertThatThrownBy(() -> api.post(COMPANIES, BODY)).isInstanceOf(UncheckedIOException.class);
        assertThat(hubspot.truth().live("companies")).hasSize(1);
    }

    @Test
    void aLostCreateHasNotHappened() {
        hubspot.faults()
                .when(request -> request.path().equals(COMPANIES))
                .times(1)
                .then(Fault.loseRequest());
        assertThatThrownBy(() -> api.post(COMPANIES, BODY)).isInstanceOf(UncheckedIOException.class);
        assertThat(hubspot.truth().live("companies")).isEmpty();
    }

    @Test
    void vendorAnswersBeforeAndAfterTheCommit() {
        hubspot.faults().when(any -> true).times(1).then(Fault.answer(HubSpotAnswers.burstLimit()));
        hubspot.faults().when(any -> true).times(1).then(Fault.answer(HubSpotAnswers.migration(7200)));
        hubspot.faults().when(any -> true).times(1).then(new Fault.AnswerAfter(HubSpotAnswers.badGateway()));
        hubspot.faults().when(any -> true).times(1).then(Fault.truncateBody(10));
        assertThat(api.post(COMPANIES, BODY).status()).isEqualTo(429);
        assertThat(api.post(COMPANIES, BODY).header("Retry-After")).contains("7200");
        assertThat(hubspot.truth().live("companies")).isEmpty();
        assertThat(api.post(COMPANIES, BODY).status()).isEqualTo(502);
        assertThat(hubspot.truth().live("companies")).hasSize(1);
        assertThatThrownBy(() -> api.post(COMPANIES, BODY)).hasMessageContaining("Unexpected end");
    }

    @Test
    void everyPreparedAnswerHasItsStatus() {
        assertThat(List.of(
                        HubSpotAnswers.unauthorized(),
                        HubSpotAnswers.expired(),
                        HubSpotAnswers.searchLimit(),
                        HubSpotAnswers.dailyLimit(),
                        HubSpotAnswers.serverError(),
                        HubSpotAnswers.locked(),
                        HubSpotAnswers.uriTooLong(),
                        HubSpotAnswers.emptySuccess()))
                .extracting(Reply::status)
                .containsExactly(401, 401, 429, 429, 500, 423, 414, 200);
    }

    @Test
    void anItemOfABatchCanGoMissingFromItsAnswer() {
        hubspot.faults().when(any -> true).times(1).then(new Fault.Rewrite(FaultsTest::withoutFirstResult));
        Api.Answer answer = api.post(
                COMPANIES + "/batch/create",
                "{'inputs':[{'objectWriteTraceId':'a','properties':{'name':'A'}},"
                        + "{'objectWriteTraceId':'b','properties':{'name':'B'}}]}");
        assertThat(answer.json().path("results")).hasSize(1);
        assertThat(hubspot.truth().live("companies")).hasSize(2);
    }

    @Test
    void aUserCanActBetweenTheCommitAndTheAnswer() {
        hubspot.hooks().afterCommit((request, reply) -> {
            if (reply.label().equals("companies.create")) {
                String id = hubspot.truth().live("companies").get(0).id();
                hubspot.users().edit("companies", id, Map.of("name", "B"));
            }
        });
        Api.Answer created = api.post(COMPANIES, BODY);
        assertThat(created.property("name")).isEqualTo("A");
        assertThat(api.get(COMPANIES + "/" + created.id()).property("name")).isEqualTo("B");
    }

    @Test
    void faultsCanBeDrawn() {
        AtomicInteger calls = new AtomicInteger();
        hubspot.faults()
                .source(request -> calls.incrementAndGet() % 2 == 0
                        ? Optional.of(Fault.answer(HubSpotAnswers.serverError()))
                        : Optional.empty());
        assertThat(List.of(
                        api.get(COMPANIES).status(),
                        api.get(COMPANIES).status(),
                        api.get(COMPANIES).status()))
                .containsExactly(200, 500, 200);
    }

    @Test
    void operationsHaveLabelsInTheLog() {
        String id = api.post(COMPANIES, BODY).id();
        api.get(COMPANIES);
        api.get(COMPANIES + "/" + id);
        api.patch(COMPANIES + "/" + id, BODY);
        api.search("{}");
        api.post(COMPANIES + "/batch/read", "{'inputs':[{'id':'1'}]}");
        api.get("/crm/properties/2026-09/companies");
        api.post("/crm/associations/2026-09/companies/companies/batch/read", "{'inputs':[{'id':'1'}]}");
        api.put("/crm/v4/objects/companies/1/associations/default/companies/2", "");
        api.delete(COMPANIES + "/" + id);
        api.get("/nowhere");
        assertThat(hubspot.log().entries())
                .extracting(LogEntry::label)
                .containsExactly(
                        "companies.create",
                        "companies.list",
                        "companies.get",
                        "companies.update",
                        "companies.search",
                        "companies.batch.read",
                        "properties.companies.get",
                        "associations.companies.companies.batch.read",
                        "companies.associations.put",
                        "companies.archive",
                        "no-such-path");
        assertThat(hubspot.log().count(entry -> entry.status() == 404)).isEqualTo(2);
    }

    @Test
    void requestsCanBeMadeWithoutASocket() {
        Request request = new Request(
                "POST",
                COMPANIES,
                Headers.of("Authorization", "Bearer " + hubspot.token()),
                Body.utf8(BODY.replace('\'', '"')));
        Delivery delivery = hubspot.exchange(request);
        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Whole.class,
                        whole -> assertThat(whole.reply().status()).isEqualTo(201));
        hubspot.faults().when(any -> true).then(Fault.loseReply());
        assertThat(hubspot.exchange(request)).isInstanceOf(Delivery.Cut.class);
        assertThat(hubspot.truth().live("companies")).hasSize(2);
    }

    private static Reply withoutFirstResult(Reply reply) {
        try {
            var body = new ObjectMapper().readTree(reply.body().text());
            ((ArrayNode) body.path("results")).remove(0);
            return reply.withBody(Body.utf8(body.toString()));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
