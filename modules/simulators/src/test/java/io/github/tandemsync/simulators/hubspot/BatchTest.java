package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest extends SimulatorTest {
    @BeforeEach
    void addKey() {
        hubspot.admin()
                .putProperty(
                        "companies",
                        PropertyDefinition.custom("sync_key", "companyinformation", "string", "text")
                                .unique());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "create", "update", "upsert", "archive"})
    void aBatchTakesOneToAHundredInputs(String operation) {
        String path = COMPANIES + "/batch/" + operation;
        String tooMany = inputs(101, i -> "{'id':'" + i + "','properties':{}}");
        assertThat(api.post(path, tooMany).status()).isEqualTo(400);
        assertThat(api.post(path, "{'inputs':[]}").status()).isEqualTo(400);
    }

    @Test
    void readAnswersInAnyOrderAndNamesAllMissingIdsInOneError() {
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> api.create("{'name':'C" + i + "'}"))
                .toList();
        String body = inputs(22, i -> "{'id':'" + (i < 20 ? ids.get(i) : "7" + i) + "'}");
        Api.Answer answer = api.post(COMPANIES + "/batch/read", body);
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.ids())
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(ids)
                .isNotEqualTo(ids);
        assertThat(answer.json().path("numErrors").asInt()).isEqualTo(2);
        assertThat(answer.json().path("errors")).hasSize(1);
        assertThat(answer.json().at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(answer.json().at("/errors/0/context/ids").toString()).isEqualTo("[\"720\",\"721\"]");
    }

    @Test
    void resultsCanBeLeftInOrder() {
        restart(HubSpotSimulator.builder().shuffledResults(false));
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> api.create("{'name':'C" + i + "'}"))
                .toList();
        assertThat(api.post(COMPANIES + "/batch/read", inputs(20, i -> "{'id':'" + ids.get(i) + "'}"))
                        .ids())
                .isEqualTo(ids);
    }

    @Test
    void readFindsByUniquePropertyAndShowsEachRecordOnce() {
        String id = api.create("{'name':'A','sync_key':'k1'}");
        Api.Answer answer = api.post(
                COMPANIES + "/batch/read",
                "{'idProperty':'sync_key','properties':['sync_key'],'inputs':[{'id':'k1'},{'id':'k2'}]}");
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.ids()).containsExactly(id);
        assertThat(answer.json().at("/errors/0/context/ids/0").asText()).isEqualTo("k2");
        assertThat(api.post(COMPANIES + "/batch/read", "{'inputs':[{'id':'" + id + "'},{'id':'" + id + "'}]}")
                        .ids())
                .containsExactly(id);
    }

    @Test
    void withTraceIdsEveryRowOfACreateHasItsOwnOutcome() {
        String held = api.create("{'name':'Holder','sync_key':'k1'}");
        Api.Answer answer = api.post(
                COMPANIES + "/batch/create",
                "{'inputs':[" + row("a", "'name':'A','sync_key':'k2'") + "," + row("b", "'name':'B','sync_key':'k1'")
                        + "," + row("c", "'industry':'NOPE','name':'C'") + "," + row("d", "'name':'D','sync_key':'k2'")
                        + "]}");
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().path("results")).hasSize(1);
        assertThat(answer.json().at("/results/0/objectWriteTraceId").asText()).isEqualTo("a");
        assertThat(answer.json().path("numErrors").asInt()).isEqualTo(3);
        JsonNode conflict = error(answer, "b");
        assertThat(conflict.path("category").asText()).isEqualTo("CONFLICT");
        assertThat(conflict.path("message").asText()).isEqualTo("Company already exists. Existing ID: " + held);
        assertThat(error(answer, "c").path("category").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(error(answer, "d").path("message").asText())
                .endsWith(answer.json().at("/results/0/id").asText());
        assertThat(hubspot.truth().live("companies")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'objectWriteTraceId':'same',"})
    void withoutUniqueTraceIdsOneBadRowRefusesTheWholeCreate(String trace) {
        String held = api.create("{'name':'Holder','sync_key':'k1'}");
        Api.Answer answer = api.post(
                COMPANIES + "/batch/create",
                "{'inputs':[{" + trace + "'properties':{'name':'A'}},{" + trace
                        + "'properties':{'name':'B','sync_key':'k1'}}]}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).endsWith("Existing ID: " + held);
        assertThat(hubspot.truth().live("companies")).hasSize(1);
    }

    @Test
    void twoRowsOfAnUntracedCreateCannotShareAUniqueValue() {
        Api.Answer answer = api.post(
                COMPANIES + "/batch/create",
                "{'inputs':[{'properties':{'name':'A','sync_key':'k'}},{'properties':{'name':'B','sync_key':'k'}}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(hubspot.truth().live("companies")).isEmpty();
    }

    @Test
    void anUpdateOfMissingRecordsIsPartialEvenWithoutTraceIds() {
        String id = api.create("{'name':'A'}");
        Api.Answer answer = api.post(
                COMPANIES + "/batch/update",
                "{'inputs':[{'id':'1','properties':{'name':'X'}},{'id':'" + id + "','properties':{'name':'B'}}]}");
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.ids()).containsExactly(id);
        assertThat(answer.json().at("/errors/0/context/ids/0").asText()).isEqualTo("1");
    }

    @Test
    void anUpdateWithABadValueAndNoTraceIdsChangesNothing() {
        String first = api.create("{'name':'A'}");
        String second = api.create("{'name':'B'}");
        String rows =
                "{'inputs':[{'id':'%s',%s'properties':{'city':'Ulm'}},{'id':'%s',%s'properties':{'industry':'NOPE'}}]}";
        assertThat(api.post(COMPANIES + "/batch/update", rows.formatted(first, "", second, ""))
                        .status())
                .isEqualTo(400);
        assertThat(hubspot.truth().find("companies", first).orElseThrow().value("city"))
                .isEmpty();
        Api.Answer traced = api.post(
                COMPANIES + "/batch/update",
                rows.formatted(first, "'objectWriteTraceId':'a',", second, "'objectWriteTraceId':'b',"));
        assertThat(traced.status()).isEqualTo(207);
        assertThat(traced.ids()).containsExactly(first);
        assertThat(error(traced, "b").path("message").asText()).contains("INVALID_OPTION");
    }

    @Test
    void anUpdateRefusesDoubleIdsAndForeignIdProperties() {
        String id = api.create("{'name':'A','domain':'a.com'}");
        String row = "{'id':'%s','idProperty':'%s','properties':{'city':'Ulm'}}";
        String twice = "{'inputs':[{'id':'" + id + "','properties':{}},{'id':'" + id + "','properties':{}}]}";
        assertThat(api.post(COMPANIES + "/batch/update", twice).message()).startsWith("Duplicate IDs");
        for (String property : List.of("domain", "hs_object_id", "name")) {
            Api.Answer refused =
                    api.post(COMPANIES + "/batch/update", "{'inputs':[" + row.formatted(id, property) + "]}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message())
                    .isEqualTo("Unable to perform update/upsert by non-unique 0-2 property " + property
                            + " in portal ID 51234567");
        }
    }

    @Test
    void contactsCannotBeUpdatedInBatchByEmailButOneByOne() {
        String contacts = "/crm/objects/2026-09/contacts";
        api.post(contacts, "{'properties':{'email':'A@b.com'}}");
        assertThat(api.post(
                                contacts + "/batch/update",
                                "{'inputs':[{'id':'a@b.com','idProperty':'email','properties':{'firstname':'A'}}]}")
                        .status())
                .isEqualTo(400);
        assertThat(api.patch(contacts + "/A@b.com?idProperty=email", "{'properties':{'firstname':'A'}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void upsertSaysWhichRecordsAreNew() {
        String id = api.create("{'name':'A','sync_key':'k1'}");
        Api.Answer answer = api.post(
                COMPANIES + "/batch/upsert",
                "{'inputs':[{'id':'k1','idProperty':'sync_key','properties':{'city':'Ulm'}},"
                        + "{'id':'k2','idProperty':'sync_key','properties':{'name':'B'}},"
                        + "{'id':'k3','idProperty':'sync_key','properties':{'city':'Bonn'}}]}");
        assertThat(answer.status()).isEqualTo(207);
        answer.json()
                .path("results")
                .forEach(result -> assertThat(result.path("new").asBoolean())
                        .isEqualTo(!result.path("id").asText().equals(id)));
        assertThat(answer.json().at("/errors/0/context/ids/0").asText()).isEqualTo("k3");
        assertThat(hubspot.truth().live("companies")).hasSize(2);
        assertThat(api.post(
                                COMPANIES + "/batch/upsert",
                                "{'inputs':[{'id':'a.com','idProperty':'domain','properties':{}}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void archiveAnswers204WhateverTheIds() {
        String id = api.create("{'name':'A'}");
        assertThat(api.post(COMPANIES + "/batch/archive", "{'inputs':[{'id':'" + id + "'},{'id':'1'}]}")
                        .status())
                .isEqualTo(204);
        assertThat(hubspot.truth().live("companies")).isEmpty();
    }

    private static JsonNode error(Api.Answer answer, String trace) {
        for (JsonNode error : answer.json().path("errors")) {
            if (error.at("/context/objectWriteTraceId/0").asText().equals(trace)) {
                return error;
            }
        }
        throw new AssertionError("no error for " + trace);
    }

    private static String row(String trace, String properties) {
        return "{'objectWriteTraceId':'" + trace + "','properties':{" + properties + "}}";
    }

    private static String inputs(int count, IntFunction<String> row) {
        return "{'inputs':["
                + String.join(",", IntStream.range(0, count).mapToObj(row).toList()) + "]}";
    }
}
