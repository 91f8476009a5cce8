package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.dynamics.Users.Depth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final String USER = "4026be43-6b69-e111-8f65-78e7d1620f5e";

    private final WireOrganisation organisation = new WireOrganisation();

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void saysWhoseTokenItIs() {
        organisation.onExactGet(
                "WhoAmI",
                "{\"@odata.context\":\"x\",\"BusinessUnitId\":\"38e0dbe4-131b-e111-ba7e-78e7d1620f5e\",\"UserId\":\""
                        + USER + "\",\"OrganizationId\":\"883278F5-07AF-45EB-A0BC-3FEA67CAA544\"}");
        Users.Caller caller = organisation.client().users().whoAmI();
        assertThat(caller.userId()).isEqualTo(USER);
        assertThat(caller.organizationId()).isEqualTo("883278f5-07af-45eb-a0bc-3fea67caa544");
    }

    @Test
    void widestDepthOfAPrivilegeCounts() {
        organisation.onGet("systemusers(" + USER + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges", """
                {"RolePrivileges":[{"Depth":"Basic","PrivilegeId":"AAAAAAAA-0000-0000-0000-000000000001","PrivilegeName":"p"},
                 {"Depth":"Global","PrivilegeId":"aaaaaaaa-0000-0000-0000-000000000001"},
                 {"Depth":"Deep","PrivilegeId":"aaaaaaaa-0000-0000-0000-000000000001"},
                 {"Depth":"Local","PrivilegeId":"aaaaaaaa-0000-0000-0000-000000000002"},
                 {"Depth":"RecordFilter","PrivilegeId":"aaaaaaaa-0000-0000-0000-000000000003"}]}""");
        assertThat(organisation.client().users().privileges(USER))
                .containsOnlyKeys("aaaaaaaa-0000-0000-0000-000000000001", "aaaaaaaa-0000-0000-0000-000000000002")
                .containsEntry("aaaaaaaa-0000-0000-0000-000000000001", Depth.GLOBAL)
                .containsEntry("aaaaaaaa-0000-0000-0000-000000000002", Depth.LOCAL);
    }

    @Test
    void aWrongTokenIsUnauthorizedAndNotShown() {
        organisation.on("WhoAmI", 401, "", "WWW-Authenticate: Bearer authorization_uri=https://login.example/x");
        assertThatThrownBy(() -> organisation.client().users().whoAmI())
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.UNAUTHORIZED))
                .hasMessageNotContaining(WireOrganisation.TOKEN);
    }
}
