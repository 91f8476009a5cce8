package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateTest {
    private static final UUID OWN = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000a1");

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void answersWithTheAddressOnlyAndNoBody() {
        Answer created = api.post("accounts", "{'name':'Acme'}");
        assertThat(created.status()).isEqualTo(204);
        assertThat(created.body()).isEmpty();
        assertThat(created.header("OData-EntityId")).startsWith(api.root() + "accounts(");
    }

    @Test
    void withRepresentationAnswersTheRowAndNoAddress() {
        Answer created = api.post("accounts?$select=name", "{'name':'Acme'}", "Prefer", "return=representation");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("name")).isEqualTo("Acme");
        assertThat(created.at("accountid").isTextual()).isTrue();
        assertThat(created.at("telephone1").isMissingNode()).isTrue();
        assertThat(created.header("OData-EntityId")).isEmpty();
        assertThat(created.header("Preference-Applied")).isEqualTo("return=representation");
    }

    @Test
    void takesAnIdOfTheClientOnceOnly() {
        String body = "{'accountid':'" + OWN + "','name':'Acme'}";
        assertThat(api.post("accounts", body).entityId()).isEqualTo(OWN);
        Answer again = api.post("accounts", body);
        assertThat(again.status()).isEqualTo(412);
        assertThat(again.code()).isEqualTo("0x80040237");
        assertThat(api.sim.truth().live("account")).hasSize(1);
    }

    @Test
    void fillsWhatTheServerOwns() {
        Row row = api.sim.truth().row("account", api.account("{'name':'Acme'}")).orElseThrow();
        Reference user = new Reference("systemuser", api.sim.applicationUser());
        assertThat(row.value("createdon")).isEqualTo(Api.START);
        assertThat(row.value("createdby")).isEqualTo(user);
        assertThat(row.value("ownerid")).isEqualTo(user);
        assertThat(row.value("statecode")).isEqualTo(0);
        assertThat(row.value("statuscode")).isEqualTo(1);
        assertThat(row.value("donotemail")).isEqualTo(false);
        assertThat(row.value("preferredcontactmethodcode")).isEqualTo(1);
    }

    @Test
    void silentlyIgnoresTheStateThatWasSent() {
        UUID id = api.account("{'name':'Acme','statecode':1}");
        assertThat(api.get("accounts(" + id + ")").at("statecode").asInt()).isZero();
    }

    @Test
    void backDatesTheCreationOnlyHere() {
        UUID id = api.account("{'name':'Old','overriddencreatedon':'2019-05-06T07:08:09Z'}");
        Row row = api.sim.truth().row("account", id).orElseThrow();
        assertThat(row.value("createdon")).isEqualTo(Instant.parse("2019-05-06T07:08:09Z"));
        assertThat(row.value("overriddencreatedon")).isEqualTo(Api.START);
    }

    @Test
    void composesTheAddress() {
        UUID id = api.account(
                "{'name':'A','address1_line1':'Main St 1','address1_city':'Basel','address1_postalcode':'4051'}");
        assertThat(api.get("accounts(" + id + ")").text("address1_composite")).isEqualTo("Main St 1\r\nBasel, 4051");
    }

    @Test
    void refusesAnythingThatIsNotOneJsonObject() {
        for (String body : new String[] {"[]", "{'name':'A'", "{'name':'A','name':'B'}", "x"}) {
            Answer refused = api.post("accounts", body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("0x8006088a");
        }
    }

    @Test
    void refusesUnknownColumnsAndDoesNotEchoValues() {
        Answer refused = api.post("accounts", "{'nickname':'Secret'}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("0x8006088a");
        assertThat(refused.message()).contains("nickname").doesNotContain("Secret");
    }

    @Test
    void refusesUnknownEntitySets() {
        assertThat(api.post("account", "{}").status()).isEqualTo(404);
        assertThat(api.get("opportunities").status()).isEqualTo(404);
    }
}
