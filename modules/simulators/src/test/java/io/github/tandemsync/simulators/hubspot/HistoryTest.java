package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest extends SimulatorTest {
    @Test
    void everyValueTellsWhoWroteItNewestFirst() {
        String id = hubspot.users().create("companies", Map.of("name", "A"));
        clock.advance(Duration.ofSeconds(1));
        api.patch(COMPANIES + "/" + id, "{'properties':{'name':'B'}}");
        clock.advance(Duration.ofSeconds(1));
        hubspot.users().as(77).edit("companies", id, Map.of("name", "C"));
        JsonNode history = history(id, "name");
        assertThat(texts(history, "value")).containsExactly("C", "B", "A");
        assertThat(texts(history, "sourceType")).containsExactly("CRM_UI", "INTEGRATION", "CRM_UI");
        assertThat(texts(history, "sourceId")).containsExactly("userId:77", "1160452", "userId:9586504");
        assertThat(texts(history, "timestamp"))
                .containsExactly("2026-11-05T10:00:02Z", "2026-11-05T10:00:01Z", "2026-11-05T10:00:00Z");
        assertThat(history.get(0).path("updatedByUserId").asLong()).isEqualTo(77);
        assertThat(history.get(1).has("updatedByUserId")).isFalse();
    }

    @Test
    void aWriteIsAttributedToTheAppOfItsToken() {
        hubspot.admin().accept(AppToken.withAllScopes("other", 99, "Host app"));
        String id = api.create("{'name':'A'}");
        new Api(hubspot.uri(), "other").patch(COMPANIES + "/" + id, "{'properties':{'name':'B'}}");
        assertThat(texts(history(id, "name"), "sourceId")).containsExactly("99", "1160452");
        assertThat(history(id, "name").get(0).path("sourceLabel").asText()).isEqualTo("Host app");
    }

    @Test
    void clearingLeavesAnEmptyEntry() {
        String id = api.create("{'name':'A','city':'Ulm'}");
        hubspot.users().clear("companies", id, "city");
        assertThat(texts(history(id, "city"), "value")).containsExactly("", "Ulm");
    }

    @Test
    void anEqualValueMovesTheStampAndLeavesNoEntry() {
        String id = api.create("{'name':'A'}");
        String before = api.get(COMPANIES + "/" + id).json().path("updatedAt").asText();
        api.patch(COMPANIES + "/" + id, "{'properties':{'name':'A'}}");
        assertThat(history(id, "name")).hasSize(1);
        assertThat(api.get(COMPANIES + "/" + id).json().path("updatedAt").asText())
                .isNotEqualTo(before);
    }

    @Test
    void onlyTheLastTwentyEntriesAreKept() {
        String id = api.create("{'name':'0'}");
        for (int i = 1; i <= 30; i++) {
            api.patch(COMPANIES + "/" + id, "{'properties':{'name':'" + i + "'}}");
        }
        assertThat(texts(history(id, "name"), "value"))
                .hasSize(20)
                .startsWith("30")
                .endsWith("11");
    }

    @Test
    void aBatchReadWithHistoryTakesFiftyInputs() {
        String id = api.create("{'name':'A'}");
        String inputs = String.join(
                ",", IntStream.range(0, 50).mapToObj(i -> "{'id':'" + id + "'}").toList());
        String body = "{'inputs':[%s],'properties':[],'propertiesWithHistory':['name']}";
        Api.Answer fifty = api.post(COMPANIES + "/batch/read", body.formatted(inputs));
        assertThat(fifty.status()).isEqualTo(200);
        assertThat(fifty.json().at("/results/0/propertiesWithHistory/name")).hasSize(1);
        Api.Answer more = api.post(COMPANIES + "/batch/read", body.formatted(inputs + ",{'id':'1'}"));
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.message()).contains("property histories is 50");
    }

    @Test
    void aHiddenUpdateMovesTheStampWithoutAnyEntry() {
        String id = api.create("{'name':'A'}");
        String before = api.get(COMPANIES + "/" + id).json().path("updatedAt").asText();
        hubspot.users().touch("companies", id);
        assertThat(api.get(COMPANIES + "/" + id).json().path("updatedAt").asText())
                .isNotEqualTo(before);
        assertThat(history(id, "name")).hasSize(1);
    }

    @Test
    void theStampCanMoveAgainRightAfterTheAnswer() {
        restart(HubSpotSimulator.builder().hiddenUpdateAfterWrite(true));
        String id = api.create("{'name':'A'}");
        String answered = api.patch(COMPANIES + "/" + id, "{'properties':{'name':'B'}}")
                .json()
                .path("updatedAt")
                .asText();
        assertThat(api.get(COMPANIES + "/" + id).json().path("updatedAt").asText())
                .isNotEqualTo(answered);
    }

    @Test
    void aWorkflowWritesAfterTheAnswerUnderItsOwnName() {
        restart(HubSpotSimulator.builder()
                .automation((type, id, values, written) ->
                        written.contains("name") ? Map.of("description", "About " + values.get("name")) : Map.of()));
        Api.Answer created = api.post(COMPANIES, "{'properties':{'name':'A'}}");
        assertThat(created.json().at("/properties/description").isMissingNode()).isTrue();
        JsonNode history = history(created.id(), "description");
        assertThat(texts(history, "value")).containsExactly("About A");
        assertThat(texts(history, "sourceType")).containsExactly("AUTOMATION_PLATFORM");
    }

    private JsonNode history(String id, String property) {
        return api.get(COMPANIES + "/" + id + "?propertiesWithHistory=" + property)
                .json()
                .path("propertiesWithHistory")
                .path(property);
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.path(field).asText()));
        return texts;
    }
}
