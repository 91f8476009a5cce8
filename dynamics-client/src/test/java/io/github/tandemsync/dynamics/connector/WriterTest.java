package io.github.tandemsync.dynamics.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.BatchReply;
import io.github.tandemsync.dynamics.WireOrganisation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriterTest extends ConnectorFixture {
    private static final Fence HELD = () -> {};
    private static final Values NAME = Values.of("name", FieldValue.text("Canary Ltd"));

    @Test
    void aCreateIsAPostUnderItsOwnId() {
        organisation.onBatch("POST", BatchReply.part(201, row(1, ",\"name\":\"Canary\"")));
        assertThat(write(create(1, NAME)))
                .isEqualTo(WriteAnswer.Done.of(
                        ref(1), new Stamp("W/\"1\""), Values.of("name", FieldValue.text("Canary"))));
        assertThat(sent())
                .contains("POST /api/data/v9.2/accounts?$select=_masterid_value,accountid,name HTTP/1.1\r\n")
                .contains("Prefer: return=representation\r\n")
                .contains("{\"accountid\":\"" + id(1) + "\",\"name\":\"Canary Ltd\"}")
                .doesNotContain("multipart/mixed")
                .doesNotContain("MSCRM");
        assertThat(organisation.last().getHeader("Prefer")).isEqualTo("odata.continue-on-error");
    }

    @Test
    void anUpdateIsAPatchOfTheVersionThatWasRead() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(1, ",\"name\":null")));
        assertThat(write(update(1, Values.of("name", FieldValue.EMPTY))))
                .isEqualTo(WriteAnswer.Done.of(ref(1), new Stamp("W/\"1\""), Values.of("name", FieldValue.EMPTY)));
        assertThat(sent())
                .contains("PATCH /api/data/v9.2/accounts(" + id(1) + ")?$select=")
                .contains("If-Match: W/\"7\"\r\n")
                .contains("{\"name\":null}");
    }

    @Test
    void anUpdateWithoutAVersionIsStillNoUpsert() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(1, "")));
        connector.write(List.of(new WriteRequest.Update(ref(1), null, NAME)), HELD);
        assertThat(sent()).contains("If-Match: *\r\n");
    }

    @Test
    void everyTypeIsEncoded() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(1, "")));
        Values values = Values.of(Map.ofEntries(
                Map.entry("revenue", FieldValue.number(new BigDecimal("1E+3"))),
                Map.entry("numberofemployees", FieldValue.number(new BigDecimal("7.0"))),
                Map.entry("donotemail", new FieldValue.Flag(true)),
                Map.entry("lastusedincampaign", new FieldValue.Timestamp(Instant.parse("2024-05-01T08:30:00Z"))),
                Map.entry("new_founded", new FieldValue.Day(LocalDate.of(1999, 12, 31))),
                Map.entry("industrycode", new FieldValue.Choice("7")),
                Map.entry("new_tags", new FieldValue.Choices(Set.of("9", "1"))),
                Map.entry("parentaccountid", FieldValue.reference(ref(2))),
                Map.entry("new_partnerid", FieldValue.reference(CONTACT.ref(id(3)))),
                Map.entry(
                        "ownerid",
                        FieldValue.reference(
                                ObjectType.parse("dynamics:systemuser").ref(id(4))))));
        write(update(1, values));
        assertThat(sent())
                .contains("\"revenue\":1000}")
                .contains("\"numberofemployees\":7,")
                .contains("\"donotemail\":true")
                .contains("\"lastusedincampaign\":\"2024-05-01T08:30:00Z\"")
                .contains("\"new_founded\":\"1999-12-31\"")
                .contains("\"industrycode\":7,")
                .contains("\"new_tags\":\"1,9\"")
                .contains("\"parentaccountid@odata.bind\":\"/accounts(" + id(2) + ")\"")
                .contains("\"new_PartnerId_contact@odata.bind\":\"/contacts(" + id(3) + ")\"")
                .contains("\"ownerid@odata.bind\":\"/systemusers(" + id(4) + ")\"")
                .contains(
                        "Prefer: return=representation,odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");
    }

    @Test
    void aLookupIsClearedByItsNavigationName() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(1, "")));
        write(update(1, Values.of("parentaccountid", FieldValue.EMPTY).with("new_partnerid", FieldValue.EMPTY)));
        assertThat(sent()).contains("{\"new_PartnerId_account\":null,\"parentaccountid\":null}");
    }

    @Test
    void aColumnThatIsReadOnlyForThisWriteIsRefusedAlone() {
        organisation.onBatch("POST", BatchReply.part(201, row(1, ",\"name\":\"A\",\"statecode\":0")));
        WriteAnswer.Done done = (WriteAnswer.Done) write(create(1, NAME.with("statecode", new FieldValue.Choice("1"))));
        assertThat(done.refusals()).containsOnlyKeys("statecode");
        assertThat(java.util.Objects.requireNonNull(done.asStored()).get("statecode"))
                .isEqualTo(new FieldValue.Choice("0"));
        assertThat(sent()).doesNotContain("\"statecode\":1");
    }

    @ParameterizedTest
    @EnumSource(
            value = How.class,
            names = {"ARCHIVE", "DELETE"})
    void aRemovalDeletesTheVersionThatWasRead(How how) {
        organisation.onBatch("DELETE", BatchReply.part(204, ""));
        assertThat(write(remove(1, how))).isEqualTo(WriteAnswer.Done.of(ref(1), null, null));
        assertThat(sent())
                .contains("DELETE /api/data/v9.2/accounts(" + id(1) + ") HTTP/1.1\r\n")
                .contains("If-Match: W/\"7\"");
    }

    @Test
    void aDeactivationSetsStateAndStatusTogether() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(1, ",\"statecode\":1,\"statuscode\":2")));
        assertThat(write(remove(1, How.DEACTIVATE))).isInstanceOf(WriteAnswer.Done.class);
        assertThat(sent()).contains("{\"statecode\":1,\"statuscode\":2}").contains("If-Match: W/\"7\"");
    }

    @Test
    void aRowThatIsGoneAlreadyIsRemoved() {
        organisation.onBatch(
                "DELETE", BatchReply.error(404, "0x80040217", "account With Id = " + id(1) + " Does Not Exist"));
        assertThat(write(remove(1, How.DELETE))).isEqualTo(WriteAnswer.Done.of(ref(1), null, null));
    }

    @Test
    void aRowThatIsGoneHasMovedForAnUpdateAndADeactivation() {
        organisation.onBatch(
                "PATCH", BatchReply.error(404, "0x80040217", "account With Id = " + id(1) + " Does Not Exist"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Moved.class);
        assertThat(write(remove(1, How.DEACTIVATE))).isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void aMissingTargetOfALookupIsNoMissingRow() {
        organisation.onBatch(
                "PATCH", BatchReply.error(404, "0x80040217", "account With Id = " + id(2) + " Does Not Exist"));
        assertThat(write(update(1, Values.of("parentaccountid", FieldValue.reference(ref(2))))))
                .isInstanceOf(WriteAnswer.Refused.class);
        organisation.onBatch(
                "POST", BatchReply.error(404, "0x80040217", "account With Id = " + id(2) + " Does Not Exist"));
        assertThat(write(create(1, NAME))).isInstanceOf(WriteAnswer.Refused.class);
    }

    @Test
    void aTakenIdExists() {
        organisation.onBatch(
                "POST", BatchReply.error(412, "0x80040237", "A record with matching key values already exists."));
        WriteAnswer.Exists exists = (WriteAnswer.Exists) write(create(1, NAME));
        assertThat(exists.existing()).isEqualTo(ref(1));
    }

    @ParameterizedTest
    @CsvSource({"412,0x80060892", "412,0x80040333", "500,0x80040333"})
    void aTakenUniqueValueExistsSomewhere(int status, String code) {
        organisation.onBatch("POST", BatchReply.error(status, code, "name Canary Ltd"));
        WriteAnswer.Exists exists = (WriteAnswer.Exists) write(create(1, NAME));
        assertThat(exists.existing()).isNull();
        assertThat(exists.detail()).contains("(columns name)").doesNotContain("Canary");
    }

    @ParameterizedTest
    @CsvSource({"412,0x80060882", "412,''"})
    void aStaleVersionHasMoved(int status, String code) {
        organisation.onBatch("HTTP/1.1", BatchReply.error(status, code, "x"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Moved.class);
        assertThat(write(remove(1, How.DELETE))).isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void aTakenUniqueValueRefusesAnUpdate() {
        organisation.onBatch("PATCH", BatchReply.error(412, "0x80060892", "x"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"400,0x80044331", "403,0x80040220", "400,0x80040265", "400,''", "404,''", "405,''", "500,0x80040265"})
    void aRefusalKeepsTheCodeAndNoContent(int status, String code) {
        organisation.onBatch(
                "PATCH",
                BatchReply.error(
                        status,
                        code,
                        "The name attribute 'Canary Ltd' exceeded; call +41 44 123 45 67 or x@canary.example"));
        WriteAnswer.Refused refused = (WriteAnswer.Refused) write(update(1, NAME));
        assertThat(refused.code()).isEqualTo(code.isEmpty() ? "" + status : code);
        assertThat(refused.reason()).doesNotContainIgnoringCase("canary").doesNotContain("123 45");
        assertThat(refused.reason()).contains("name");
    }

    @ParameterizedTest
    @CsvSource({
        "403,0x80040220,true",
        "403,0x80048306,true",
        "403,'',true",
        "400,0x80042f09,true",
        "400,0x80044331,false",
        "400,'',false"
    })
    void aRefusalTellsWhetherARightIsMissing(int status, String code, boolean right) {
        organisation.onBatch("PATCH", BatchReply.error(status, code, "x"));
        assertThat(((WriteAnswer.Refused) write(update(1, NAME))).forRights()).isEqualTo(right);
    }

    @Test
    void aLimitInAPartIsKnownNotToHaveRun() {
        organisation.onBatch(
                "PATCH", BatchReply.error(429, "0x80072322", "Number of requests exceeded", "Retry-After: 42"));
        assertThat(write(update(1, NAME))).isEqualTo(new WriteAnswer.Retry(Duration.ofSeconds(42), "429 0x80072322"));
        organisation.onBatch("PATCH", BatchReply.error(503, "0x80072321", "Combined execution time"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Retry.class);
    }

    @ParameterizedTest
    @CsvSource({"500,''", "503,''", "504,''", "408,''", "500,0x80044150", "500,0x80044151"})
    void aServersFailureIsUnknown(int status, String code) {
        organisation.onBatch("PATCH", BatchReply.error(status, code, "x"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void eachWriteHasItsOwnOutcomeInTheOrderGiven() {
        organisation.onBatch(
                "PATCH",
                BatchReply.to(3, BatchReply.part(200, row(3, ",\"name\":\"C\""))),
                BatchReply.to(1, BatchReply.part(200, row(1, ",\"name\":\"A\""))));
        List<WriteAnswer> answers = connector.write(List.of(update(1, NAME), update(2, NAME), update(3, NAME)), HELD);
        assertThat(answers)
                .element(0)
                .isInstanceOfSatisfying(
                        WriteAnswer.Done.class, d -> assertThat(d.ref()).isEqualTo(ref(1)));
        assertThat(answers).element(1).isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(answers)
                .element(2)
                .isInstanceOfSatisfying(
                        WriteAnswer.Done.class, d -> assertThat(d.ref()).isEqualTo(ref(3)));
        assertThat(organisation.requests()).hasSize(1);
    }

    @Test
    void writesBehindACutAreUnknown() {
        organisation.onBatch(
                "PATCH",
                200,
                BatchReply.open(List.of(
                        BatchReply.part(200, row(1, "")),
                        BatchReply.part(200, row(2, "")).substring(0, 40))));
        List<WriteAnswer> answers = connector.write(List.of(update(1, NAME), update(2, NAME), update(3, NAME)), HELD);
        assertThat(answers).element(0).isInstanceOf(WriteAnswer.Done.class);
        assertThat(answers.subList(1, 3)).allMatch(WriteAnswer.Unknown.class::isInstance);
    }

    @Test
    void anAnswerAboutAnotherRowIsNone() {
        organisation.onBatch("PATCH", BatchReply.part(200, row(2, "")));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void anAnswerThatCanNotBeReadIsUnknown() {
        organisation.onBatch("PATCH", BatchReply.part(200, "{\"accountid\":\"" + id(1) + "\",\"name\":\"Cana"));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Unknown.class);
    }

    @Test
    void anAnswerWithoutARowIsDone() {
        organisation.onBatch("PATCH", BatchReply.part(204, ""));
        assertThat(write(update(1, NAME))).isEqualTo(WriteAnswer.Done.of(ref(1), null, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void aCutConnectionLeavesAllUnknown(Fault fault) {
        organisation.onBatch(aResponse().withFault(fault));
        List<WriteAnswer> answers = connector.write(List.of(update(1, NAME), update(2, NAME)), HELD);
        assertThat(answers).hasSize(2).allMatch(WriteAnswer.Unknown.class::isInstance);
        assertThat(organisation.requests()).as("never sent twice").hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"200", "500", "502", "504"})
    void aBatchWithoutAReadableAnswerIsUnknown(int status) {
        organisation.onBatch(WireOrganisation.json(status, "<html>Canary Ltd</html>"));
        WriteAnswer answer = write(update(1, NAME));
        assertThat(answer).isInstanceOf(WriteAnswer.Unknown.class);
        assertThat(answer.toString()).doesNotContain("Canary");
    }

    @Test
    void aLimitOfTheWholeBatchIsRetriedAfterTheGivenTime() {
        organisation.onBatch(WireOrganisation.json(429, "{\"error\":{\"code\":\"0x80072326\",\"message\":\"x\"}}")
                .withHeader("Retry-After", "17"));
        List<WriteAnswer> answers = connector.write(List.of(update(1, NAME), update(2, NAME)), HELD);
        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer ->
                        assertThat(((WriteAnswer.Retry) answer).after()).isEqualTo(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORIZED", "403,FORBIDDEN", "400,INVALID"})
    void aFaultThatIsNotAboutTheWritesIsThrown(int status, ConnectorException.Category category) {
        organisation.onBatch(WireOrganisation.json(status, "{\"error\":{\"code\":\"\",\"message\":\"canary\"}}"));
        assertThatThrownBy(() -> write(update(1, NAME)))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(category))
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining(WireOrganisation.TOKEN);
    }

    @Test
    void theStatusOfAFailingPartDoesNotHideTheOthers() {
        organisation.onBatch("PATCH", 412, BatchReply.body(BatchReply.error(412, "0x80060882", "x")));
        assertThat(write(update(1, NAME))).isInstanceOf(WriteAnswer.Moved.class);
    }

    @Test
    void nothingIsSentWithoutTheLease() {
        organisation.onBatch("PATCH", BatchReply.part(204, ""));
        assertThatThrownBy(() -> connector.write(List.of(update(1, NAME)), () -> {
                    throw new FencedException("the lease is gone");
                }))
                .isInstanceOf(FencedException.class);
        assertThat(organisation.requests()).isEmpty();
    }

    @Test
    void theLeaseIsAskedForRightBeforeTheSend() {
        organisation.onBatch("PATCH", BatchReply.part(204, ""));
        List<Integer> sentBefore = new ArrayList<>();
        connector.write(
                List.of(update(1, NAME)),
                () -> sentBefore.add(organisation.requests().size()));
        assertThat(sentBefore).containsExactly(0);
        assertThat(organisation.requests()).hasSize(1);
    }

    @Test
    void aValueThatCanNotBeSentIsRefusedAndTheOthersGo() {
        organisation.onBatch("PATCH", BatchReply.part(204, ""));
        List<WriteAnswer> answers = connector.write(
                List.of(
                        update(1, Values.of("revenue", FieldValue.text("Canary"))),
                        update(2, NAME),
                        update(3, Values.of("numberofemployees", FieldValue.number(new BigDecimal("1.5")))),
                        update(4, Values.of("industrycode", new FieldValue.Choice("Canary"))),
                        update(5, Values.of("nam", FieldValue.text("Canary"))),
                        update(6, Values.of("exchangerate", FieldValue.number(BigDecimal.ONE))),
                        update(7, Values.of("parentaccountid", FieldValue.reference(CONTACT.ref(id(1))))),
                        update(8, Values.of("name", FieldValue.text("Canary\ud800")))),
                HELD);
        assertThat(answers).element(1).isInstanceOf(WriteAnswer.Done.class);
        assertThat(answers.stream().filter(WriteAnswer.Refused.class::isInstance))
                .hasSize(7);
        assertThat(answers.toString())
                .doesNotContain("Canary")
                .contains("revenue")
                .contains("nam");
        assertThat(sent().split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void nothingToSendIsNoCall() {
        assertThat(connector.write(List.of(), HELD)).isEmpty();
        assertThat(organisation.requests()).isEmpty();
    }

    private WriteAnswer write(WriteRequest request) {
        return connector.write(List.of(request), HELD).get(0);
    }

    private static WriteRequest create(int n, Values values) {
        return new WriteRequest.Create(ACCOUNT, new CreateKey(id(n)), values);
    }

    private static WriteRequest update(int n, Values values) {
        return new WriteRequest.Update(ref(n), new Stamp("W/\"7\""), values);
    }

    private static WriteRequest remove(int n, How how) {
        return new WriteRequest.Remove(ref(n), new Stamp("W/\"7\""), how);
    }

    private String sent() {
        return organisation.last().getBodyAsString();
    }
}
