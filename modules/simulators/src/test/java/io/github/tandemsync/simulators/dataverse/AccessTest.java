package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsWhoCalls() {
        for (String form : new String[] {"WhoAmI", "WhoAmI()"}) {
            Answer who = api.get(form);
            assertThat(who.text("UserId")).isEqualTo(api.sim.applicationUser().toString());
            assertThat(who.text("OrganizationId"))
                    .isEqualTo(api.sim.organizationId().toString());
        }
        UUID copy = UUID.fromString("7f3c1c52-0000-4000-8000-00000000abcd");
        api.sim.admin().changeOrganizationId(copy);
        assertThat(api.get("WhoAmI").text("OrganizationId")).isEqualTo(copy.toString());
    }

    @Test
    void tellsPrivileges() {
        String user = "systemusers(" + api.sim.applicationUser() + ")/Microsoft.Dynamics.CRM.";
        api.sim.admin().grant("prvReadAccount", Depth.LOCAL);
        Answer one = api.get(user + "RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadAccount')");
        assertThat(one.at("RolePrivileges").path(0).path("Depth").asText()).isEqualTo("Local");
        api.sim.admin().grant("prvWriteAccount", Depth.NONE);
        assertThat(api.get(user + "RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvWriteAccount')")
                        .at("RolePrivileges"))
                .isEmpty();
        assertThat(api.get(user + "RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadNothing')")
                        .at("RolePrivileges"))
                .isEmpty();
        Answer all = api.get(user + "RetrieveUserPrivileges");
        assertThat(all.at("RolePrivileges").findValuesAsText("PrivilegeName"))
                .contains("prvReadUser", "prvAppendToAccount")
                .doesNotContain("prvWriteAccount");
        Answer several = api.get(user
                + "RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p1)?@p1=[\"prvReadAccount\",\"prvReadLead\"]"
                        .replace("[", "%5B")
                        .replace("]", "%5D"));
        assertThat(several.at("RolePrivileges")).hasSize(2);
    }

    @Test
    void missingPrivilegesAreNamed() {
        UUID id = api.account("{'name':'A'}");
        api.sim.admin().grant("prvWriteAccount", Depth.NONE);
        Answer refused = api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("0x80040220");
        assertThat(refused.message()).contains("prvWriteAccount");
        api.sim.admin().grant("prvCreateAccount", Depth.NONE);
        assertThat(api.post("accounts", "{'name':'B'}").status()).isEqualTo(403);
        api.sim.admin().grant("prvReadAccount", Depth.NONE);
        assertThat(api.get("accounts").status()).isEqualTo(403);
    }

    @Test
    void lookupsAndOwnersNeedMore() {
        UUID parent = api.account("{'name':'P'}");
        String bind = "{'name':'C','parentaccountid@odata.bind':'/accounts(" + parent + ")'}";
        api.sim.admin().grant("prvAppendToAccount", Depth.NONE);
        assertThat(api.post("accounts", bind).message()).contains("prvAppendToAccount");
        String owner =
                "{'ownerid@odata.bind':'/systemusers(" + api.sim.user("ada").id() + ")'}";
        api.sim.admin().grant("prvAssignAccount", Depth.NONE);
        assertThat(api.patch("accounts(" + parent + ")", owner, "If-Match", "*").message())
                .contains("prvAssignAccount");
    }

    @Test
    void withoutARoleNothingGoes() {
        api.sim.admin().roles(false);
        assertThat(api.get("WhoAmI").code()).isEqualTo("0x80042f09");
        assertThat(api.get("accounts").code()).isEqualTo("0x80042f09");
    }

    @Test
    void shallowReadShowsAPartOnlyAndSaysNothing() {
        UUID theirs = api.sim.user("ada").create("account", Map.of("name", "Ada's"));
        api.account("{'name':'Mine'}");
        api.sim.admin().grant("prvReadAccount", Depth.BASIC);
        assertThat(api.get("accounts?$select=name").texts("name")).containsExactly("Mine");
        assertThat(api.get("accounts/$count").body()).isEqualTo("1");
        Answer refused = api.get("accounts(" + theirs + ")");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("0x80048306");
    }

    @Test
    void hiddenRowsAreForbiddenNotMissing() {
        UUID id = api.account("{'name':'A'}");
        api.sim.admin().hide(id, true);
        assertThat(api.get("accounts(" + id + ")").status()).isEqualTo(403);
        assertThat(api.patch("accounts(" + id + ")", "{'name':'B'}").status()).isEqualTo(403);
        assertThat(api.delete("accounts(" + id + ")").status()).isEqualTo(403);
        assertThat(api.get("accounts").rows()).isEmpty();
        api.sim.admin().hide(id, false);
        assertThat(api.get("accounts(" + id + ")").status()).isEqualTo(200);
    }

    @Test
    void securedColumnsReadAsNullOrNotAtAllAndCannotBeWritten() {
        UUID id = api.account("{'name':'A','telephone1':'1'}");
        String address = "accounts(" + id + ")?$select=telephone1";
        api.sim.admin().secureColumn("account", "telephone1", SecuredReading.NULL);
        assertThat(api.get(address).at("telephone1").isNull()).isTrue();
        assertThat(api.patch("accounts(" + id + ")", "{'telephone1':'2'}", "If-Match", "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.get("EntityDefinitions(LogicalName='account')/Attributes(LogicalName='telephone1')")
                        .at("IsSecured")
                        .asBoolean())
                .isTrue();
        api.sim.admin().secureColumn("account", "telephone1", SecuredReading.OMITTED);
        assertThat(api.get(address).at("telephone1").isMissingNode()).isTrue();
        api.sim.admin().secureColumn("account", "telephone1", SecuredReading.ALLOWED);
        assertThat(api.get(address).text("telephone1")).isEqualTo("1");
        assertThat(api.sim.truth().row("account", id).orElseThrow().value("telephone1"))
                .isEqualTo("1");
    }

    @Test
    void writesAreByTheApplicationUser() {
        UUID id = api.sim.user("ada").create("account", Map.of("name", "A"));
        api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "*");
        assertThat(api.sim.truth().row("account", id).orElseThrow().value("modifiedby"))
                .isEqualTo(new Reference("systemuser", api.sim.applicationUser()));
        assertThat(api.get("accounts(" + id + ")?$select=_createdby_value").text("_createdby_value"))
                .isEqualTo(api.sim.user("ada").id().toString());
    }
}
