package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyTest {
    private final Api api = new Api();

    @BeforeEach
    void key() {
        api.sim.admin().putKey("account", new AlternateKey("new_number", List.of("accountnumber"), true));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void addressesRows() {
        api.account("{'name':'A','accountnumber':'A1'}");
        assertThat(api.get("accounts(accountnumber='a1')").text("name")).isEqualTo("A");
        assertThat(api.get("accounts(accountnumber='A2')").code()).isEqualTo("0x80060891");
        assertThat(api.get("accounts(telephone1='1')").code()).isEqualTo("0x80060890");
        assertThat(api.patch("accounts(accountnumber='A1')", "{'name':'B'}", "If-Match", "*")
                        .status())
                .isEqualTo(204);
        assertThat(api.delete("accounts(accountnumber='A1')").status()).isEqualTo(204);
    }

    @Test
    void upsertAnswersWithTheKeyAndNotTheId() {
        Answer created = api.patch("accounts(accountnumber='A1')", "{'name':'A'}");
        assertThat(created.header("OData-EntityId")).isEqualTo(api.root() + "accounts(accountnumber='A1')");
        assertThat(api.get("accounts(accountnumber='A1')").text("accountnumber"))
                .isEqualTo("A1");
    }

    @Test
    void keyValuesInTheBodyAreUsedOnCreateAndIgnoredOnUpdate() {
        api.patch("accounts(accountnumber='A1')", "{'name':'A','accountnumber':'B2'}");
        assertThat(api.get("accounts(accountnumber='A1')").status()).isEqualTo(404);
        api.patch("accounts(accountnumber='B2')", "{'name':'B','accountnumber':'C3'}");
        assertThat(api.get("accounts(accountnumber='B2')").text("name")).isEqualTo("B");
    }

    @Test
    void valuesAreUniqueAndNullIsNone() {
        api.account("{'name':'A','accountnumber':'A1'}");
        Answer refused = api.post("accounts", "{'name':'B','accountnumber':'a1'}");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.code()).isEqualTo("0x80060892");
        assertThat(api.post("accounts", "{'name':'B'}").status()).isEqualTo(204);
        assertThat(api.post("accounts", "{'name':'C'}").status()).isEqualTo(204);
    }

    @Test
    void someCharactersCannotBeAddressed() {
        api.account("{'name':'A','accountnumber':'A/1'}");
        assertThat(api.get("accounts(accountnumber='A%2F1')").status()).isEqualTo(400);
        assertThat(api.get("accounts(accountnumber='A%26B')").status()).isEqualTo(400);
    }

    @Test
    void aKeyThatIsStillBuiltAddressesNothing() {
        api.sim.admin().putKey("account", new AlternateKey("new_number", List.of("accountnumber"), false));
        api.account("{'name':'A','accountnumber':'A1'}");
        assertThat(api.get("accounts(accountnumber='A1')").code()).isEqualTo("0x80060890");
        assertThat(api.get("EntityDefinitions(LogicalName='account')/Keys?$select=LogicalName,EntityKeyIndexStatus")
                        .texts("EntityKeyIndexStatus"))
                .containsExactly("Pending");
    }

    @Test
    void bindsByKey() {
        api.account("{'name':'A','accountnumber':'A1'}");
        String child = "accounts("
                + api.account("{'name':'B','parentaccountid@odata.bind':'/accounts(accountnumber=\\u0027A1\\u0027)'}")
                + ")";
        assertThat(api.get(child).at("_parentaccountid_value").isTextual()).isTrue();
    }
}
