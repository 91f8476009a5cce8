package io.github.tandemsync.hubspot.connector;

import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.READ;
import static io.github.tandemsync.hubspot.connector.Fixture.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.hubspot.HubSpotServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrailsTest {
    private static final Stamp AFTER = new Stamp("2026-02-01T00:00:00Z");
    private static final String TRAIL = """
            {"id":"1","properties":{},"updatedAt":"2026-02-05T00:00:00Z","archived":false,"propertiesWithHistory":{
             "name":[
              {"value":"D","timestamp":"2026-02-04T00:00:00Z","sourceType":"INTEGRATION","sourceId":"99"},
              {"value":"C","timestamp":"2026-02-04T00:00:00Z","sourceType":"INTEGRATION","sourceId":"77"},
              {"value":"","timestamp":"2026-02-03T00:00:00Z","sourceType":"CRM_UI","sourceId":"77"},
              {"value":"A","timestamp":"2026-02-01T00:00:00Z","sourceType":"CRM_UI"},
              {"value":"Z","timestamp":"2026-01-01T00:00:00Z","sourceType":"CRM_UI"}],
             "annualrevenue":[{"value":"many","timestamp":"2026-02-02T00:00:00Z","sourceType":"IMPORT"}]}}""";

    private final Fixture fixture = Fixture.described();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void tokenOfApp(String id) {
        fixture.server.on("POST", Fixture.TOKEN_INFO, 200, "{\"appId\":" + id + ",\"scopes\":[]}");
    }

    @Test
    void tellsWhatCameAfterAndWhoseItWasOldestFirst() {
        tokenOfApp("77");
        fixture.server.on("POST", READ, 200, results(TRAIL));
        FieldTrail trail = fixture.connector
                .history(COMPANIES, Map.of("1", AFTER), Set.of("name", Parents.FIELD))
                .get(0);
        assertThat(trail.ref()).isEqualTo(COMPANIES.ref("1"));
        assertThat(trail.of("name"))
                .containsExactly(
                        new Edit(FieldValue.EMPTY, Instant.parse("2026-02-03T00:00:00Z"), Author.SOMEBODY, "CRM_UI 77"),
                        new Edit(
                                FieldValue.text("C"),
                                Instant.parse("2026-02-04T00:00:00Z"),
                                Author.OURSELVES,
                                "INTEGRATION 77"),
                        new Edit(
                                FieldValue.text("D"),
                                Instant.parse("2026-02-04T00:00:00Z"),
                                Author.SOMEBODY,
                                "INTEGRATION 99"));
        assertThat(fixture.server.bodies(READ))
                .containsExactly(
                        "{\"properties\":[\"hs_merged_object_ids\"],\"propertiesWithHistory\":[\"name\"],\"inputs\":[{\"id\":\"1\"}]}");
    }

    @Test
    void tellsEverythingFromTheBeginning() {
        tokenOfApp("1");
        fixture.server.on("POST", READ, 200, results(TRAIL));
        FieldTrail trail = fixture.connector
                .history(COMPANIES, Map.of("1", Stamp.BEGINNING), Set.of("name"))
                .get(0);
        assertThat(trail.of("name")).hasSize(5);
    }

    @Test
    void withoutKnowingOurAppAnEditByAnAppIsNotJudged() {
        fixture.server.on("POST", READ, 200, results(TRAIL));
        assertThatThrownBy(() -> fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("appId(..)");
    }

    @Test
    void aParentHasNoHistory() {
        assertThat(fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of(Parents.FIELD)))
                .containsExactly(FieldTrail.none(COMPANIES.ref("1")));
        assertThat(fixture.server.calls()).isEmpty();
    }

    @Test
    void aConfiguredAppIsNotAskedFor() {
        fixture.server.on("POST", READ, 200, results(TRAIL));
        HubSpotConnector connector =
                HubSpotConnector.builder(fixture.server.client()).appId("99").build();
        FieldTrail trail =
                connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name")).get(0);
        assertThat(trail.of("name").get(2).author()).isEqualTo(Author.OURSELVES);
        assertThat(fixture.server.bodies(Fixture.TOKEN_INFO)).isEmpty();
    }

    @Test
    void asksWhoWeAreOnce() {
        tokenOfApp("77");
        fixture.server.on("POST", READ, 200, results(TRAIL)).on("POST", READ, 200, results(TRAIL));
        fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name"));
        fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name"));
        assertThat(fixture.server.bodies(Fixture.TOKEN_INFO)).hasSize(1);
    }

    @Test
    void aValueFromBeforeAChangeOfTypeIsText() {
        fixture.server.on("POST", READ, 200, results(TRAIL));
        FieldTrail trail = fixture.connector
                .history(COMPANIES, Map.of("1", AFTER), Set.of("annualrevenue"))
                .get(0);
        assertThat(trail.of("annualrevenue")).extracting(Edit::value).containsExactly(FieldValue.text("many"));
    }

    @Test
    void looksIntoTheBinForTheRest() {
        tokenOfApp("77");
        fixture.server.on("POST", READ, "archived", "false", 207, without("1", "2"));
        fixture.server.on(
                "POST",
                READ,
                "archived",
                "true",
                207,
                without("2").replace("\"results\":[]", "\"results\":[" + TRAIL + "]"));
        List<FieldTrail> trails = fixture.connector.history(COMPANIES, Map.of("1", AFTER, "2", AFTER), Set.of("name"));
        assertThat(trails).extracting(FieldTrail::ref).containsExactly(COMPANIES.ref("1"));
    }

    /** Else an edit that our write covered would be taken for none. */
    @Test
    void anAnswerThatIsSilentAboutARecordIsAFault() {
        tokenOfApp("77");
        fixture.server.on("POST", READ, "archived", "false", 200, results());
        assertThatThrownBy(() -> fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("history of 1 companies says nothing about 1 of them");

        fixture.server.on("POST", READ, "archived", "false", 207, without("2"));
        fixture.server.on("POST", READ, "archived", "true", 200, results());
        assertThatThrownBy(() -> fixture.connector.history(COMPANIES, Map.of("2", AFTER), Set.of("name")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("says nothing");
    }

    /** Its successor answers for it, and has a history of its own. */
    @Test
    void aMergedRecordHasNoTrailAndIsNoFault() {
        tokenOfApp("77");
        String successor =
                "{\"id\":\"9\",\"properties\":{\"hs_merged_object_ids\":\"1;2\"},\"updatedAt\":\"2026-02-05T00:00:00Z\","
                        + "\"archived\":false,\"propertiesWithHistory\":{}}";
        fixture.server.on("POST", READ, "archived", "false", 200, results(successor));
        fixture.server.on("POST", READ, "archived", "true", 207, without("2"));
        assertThat(fixture.connector.history(COMPANIES, Map.of("2", AFTER), Set.of("name")))
                .isEmpty();
    }

    private static String without(String... ids) {
        return "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":[{\"status\":\"error\",\"category\":"
                + "\"OBJECT_NOT_FOUND\",\"context\":{\"ids\":[\"" + String.join("\",\"", ids) + "\"]}}]}";
    }

    @Test
    void aStampOfAnotherSystemIsAFault() {
        fixture.server.on("POST", READ, 200, results(TRAIL));
        assertThatThrownBy(
                        () -> fixture.connector.history(COMPANIES, Map.of("1", new Stamp("W/\"5\"")), Set.of("name")))
                .isInstanceOf(ConnectorException.class);
    }

    @Test
    void theTokenIsSentToHubSpotOnly() {
        tokenOfApp("77");
        fixture.server.on("POST", READ, 200, results(TRAIL));
        fixture.connector.history(COMPANIES, Map.of("1", AFTER), Set.of("name"));
        assertThat(fixture.server.bodies(Fixture.TOKEN_INFO)).allMatch(body -> body.contains(HubSpotServer.TOKEN));
    }
}
