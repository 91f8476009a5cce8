package io.github.tandemsync.hubspot.connector;

import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.KEY;
import static io.github.tandemsync.hubspot.connector.Fixture.KEY_2;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.READ;
import static io.github.tandemsync.hubspot.connector.Fixture.company;
import static io.github.tandemsync.hubspot.connector.Fixture.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private final Fixture fixture = Fixture.described();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<ReadAnswer> read(Set<String> fields, String... ids) {
        return fixture.connector.read(new ReadRequest(COMPANIES, List.of(ids), fields));
    }

    @Test
    void readsFieldsKeyStampAndPredecessors() {
        fixture.server.on(
                "POST",
                READ,
                200,
                results(company(
                        "1",
                        "\"name\":\"Contoso\",\"domain\":null,\"tandem_key\":\"" + KEY
                                + "\",\"hs_merged_object_ids\":\"7;8\"")));
        CrmRecord record =
                ((ReadAnswer.Found) read(Set.of("name", "domain", "phone"), "1").get(0)).record();
        assertThat(record.ref()).isEqualTo(COMPANIES.ref("1"));
        assertThat(record.stamp()).isEqualTo(new Stamp("2026-02-03T04:05:06.700Z"));
        assertThat(record.fields().get("name")).isEqualTo(FieldValue.text("Contoso"));
        assertThat(record.fields().get("domain")).isEqualTo(FieldValue.EMPTY);
        assertThat(record.fields().has("phone")).isFalse();
        assertThat(record.fields().has("tandem_key")).isFalse();
        assertThat(record.key()).isEqualTo(new CreateKey(KEY));
        assertThat(record.lineage().predecessors()).containsExactlyInAnyOrder(COMPANIES.ref("7"), COMPANIES.ref("8"));
        assertThat(fixture.server.bodies(READ))
                .containsExactly(
                        "{\"properties\":[\"domain\",\"hs_merged_object_ids\",\"name\",\"phone\",\"tandem_key\"],"
                                + "\"propertiesWithHistory\":[],\"inputs\":[{\"id\":\"1\"}]}");
    }

    @Test
    void answersInTheOrderAskedWhatBecameOfEach() {
        fixture.server.on("POST", READ, "archived", "false", 207, results(company("9", ""), company("1", "")));
        fixture.server.on("GET", OBJECTS + "/2", 200, company("9", "\"name\":\"Survivor\""));
        fixture.server.on("GET", OBJECTS + "/3", 404, "{}").on("GET", OBJECTS + "/4", 404, "{}");
        fixture.server.on("GET", OBJECTS + "/5", 403, "{\"category\":\"FORBIDDEN\",\"message\":\"no\"}");
        fixture.server.on(
                "POST",
                READ,
                "archived",
                "true",
                207,
                results(company("3", "\"name\":\"Old\"").replace("\"archived\":false", "\"archived\":true")));
        List<ReadAnswer> answers = read(Set.of("name"), "1", "2", "3", "4", "5");
        assertThat(answers).extracting(answer -> answer.asked().id()).containsExactly("1", "2", "3", "4", "5");
        assertThat(answers.get(0)).isInstanceOf(ReadAnswer.Found.class);
        assertThat(((ReadAnswer.Replaced) answers.get(1)).successor().ref()).isEqualTo(COMPANIES.ref("9"));
        assertThat(answers.get(2))
                .isInstanceOfSatisfying(
                        ReadAnswer.Archived.class,
                        archived -> assertThat(archived.record())
                                .isNotNull()
                                .extracting(record -> record.fields().get("name"))
                                .isEqualTo(FieldValue.text("Old")));
        assertThat(answers.get(3)).isInstanceOf(ReadAnswer.Gone.class);
        assertThat(((ReadAnswer.Hidden) answers.get(4)).reason())
                .contains("FORBIDDEN", "give the token's app the right");
        assertThat(fixture.server.bodies(READ).get(1)).endsWith("\"inputs\":[{\"id\":\"3\"},{\"id\":\"4\"}]}");
    }

    @Test
    void costsOneCallWhereAllAreThere() {
        fixture.connector.schema(COMPANIES);
        fixture.server.on("POST", READ, 200, results(company("1", ""), company("2", "")));
        read(Set.of("name"), "2", "1");
        assertThat(fixture.server.calls()).hasSize(2);
    }

    @Test
    void aValueOfAnotherKindMakesOnlyItsRecordUnreadable() {
        fixture.server.on(
                "POST",
                READ,
                200,
                results(company("1", "\"annualrevenue\":\"CANARY\""), company("2", "\"annualrevenue\":\"12.50\"")));
        List<ReadAnswer> answers = read(Set.of("annualrevenue"), "1", "2");
        assertThat(((ReadAnswer.Unreadable) answers.get(0)).reason())
                .contains("annualrevenue", "NUMBER")
                .doesNotContain("CANARY");
        assertThat(answers.get(1)).isInstanceOf(ReadAnswer.Found.class);
    }

    @Test
    void aFaultIsNeverGone() {
        fixture.server.on("POST", READ, 207, results());
        for (int i = 0; i < 20; i++) {
            fixture.server.hangsUp("GET", OBJECTS + "/1");
        }
        assertThatThrownBy(() -> read(Set.of("name"), "1"))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        fault -> assertThat(fault.category()).isEqualTo(Category.UNAVAILABLE));
    }

    @Test
    void readsParentsOnlyWhereAsked() {
        fixture.server.on("POST", READ, 200, results(company("1", ""), company("2", "")));
        fixture.server.on("POST", Fixture.ASSOCIATIONS + "/read", 200, """
                {"results":[{"from":{"id":"1"},"to":[
                 {"toObjectId":30,"associationTypes":[{"typeId":13}]},
                 {"toObjectId":20,"associationTypes":[{"typeId":450},{"typeId":14}]}]}]}""");
        List<ReadAnswer> answers = read(Set.of("name", Parents.FIELD), "1", "2");
        assertThat(((ReadAnswer.Found) answers.get(0)).record().fields().get(Parents.FIELD))
                .isEqualTo(Fixture.parent("20"));
        assertThat(((ReadAnswer.Found) answers.get(1)).record().fields().get(Parents.FIELD))
                .isEqualTo(FieldValue.EMPTY);
        assertThat(fixture.server.bodies(READ).get(0)).doesNotContain(Parents.FIELD);
    }

    @Test
    void aParentThatWasNotAnsweredForIsUnknownAndNotEmpty() {
        fixture.server.on("POST", READ, 200, results(company("1", "")));
        fixture.server.on(
                "POST",
                Fixture.ASSOCIATIONS + "/read",
                207,
                "{\"results\":[],\"errors\":[{\"category\":\"INTERNAL_ERROR\",\"context\":{\"fromObjectId\":[\"1\"]}}]}");
        ReadAnswer.Found found =
                (ReadAnswer.Found) read(Set.of(Parents.FIELD), "1").get(0);
        assertThat(found.record().fields().has(Parents.FIELD)).isFalse();
    }

    @Test
    void anIdThatIsNoneIsAFault() {
        assertThatThrownBy(() -> read(Set.of("name"), "../1")).isInstanceOf(ConnectorException.class);
    }

    @Test
    void locatesByKeyThenInTheBin() {
        fixture.server.on(
                "POST", READ, "archived", "false", 207, results(company("1", "\"tandem_key\":\"" + KEY + "\"")));
        fixture.server.on(
                "POST",
                READ,
                "archived",
                "true",
                200,
                results(company("2", "\"tandem_key\":\"" + KEY_2 + "\"")
                        .replace("\"archived\":false", "\"archived\":true")));
        CreateKey nowhere = new CreateKey("0a1b2c3d-0000-4000-8000-00000000000f");
        List<LocateAnswer> answers = fixture.connector.locate(
                COMPANIES, List.of(new CreateKey(KEY_2), nowhere, new CreateKey(KEY)), Set.of("name"));
        assertThat(answers)
                .extracting(LocateAnswer::key)
                .containsExactly(new CreateKey(KEY_2), nowhere, new CreateKey(KEY));
        assertThat(answers.get(0).hits()).singleElement().isInstanceOf(ReadAnswer.Archived.class);
        assertThat(answers.get(1).hits()).isEmpty();
        assertThat(answers.get(2).hits()).singleElement().isInstanceOf(ReadAnswer.Found.class);
        assertThat(fixture.server.bodies(READ).get(0)).contains("\"idProperty\":\"tandem_key\"");
        assertThat(fixture.server.bodies(READ).get(1)).doesNotContain(KEY + "\"");
    }

    @Test
    void locatesWhereNothingIsUniqueByTheSearchOldestFirst() {
        ObjectType products = ObjectType.parse("hubspot:products");
        String key = "\"tandem_key\":\"" + KEY + "\"";
        fixture.server.on("GET", "/crm/properties/2026-09/products", 200, Fixture.DEFINITIONS);
        fixture.server.on(
                "POST", "/crm/objects/2026-09/products/search", 200, results(company("10", key), company("9", key)));
        List<LocateAnswer> answers = fixture.connector.locate(products, List.of(new CreateKey(KEY)), Set.of());
        assertThat(answers.get(0).hits()).extracting(hit -> hit.asked().id()).containsExactly("9", "10");
    }
}
