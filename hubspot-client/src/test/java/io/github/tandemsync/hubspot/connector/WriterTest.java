package io.github.tandemsync.hubspot.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.tandemsync.hubspot.connector.Fixture.COMPANIES;
import static io.github.tandemsync.hubspot.connector.Fixture.KEY;
import static io.github.tandemsync.hubspot.connector.Fixture.KEY_2;
import static io.github.tandemsync.hubspot.connector.Fixture.OBJECTS;
import static io.github.tandemsync.hubspot.connector.Fixture.company;
import static io.github.tandemsync.hubspot.connector.Fixture.results;
import static io.github.tandemsync.hubspot.connector.Fixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.connector.WriteRequest.Create;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.connector.WriteRequest.Remove;
import io.github.tandemsync.core.connector.WriteRequest.Update;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {
    private static final String CREATE = OBJECTS + "/batch/create";
    private static final String UPDATE = OBJECTS + "/batch/update";
    private static final String ARCHIVE = OBJECTS + "/batch/archive";

    private final Fixture fixture = Fixture.described();
    private final AtomicInteger fence = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<WriteAnswer> write(WriteRequest... batch) {
        return fixture.connector.write(List.of(batch), fence::incrementAndGet);
    }

    private static Create create(String key, Values values) {
        return new Create(COMPANIES, new CreateKey(key), values);
    }

    private static Update update(String id, Values values) {
        return new Update(COMPANIES.ref(id), null, values);
    }

    private static Remove remove(String id) {
        return new Remove(COMPANIES.ref(id), null, How.ARCHIVE);
    }

    private static String error(String category, String message, String context) {
        return "{\"status\":\"error\",\"category\":\"" + category + "\",\"message\":\"" + message + "\",\"context\":{"
                + context + "}}";
    }

    private static String mixed(String results, String... errors) {
        return "{\"status\":\"COMPLETE\",\"results\":[" + results + "],\"numErrors\":" + errors.length + ",\"errors\":["
                + String.join(",", errors) + "]}";
    }

    private static String traced(String id, String trace, String properties) {
        return company(id, properties).replace("{\"id\"", "{\"objectWriteTraceId\":\"" + trace + "\",\"id\"");
    }

    @Test
    void createsUnderAKeyWithAParentInOneCall() {
        fixture.server.on("POST", CREATE, 201, results(traced("1", "item-0", "\"name\":\"Contoso Ltd\"")));
        Values values = values("name", " Contoso Ltd ")
                .with("domain", FieldValue.EMPTY)
                .with(Parents.FIELD, Fixture.parent("9"));
        WriteAnswer.Done done = (WriteAnswer.Done) write(create(KEY, values)).get(0);
        assertThat(done.ref()).isEqualTo(COMPANIES.ref("1"));
        assertThat(done.stamp()).isEqualTo(new Stamp("2026-02-03T04:05:06.700Z"));
        assertThat(done.asStored()).isEqualTo(values("name", "Contoso Ltd"));
        assertThat(fixture.server.bodies(CREATE))
                .containsExactly("{\"inputs\":[{\"properties\":{\"name\":\" Contoso Ltd \",\"tandem_key\":\"" + KEY
                        + "\"},\"associations\":[{\"to\":{\"id\":\"9\"},\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\","
                        + "\"associationTypeId\":14}]}],\"objectWriteTraceId\":\"item-0\"}]}");
        assertThat(fence).hasValue(1);
    }

    @Test
    void findsEachItemsOutcomeWhateverTheOrder() {
        fixture.server.on(
                "POST",
                CREATE,
                207,
                mixed(
                        traced("12", "item-2", "\"name\":\"C\"") + "," + traced("10", "item-0", "\"name\":\"A\""),
                        error("VALIDATION_ERROR", "bad", "\"objectWriteTraceId\":[\"item-1\"]")));
        List<WriteAnswer> answers = write(
                create(KEY, values("name", "A")),
                create(KEY_2, values("name", "B")),
                create(KEY.replace('1', '3'), values("name", "C")),
                create(KEY.replace('1', '4'), values("name", "D")));
        assertThat(((WriteAnswer.Done) answers.get(0)).ref().id()).isEqualTo("10");
        assertThat(answers.get(1)).isEqualTo(new WriteAnswer.Refused("VALIDATION_ERROR", "bad"));
        assertThat(((WriteAnswer.Done) answers.get(2)).ref().id()).isEqualTo("12");
        assertThat(answers.get(3)).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void findsACreateByItsKeyWhereTheTraceIsMissing() {
        fixture.server.on(
                "POST",
                CREATE,
                201,
                results(
                        company("2", "\"tandem_key\":\"" + KEY_2 + "\""),
                        company("1", "\"tandem_key\":\"" + KEY + "\"")));
        List<WriteAnswer> answers = write(create(KEY, values("name", "A")), create(KEY_2, values("name", "B")));
        assertThat(answers)
                .extracting(answer -> ((WriteAnswer.Done) answer).ref().id())
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\":\"CONFLICT\",\"message\":\"Company already exists. Existing ID: 6001\"}",
                "{\"category\":\"VALIDATION_ERROR\",\"message\":\"Cannot set tandem_key. 6001 already has that value.\"}"
            })
    void aTakenKeyExistsWithTheRecordThatHasIt(String error) {
        fixture.server.on("POST", CREATE, 409, error);
        assertThat(write(create(KEY, values("name", "A"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteAnswer.Exists.class,
                        exists -> assertThat(exists.existing()).isEqualTo(COMPANIES.ref("6001")));
    }

    @Test
    void aTakenKeyInAMixedAnswerExists() {
        fixture.server.on(
                "POST",
                CREATE,
                207,
                mixed(
                        traced("10", "item-0", ""),
                        error(
                                "VALIDATION_ERROR",
                                "6001 already has that value.",
                                "\"objectWriteTraceId\":[\"item-1\"]")));
        assertThat(write(create(KEY, values("name", "A")), create(KEY_2, values("name", "B")))
                        .get(1))
                .isInstanceOf(WriteAnswer.Exists.class);
    }

    @Test
    void aBatchRefusedAsAWholeSaysSoForEach() {
        fixture.server.on("POST", CREATE, 400, "{\"category\":\"VALIDATION_ERROR\",\"message\":\"CANARY is bad\"}");
        assertThat(write(create(KEY, values("name", "CANARY")), create(KEY_2, values("name", "B"))))
                .hasSize(2)
                .allSatisfy(answer ->
                        assertThat(((WriteAnswer.Refused) answer).code()).isEqualTo("batch-refused"))
                .noneMatch(answer -> answer.toString().contains("CANARY"));
    }

    @Test
    void aSingleItemIsRefusedWithItsReason() {
        fixture.server.on("POST", UPDATE, 400, "{\"category\":\"VALIDATION_ERROR\",\"message\":\"CANARY is bad\"}");
        assertThat(write(update("1", values("name", "CANARY"))))
                .containsExactly(new WriteAnswer.Refused("VALIDATION_ERROR", "*** is bad"));
    }

    @Test
    void updatesAndClears() {
        fixture.server.on(
                "POST", UPDATE, 200, results(company("2", "\"name\":\"B\""), company("1", "\"domain\":null")));
        List<WriteAnswer> answers =
                write(update("1", Values.of("domain", FieldValue.EMPTY)), update("2", values("name", "B")));
        assertThat(((WriteAnswer.Done) answers.get(0)).asStored()).isEqualTo(Values.of("domain", FieldValue.EMPTY));
        assertThat(((WriteAnswer.Done) answers.get(1)).ref().id()).isEqualTo("2");
        assertThat(fixture.server.bodies(UPDATE))
                .containsExactly(
                        "{\"inputs\":[{\"id\":\"1\",\"properties\":{\"domain\":\"\"},\"objectWriteTraceId\":\"item-0\"},"
                                + "{\"id\":\"2\",\"properties\":{\"name\":\"B\"},\"objectWriteTraceId\":\"item-1\"}]}");
    }

    @Test
    void anUpdateOfARecordThatIsGoneMoved() {
        fixture.server.on(
                "POST",
                UPDATE,
                207,
                mixed(company("1", ""), error("OBJECT_NOT_FOUND", "not there", "\"ids\":[\"2\"]")));
        List<WriteAnswer> answers = write(update("1", values("name", "A")), update("2", values("name", "B")));
        assertThat(answers.get(0)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(answers.get(1)).isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void anAnswerAboutAnotherRecordIsUnknown() {
        fixture.server.on("POST", UPDATE, 200, results(traced("99", "item-0", "\"name\":\"A\"")));
        assertThat(write(update("1", values("name", "A")))).singleElement().isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void aValueThatCameBackUnreadableIsUnknown() {
        fixture.server.on("POST", UPDATE, 200, results(company("1", "\"annualrevenue\":\"lots\"")));
        Update update = update("1", Values.of("annualrevenue", FieldValue.number(java.math.BigDecimal.ONE)));
        assertThat(write(update)).singleElement().isInstanceOf(WriteAnswer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void aServerErrorIsUnknownAndSentOnce(int status) {
        fixture.server.on("POST", UPDATE, status, "{}");
        assertThat(write(update("1", values("name", "A")), update("2", values("name", "B"))))
                .hasSize(2)
                .allMatch(answer -> answer instanceof WriteAnswer.Unknown);
        assertThat(fixture.server.bodies(UPDATE)).hasSize(1);
    }

    @Test
    void aLostAnswerIsUnknownAndSentOnce() {
        fixture.server.hangsUp("POST", CREATE);
        assertThat(write(create(KEY, values("name", "A")))).singleElement().isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(fixture.server.bodies(CREATE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"status\":\"PENDING\"}", "[]"})
    void anUnreadableAnswerIsUnknown(String body) {
        fixture.server.on("POST", CREATE, 200, body);
        assertThat(write(create(KEY, values("name", "A")))).singleElement().isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void aLimitIsWaitedForAndThenAnsweredWithRetry() {
        for (int i = 0; i < 4; i++) {
            fixture.server.on("POST", CREATE, HubSpotLimits.tenSecondly());
        }
        assertThat(write(create(KEY, values("name", "A"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteAnswer.Retry.class,
                        retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(3)));
        assertThat(fence).hasValue(4);
    }

    @Test
    void aMissingRightIsAFault() {
        fixture.server.on("POST", CREATE, 403, "{\"category\":\"MISSING_SCOPES\"}");
        assertThatThrownBy(() -> write(create(KEY, values("name", "A")))).isInstanceOf(ConnectorException.class);
    }

    @Test
    void aFencedWriteIsNotSent() {
        assertThatThrownBy(() -> fixture.connector.write(List.of(create(KEY, values("name", "A"))), () -> {
                    throw new FencedException("lease gone");
                }))
                .isInstanceOf(FencedException.class);
        assertThat(fixture.server.bodies(CREATE)).isEmpty();
    }

    @Test
    void archives() {
        fixture.server.on("POST", ARCHIVE, aResponse().withStatus(204));
        assertThat(write(remove("1"), remove("2")))
                .containsExactly(
                        WriteAnswer.Done.of(COMPANIES.ref("1"), null, null),
                        WriteAnswer.Done.of(COMPANIES.ref("2"), null, null));
        assertThat(fixture.server.bodies(ARCHIVE)).containsExactly("{\"inputs\":[{\"id\":\"1\"},{\"id\":\"2\"}]}");
    }

    @Test
    void aRecordThatIsGoneCountsAsRemoved() {
        fixture.server.on("POST", ARCHIVE, 404, "{}");
        assertThat(write(remove("1"))).singleElement().isInstanceOf(WriteAnswer.Done.class);
    }

    @Test
    void doesNotDeleteForGood() {
        assertThat(write(new Remove(COMPANIES.ref("1"), null, How.DELETE)))
                .singleElement()
                .satisfies(answer ->
                        assertThat(((WriteAnswer.Refused) answer).reason()).contains("let removals archive or unlink"));
        assertThat(fixture.server.calls()).isEmpty();
    }

    @Test
    void aValueThatHubSpotCanNotHoldIsRefusedAndTheOthersAreSent() {
        fixture.server.on("POST", UPDATE, 200, results(company("2", "\"name\":\"B\"")));
        FieldValue foreign =
                FieldValue.reference(io.github.tandemsync.core.record.RecordRef.parse("dynamics:account/x"));
        List<WriteAnswer> answers = write(
                update("1", Values.of(Map.of("name", foreign))),
                update("2", values("name", "B")),
                update("../3", values("name", "C")),
                update("4", Values.of(Parents.FIELD, foreign)));
        assertThat(answers.get(0)).isInstanceOf(WriteAnswer.Refused.class);
        assertThat(answers.get(1)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(((WriteAnswer.Refused) answers.get(2)).reason())
                .contains("give the one that HubSpot shows as Record ID");
        assertThat(answers.get(3)).isInstanceOf(WriteAnswer.Refused.class);
    }

    @Test
    void anEmptyBatchIsNotSent() {
        assertThat(write()).isEmpty();
        assertThat(fixture.server.calls()).isEmpty();
    }
}
