package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final UUID ONE = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000b1");
    private static final UUID TWO = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000b2");

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    private static String operation(String line, String json) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" + http(line, json);
    }

    private static String http(String line, String json) {
        return line + " HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + json.replace('\'', '"') + "\r\n";
    }

    private static String set(String... operations) {
        StringBuilder set = new StringBuilder("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n");
        for (int i = 0; i < operations.length; i++) {
            set.append("--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ")
                    .append(i + 1)
                    .append("\r\n\r\n")
                    .append(operations[i]);
        }
        return set + "--c--\r\n";
    }

    private Answer send(String parts, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "multipart/mixed; boundary=\"b\"";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return api.send("POST", "$batch", parts + "--b--\r\n", all);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void singleOperationsRunInOrderAndAnswerOneByOne() {
        Answer answer = send(operation("POST accounts", "{'accountid':'" + ONE + "','name':'A'}")
                + operation("PATCH /api/data/v9.2/accounts(" + ONE + ")", "{'name':'B'}")
                + operation("GET " + api.root() + "accounts(" + ONE + ")?$select=name", ""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("multipart/mixed; boundary=batchresponse_");
        assertThat(answer.body()).contains("\r\n\r\nHTTP/1.1 204 No Content\r\n");
        assertThat(answer.body()).contains("OData-EntityId: " + api.root() + "accounts(" + ONE + ")\r\n");
        assertThat(answer.body()).contains("HTTP/1.1 200 OK").contains("\"name\":\"B\"");
        assertThat(answer.body()).endsWith("--\r\n").doesNotContainPattern("[^\r]\n");
    }

    @Test
    void updatesCarryTheirOwnConditionsAndPreferences() {
        UUID id = api.account("{'name':'A'}");
        String etag = api.etag(id);
        String head = " HTTP/1.1\r\nContent-Type: application/json\r\nPrefer: return=representation\r\nIf-Match: ";
        String part =
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPATCH accounts(" + id
                        + ")?$select=name" + head + etag + "\r\n\r\n{\"name\":\"B\"}\r\n";
        Answer answer = send(part + part, "Prefer", "odata.continue-on-error");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("HTTP/1.1 200 OK")
                .contains("\"name\":\"B\"")
                .contains("Preference-Applied");
        assertThat(answer.body()).contains("HTTP/1.1 412 Precondition Failed").contains("0x80060882");
    }

    @Test
    void aFailureEndsTheBatchWithItsStatus() {
        Answer answer = send(operation("POST accounts", "{'name':'A'}")
                + operation("POST accounts", "{'nickname':'B'}")
                + operation("POST accounts", "{'name':'C'}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(count(answer.body(), "HTTP/1.1 ")).isEqualTo(2);
        assertThat(api.sim.truth().live("account")).hasSize(1);
    }

    @Test
    void continueOnErrorAnswersAll() {
        Answer answer = send(
                operation("POST accounts", "{'nickname':'B'}") + operation("POST accounts", "{'name':'C'}"),
                "Prefer",
                "odata.continue-on-error");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("HTTP/1.1 400 Bad Request").contains("HTTP/1.1 204 No Content");
        assertThat(api.sim.truth().live("account")).hasSize(1);
    }

    @Test
    void aChangeSetIsAtomicAndFailsWithOneAnswer() {
        Answer answer = send(
                set(
                                http("POST accounts", "{'name':'A'}"),
                                http("POST accounts", "{'nickname':'B'}"),
                                http("POST accounts", "{'name':'C'}"))
                        + operation("POST accounts", "{'name':'D'}"),
                "Prefer",
                "odata.continue-on-error");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(count(answer.body(), "HTTP/1.1 400")).isEqualTo(1);
        assertThat(count(answer.body(), "HTTP/1.1 ")).isEqualTo(2);
        assertThat(api.sim.truth().live("account")).hasSize(1);
        assertThat(api.sim.truth().log()).hasSize(1);
    }

    @Test
    void contentIdsNameRowsMadeBefore() {
        Answer answer = send(set(
                http("POST accounts", "{'accountid':'" + ONE + "','name':'Parent'}"),
                http("POST accounts", "{'accountid':'" + TWO + "','name':'Child','parentaccountid@odata.bind':'$1'}"),
                http("PATCH $2", "{'telephone1':'5'}")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("boundary=changesetresponse_")
                .contains("Content-ID: 1\r\n")
                .contains("Content-ID: 3\r\n");
        Answer child = api.get("accounts(" + TWO + ")");
        assertThat(child.text("_parentaccountid_value")).isEqualTo(ONE.toString());
        assertThat(child.text("telephone1")).isEqualTo("5");
    }

    @Test
    void moreThanAThousandOperationsAreRefusedBeforeAnyRuns() {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            parts.append(operation("POST accounts", "{'name':'A'}"));
        }
        Answer answer = send(parts.toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("1000");
        assertThat(api.sim.truth().live("account")).isEmpty();
    }

    @Test
    void textOutsideOfAsciiSurvives() {
        Answer answer =
                send(operation("POST accounts?$select=name", "{'accountid':'" + ONE + "','name':'Zürich \u65e5'}")
                        + operation("GET accounts(" + ONE + ")?$select=name", ""));
        assertThat(answer.body()).contains("Zürich \u65e5");
        assertThat(api.get("accounts(" + ONE + ")").text("name")).isEqualTo("Zürich \u65e5");
    }

    @Test
    void takesThePreambleAndTheShortHeadersOfRealClients() {
        String get = """

                --b
                Content-Type: application/http
                Content-Transfer-Encoding: binary

                GET accounts?$select=name HTTP/1.1
                Accept: application/json

                """.replace("\n", "\r\n");
        Answer answer = send(get);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"value\":[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\nGET accounts HTTP/1.1\n\n\n",
                "--b\r\nContent-Type: application/http\r\n\r\nGET accounts HTTP/1.1\r\n\r\n\r\n",
                "--b\r\nContent-Transfer-Encoding: binary\r\n\r\nGET accounts HTTP/1.1\r\n\r\n\r\n",
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET accounts\r\n\r\n\r\n",
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST $batch HTTP/1.1\r\n\r\n\r\n",
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET accounts HTTP/1.1\r\n",
                "--x\r\n",
                ""
            })
    void brokenBatchesAreRefusedWhole(String parts) {
        Answer answer = send(parts);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("0x8006088a");
    }

    @Test
    void changeSetsTakeNoGetAndNeedContentIds() {
        assertThat(send(set(http("GET accounts", ""))).status()).isEqualTo(400);
        String nameless = set(http("POST accounts", "{'name':'A'}")).replace("Content-ID: 1\r\n", "");
        assertThat(send(nameless).status()).isEqualTo(400);
        assertThat(api.sim.truth().live("account")).isEmpty();
    }
}
