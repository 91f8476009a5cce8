package io.github.tandemsync.dynamics.connector;

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
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.BatchReply;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest extends ConnectorFixture {
    @Test
    void answersInTheOrderAskedWithOneCall() {
        organisation.onGet("accounts", page(row(1, ",\"name\":\"A\""), row(2, ",\"name\":\"B\"")));
        List<ReadAnswer> answers = read(Set.of("name"), 2, 1);
        assertThat(answers)
                .containsExactly(
                        new ReadAnswer.Found(
                                CrmRecord.of(ref(2), Values.of("name", FieldValue.text("B")), new Stamp("W/\"2\""))),
                        new ReadAnswer.Found(
                                CrmRecord.of(ref(1), Values.of("name", FieldValue.text("A")), new Stamp("W/\"1\""))));
        assertThat(organisation.requests()).hasSize(1);
    }

    @Test
    void aGuidInAnotherSpellingIsAnsweredAsASecondNameOfTheRow() {
        organisation.onGet("accounts", page(row(11, ",\"name\":\"A\"")));
        RecordRef asked = ref(11).type().ref(id(11).toUpperCase(Locale.ROOT));
        List<ReadAnswer> answers =
                connector.read(new ReadRequest(asked.type(), List.of(asked.id(), ref(11).id()), Set.of("name")));
        CrmRecord row = CrmRecord.of(ref(11), Values.of("name", FieldValue.text("A")), new Stamp("W/\"11\""));
        assertThat(answers).containsExactly(new ReadAnswer.Replaced(asked, row), new ReadAnswer.Found(row));
    }

    @Test
    void everyTypeIsDecoded() {
        organisation.onGet("accounts", page(row(1, """
                ,"name":"A","revenue":20000.5000,"numberofemployees":7,"donotemail":false,
                "lastusedincampaign":"2024-05-01T08:30:00Z","new_founded":"1999-12-31","industrycode":7,
                "new_tags":"9, 1","_parentaccountid_value":"%s","_ownerid_value":"%s",
                "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"systemuser","description":null,
                "new_secret":null,"_transactioncurrencyid_value":"x\"""".formatted(id(2).toUpperCase(java.util.Locale.ROOT), id(9)))));
        Set<String> fields = Set.of(
                "name",
                "revenue",
                "numberofemployees",
                "donotemail",
                "lastusedincampaign",
                "new_founded",
                "industrycode",
                "new_tags",
                "parentaccountid",
                "ownerid",
                "description",
                "new_secret");
        ReadAnswer.Found found = (ReadAnswer.Found) read(fields, 1).get(0);
        Values values = found.record().fields();
        assertThat(values.get("name")).isEqualTo(FieldValue.text("A"));
        assertThat(values.get("revenue")).isEqualTo(FieldValue.number(new BigDecimal("20000.5")));
        assertThat(values.get("numberofemployees")).isEqualTo(FieldValue.number(new BigDecimal("7")));
        assertThat(values.get("donotemail")).isEqualTo(new FieldValue.Flag(false));
        assertThat(values.get("lastusedincampaign"))
                .isEqualTo(new FieldValue.Timestamp(Instant.parse("2024-05-01T08:30:00Z")));
        assertThat(values.get("new_founded")).isEqualTo(new FieldValue.Day(LocalDate.of(1999, 12, 31)));
        assertThat(values.get("industrycode")).isEqualTo(new FieldValue.Choice("7"));
        assertThat(values.get("new_tags")).isEqualTo(new FieldValue.Choices(Set.of("1", "9")));
        assertThat(values.get("parentaccountid")).isEqualTo(FieldValue.reference(ref(2)));
        assertThat(values.get("ownerid")).hasToString("dynamics:systemuser/" + id(9));
        assertThat(values.get("description")).isEqualTo(FieldValue.EMPTY);
        assertThat(values.has("new_secret"))
                .as("a secured null is unknown, not empty")
                .isFalse();
        assertThat(organisation.last().getHeader("Prefer")).contains("lookuplogicalname");
    }

    @Test
    void lookupTypesAreAskedForOnlyWhereNeeded() {
        organisation.onGet("accounts", page(row(1, "")));
        read(Set.of("parentaccountid"), 1);
        assertThat(organisation.last().getHeader("Prefer")).doesNotContain("lookuplogicalname");
    }

    @Test
    void aFieldThatIsMissingFromTheAnswerIsUnknown() {
        organisation.onGet("accounts", page(row(1, "")));
        ReadAnswer.Found found = (ReadAnswer.Found) read(Set.of("name"), 1).get(0);
        assertThat(found.record().fields().has("name")).isFalse();
    }

    @Test
    void theLoserOfAMergeNamesItsSuccessor() {
        organisation.onGet("accounts", page(row(1, ",\"_masterid_value\":\"" + id(2) + "\"")));
        ReadAnswer.Found found = (ReadAnswer.Found) read(Set.of("name"), 1).get(0);
        assertThat(found.record().lineage().successor()).isEqualTo(ref(2));
        assertThat(organisation.last().getUrl()).contains("_masterid_value");
    }

    @Test
    void aRowThatTheQueryDoesNotShowIsConfirmedByItsOwnAddress() {
        organisation.onGet("accounts", page(row(1, ",\"name\":\"A\"")));
        organisation.onBatch(
                "accounts(",
                BatchReply.error(404, "0x80040217", "account With Id = x Does Not Exist"),
                BatchReply.error(403, "0x80040220", "canary"),
                BatchReply.error(404, "", "canary"),
                BatchReply.part(200, row(5, ",\"name\":\"E\"")),
                BatchReply.error(500, "0x80044150", "canary"),
                BatchReply.part(200, "{\"accountid\":"));
        List<ReadAnswer> answers = read(Set.of("name"), 1, 2, 3, 4, 5, 6, 7);
        assertThat(answers).element(1).isEqualTo(new ReadAnswer.Gone(ref(2)));
        assertThat(answers).element(2).isInstanceOf(ReadAnswer.Hidden.class);
        assertThat(answers)
                .element(3)
                .as("a 404 without the code proves nothing")
                .isInstanceOf(ReadAnswer.Unreadable.class);
        assertThat(answers).element(4).isInstanceOf(ReadAnswer.Found.class);
        assertThat(answers).element(5).isInstanceOf(ReadAnswer.Unreadable.class);
        assertThat(answers).element(6).isInstanceOf(ReadAnswer.Unreadable.class);
        assertThat(answers.toString()).doesNotContain("canary");
        assertThat(organisation.requests()).hasSize(2);
    }

    @Test
    void aPartThatIsMissingProvesNothing() {
        organisation.onGet("accounts", page());
        organisation.onBatch(
                "accounts(", 200, BatchReply.open(List.of(BatchReply.error(404, "0x80040217", "x"), "cut")));
        assertThat(read(Set.of("name"), 1, 2))
                .containsExactly(
                        new ReadAnswer.Gone(ref(1)),
                        new ReadAnswer.Unreadable(ref(2), "its part of the batch is missing or malformed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":17",
                "\"revenue\":\"canary\"",
                "\"revenue\":1e999",
                "\"numberofemployees\":true",
                "\"donotemail\":\"canary\"",
                "\"lastusedincampaign\":\"canary\"",
                "\"new_founded\":\"2024-13-01\"",
                "\"industrycode\":1.5",
                "\"new_tags\":\"canary\"",
                "\"_parentaccountid_value\":7",
                "\"_ownerid_value\":\"a0000000-0000-0000-0000-000000000009\""
            })
    void aColumnOfAnotherTypeMakesItsRowUnreadableAndNotTheOthers(String column) {
        organisation.onGet("accounts", page(row(1, "," + column), row(2, ",\"name\":\"B\"")));
        Set<String> fields = Set.of(
                "name",
                "revenue",
                "numberofemployees",
                "donotemail",
                "lastusedincampaign",
                "new_founded",
                "industrycode",
                "new_tags",
                "parentaccountid",
                "ownerid");
        List<ReadAnswer> answers = read(fields, 1, 2);
        assertThat(answers.get(0)).isInstanceOf(ReadAnswer.Unreadable.class);
        assertThat(answers.get(0).toString()).doesNotContain("canary").contains("column");
        assertThat(answers.get(1)).isInstanceOf(ReadAnswer.Found.class);
    }

    @Test
    void aRowWithoutAVersionIsUnreadable() {
        organisation.onGet("accounts", page("{\"accountid\":\"" + id(1) + "\"}"));
        assertThat(read(Set.of("name"), 1))
                .containsExactly(new ReadAnswer.Unreadable(ref(1), "it came without an etag"));
    }

    @Test
    void fiveHundredRowsAreOneCall() {
        String[] rows = IntStream.range(0, 500).mapToObj(n -> row(n, "")).toArray(String[]::new);
        organisation.onGet("accounts", page(rows));
        assertThat(read(Set.of("name"), IntStream.range(0, 500).toArray()))
                .hasSize(500)
                .allMatch(ReadAnswer.Found.class::isInstance);
        assertThat(organisation.requests()).hasSize(1);
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThatThrownBy(() -> read(Set.of("_parentaccountid_value"), 1))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.INVALID))
                .hasMessageContaining("_parentaccountid_value");
    }

    @Test
    void aCreateIsLocatedByItsId() {
        organisation.onGet("accounts", page(row(1, ",\"name\":\"A\"")));
        organisation.onBatch("accounts(", BatchReply.error(404, "0x80040217", "x"));
        List<LocateAnswer> answers =
                connector.locate(ACCOUNT, List.of(new CreateKey(id(1)), new CreateKey(id(2))), Set.of("name"));
        assertThat(answers.get(0).hits()).hasSize(1);
        assertThat(answers.get(1)).isEqualTo(new LocateAnswer(new CreateKey(id(2)), List.of()));
    }

    @Test
    void whatCanNotBeSeenIsNoEvidenceThatThereIsNone() {
        organisation.onGet("accounts", page());
        organisation.onBatch("accounts(", BatchReply.error(403, "0x80040220", "x"));
        assertThatThrownBy(() -> connector.locate(ACCOUNT, List.of(new CreateKey(id(1))), Set.of("name")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.FORBIDDEN));
        organisation.onBatch("accounts(", BatchReply.error(503, "", "x"));
        assertThatThrownBy(() -> connector.locate(ACCOUNT, List.of(new CreateKey(id(1))), Set.of("name")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.UNAVAILABLE));
    }

    private List<ReadAnswer> read(Set<String> fields, int... ids) {
        List<String> all = IntStream.of(ids).mapToObj(ConnectorFixture::id).toList();
        return connector.read(new ReadRequest(ACCOUNT, all, fields));
    }
}
