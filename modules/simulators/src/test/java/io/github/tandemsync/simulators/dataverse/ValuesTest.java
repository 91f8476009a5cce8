package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Option;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void moneyIsRoundedToTheCurrencyAndComesWithFourPlaces() {
        UUID id = api.account("{'name':'A','revenue':1234.567}");
        String body = api.get("accounts(" + id + ")?$select=revenue").body();
        assertThat(body).contains("\"revenue\":1234.5700");
    }

    @Test
    void moneyWithoutCurrencyTakesTheBaseCurrencyAndSelectingItShowsIt() {
        UUID id = api.account("{'name':'A','revenue':1}");
        Answer row = api.get("accounts(" + id + ")?$select=revenue");
        assertThat(row.text("_transactioncurrencyid_value"))
                .isEqualTo(api.sim.currency("USD").toString());
    }

    @Test
    void anotherCurrencyRoundsOtherwiseAndMovesTheBaseTwin() {
        UUID id = api.account("{'name':'A','revenue':100.5,'transactioncurrencyid@odata.bind':'/transactioncurrencies("
                + api.sim.currency("JPY") + ")'}");
        Answer row = api.get("accounts(" + id + ")");
        assertThat(row.at("revenue").decimalValue()).isEqualByComparingTo("101");
        assertThat(row.at("revenue_base").decimalValue()).isEqualByComparingTo("0.6733");
        assertThat(row.at("exchangerate").decimalValue()).isEqualByComparingTo("150");
    }

    @ParameterizedTest
    @CsvSource({
        "revenue, -1, 0x80040203",
        "numberofemployees, 1000000001, 0x80040203",
        "numberofemployees, 1.5, 0x8006088a",
        "numberofemployees, '\"5\"', 0x8006088a",
        "industrycode, 99, 0x8004431a",
        "industrycode, '\"7\"', 0x8006088a",
        "donotemail, 1, 0x8006088a",
        "name, 5, 0x8006088a",
        "revenue, 1e999, 0x8006088a",
        "lastonholdtime, '\"2024-05-01\"', 0x8006088a",
        "lastonholdtime, '\"1752-12-31T23:59:59Z\"', 0x80040203",
        "stageid, '\"x\"', 0x8006088a"
    })
    void refusesWhatTheColumnDoesNotTake(String column, String value, String code) {
        Answer refused = api.send("POST", "accounts", "{\"" + column + "\":" + value + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void tooLongTextIsRefusedNotCut() {
        Answer refused = api.post("accounts", "{'name':'" + "x".repeat(161) + "'}");
        assertThat(refused.code()).isEqualTo("0x80044331");
        assertThat(refused.message()).contains("'name'").contains("'160'").doesNotContain("xxx");
        assertThat(api.post("accounts", "{'name':'" + "x".repeat(160) + "'}").status())
                .isEqualTo(204);
    }

    @Test
    void lengthCountsUtf16UnitsAndTextSurvives() {
        String name = "Zoë \uD83D\uDE80".repeat(20);
        UUID id = api.account("{'name':'" + name + "'}");
        assertThat(api.get("accounts(" + id + ")").text("name")).isEqualTo(name);
    }

    @Test
    void controlCharactersAndLoneSurrogatesAreRefused() {
        assertThat(api.post("accounts", "{'name':'a\\u0000b'}").code()).isEqualTo("0x80040278");
        assertThat(api.post("accounts", "{'name':'a\\ud800b'}").code()).isEqualTo("0x80040278");
    }

    @Test
    void emptyTextIsStoredAsNull() {
        UUID id = api.account("{'name':'A','telephone1':''}");
        assertThat(api.get("accounts(" + id + ")").at("telephone1").isNull()).isTrue();
    }

    @Test
    void instantsComeInUtcWithWholeSeconds() {
        UUID id = api.account("{'name':'A','lastonholdtime':'2024-05-01T10:30:00.987+02:00'}");
        assertThat(api.get("accounts(" + id + ")").text("lastonholdtime")).isEqualTo("2024-05-01T08:30:00Z");
    }

    @Test
    void dayColumnsTakeNoTime() {
        Answer refused = api.post("contacts", "{'lastname':'L','birthdate':'1990-05-06T00:00:00Z'}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("expected type 'Edm.Date'");
        UUID id = api.post("contacts", "{'lastname':'L','birthdate':'1990-05-06'}")
                .entityId();
        assertThat(api.get("contacts(" + id + ")").text("birthdate")).isEqualTo("1990-05-06");
    }

    @Test
    void severalOptionsAreOneSortedText() {
        List<Option> options = List.of(Option.of(1, "One"), Option.of(9, "Nine"));
        api.sim
                .admin()
                .putColumn(
                        "account",
                        Column.custom("new_Tags", ColumnType.MULTISELECT, Column.Limits.NONE)
                                .withOptions(options));
        UUID id = api.account("{'name':'A','new_tags':'9, 1'}");
        assertThat(api.get("accounts(" + id + ")").text("new_tags")).isEqualTo("1,9");
        assertThat(api.post("accounts", "{'new_tags':'2'}").code()).isEqualTo("0x8004431a");
    }

    @Test
    void statusMustFitTheState() {
        String row = "accounts(" + api.account("{'name':'A'}") + ")";
        assertThat(api.patch(row, "{'statecode':1,'statuscode':1}", "If-Match", "*")
                        .code())
                .isEqualTo("0x80048408");
        assertThat(api.patch(row, "{'statuscode':2}", "If-Match", "*").code()).isEqualTo("0x80048408");
        assertThat(api.patch(row, "{'statecode':1}", "If-Match", "*").status()).isEqualTo(204);
        assertThat(api.get(row).at("statuscode").asInt()).isEqualTo(2);
    }

    @Test
    void contactsGetTheirFullName() {
        UUID id = api.post("contacts", "{'firstname':'Ada','lastname':'Byron'}").entityId();
        assertThat(api.get("contacts(" + id + ")").text("fullname")).isEqualTo("Ada Byron");
    }
}
