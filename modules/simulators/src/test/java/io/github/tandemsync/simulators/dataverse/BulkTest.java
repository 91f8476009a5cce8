package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static final String CREATE = "accounts/Microsoft.Dynamics.CRM.CreateMultiple";
    private static final String UPDATE = "accounts/Microsoft.Dynamics.CRM.UpdateMultiple";
    private static final String TYPE = "'@odata.type':'Microsoft.Dynamics.CRM.account',";
    private static final UUID OWN = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000c1");

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void createsManyWithIdsOfTheClient() {
        Answer answer = api.post(
                CREATE, "{'Targets':[{" + TYPE + "'accountid':'" + OWN + "','name':'A'},{" + TYPE + "'name':'B'}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("Ids")).hasSize(2);
        assertThat(answer.at("Ids").path(0).asText()).isEqualTo(OWN.toString());
        assertThat(api.sim.truth().live("account")).hasSize(2);
    }

    @Test
    void oneBadRowRollsAllBackAndIsNotNamed() {
        api.account("{'accountid':'" + OWN + "','name':'There'}");
        Answer answer = api.post(
                CREATE, "{'Targets':[{" + TYPE + "'name':'A'},{" + TYPE + "'accountid':'" + OWN + "','name':'B'}]}");
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.code()).isEqualTo("0x80040237");
        assertThat(answer.body()).doesNotContain(OWN.toString());
        assertThat(api.sim.truth().live("account")).hasSize(1);
        assertThat(api.sim.truth().writes()).isEqualTo(1);
    }

    @Test
    void updatesManyOrNone() {
        UUID a = api.account("{'name':'A'}");
        String good = "{" + TYPE + "'accountid':'" + a + "','name':'New'}";
        String bad = "{" + TYPE + "'accountid':'" + OWN + "','name':'New'}";
        Answer refused = api.post(UPDATE, "{'Targets':[" + good + "," + bad + "]}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body()).doesNotContain(OWN.toString());
        assertThat(api.get("accounts(" + a + ")").text("name")).isEqualTo("A");
        assertThat(api.post(UPDATE, "{'Targets':[" + good + "]}").status()).isEqualTo(204);
        assertThat(api.get("accounts(" + a + ")").text("name")).isEqualTo("New");
    }

    @Test
    void eachTargetNamesItsType() {
        assertThat(api.post(CREATE, "{'Targets':[{'name':'A'}]}").status()).isEqualTo(400);
        assertThat(api.post(CREATE, "{'Targets':[]}").status()).isEqualTo(400);
        assertThat(api.post(UPDATE, "{'Targets':[{" + TYPE + "'name':'A'}]}").status())
                .isEqualTo(400);
    }

    @Test
    void tellsWhetherTheMessageExists() {
        String address = "sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @message and"
                + " primaryobjecttypecode eq @table&@message='CreateMultiple'&@table=";
        assertThat(api.get(address + "'account'").rows()).hasSize(1);
        assertThat(api.get(address + "'nothing'").rows()).isEmpty();
        assertThat(api.get(address.replace("Create", "Upsert") + "'account'").rows())
                .isEmpty();
        assertThat(api.post("accounts/Microsoft.Dynamics.CRM.UpsertMultiple", "{}")
                        .status())
                .isEqualTo(404);
    }
}
