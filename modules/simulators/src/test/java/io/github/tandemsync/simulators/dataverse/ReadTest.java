package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void selectedEmptyColumnsAreNullAndOthersAreMissing() {
        UUID id = api.account("{'name':'Acme'}");
        Answer row = api.get("accounts(" + id + ")?$select=telephone1");
        assertThat(row.at("telephone1").isNull()).isTrue();
        assertThat(row.at("name").isMissingNode()).isTrue();
        assertThat(row.text("accountid")).isEqualTo(id.toString());
        assertThat(row.text("@odata.etag")).matches("W/\"\\d+\"");
        assertThat(row.text("@odata.context")).isEqualTo(api.root() + "$metadata#accounts(telephone1)/$entity");
    }

    @Test
    void unknownSelectionIsRefused() {
        UUID id = api.account("{'name':'Acme'}");
        for (String property : new String[] {"nickname", "parentaccountid", "Name", "isprivate"}) {
            Answer refused = api.get("accounts(" + id + ")?$select=" + property);
            assertThat(refused.status()).as(property).isEqualTo(400);
            assertThat(refused.message()).contains("Could not find a property named '" + property + "'");
        }
    }

    @Test
    void unmodifiedRowsAnswer304ButNotWithAnnotations() {
        UUID id = api.account("{'name':'Acme'}");
        String address = "accounts(" + id + ")?$select=name";
        String etag = api.etag(id);
        assertThat(api.get(address, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(api.get(address, "If-None-Match", etag, "Prefer", "odata.include-annotations=\"*\"")
                        .status())
                .isEqualTo(200);
        api.sim.user("ada").edit("account", id, Map.of("name", "B"));
        assertThat(api.get(address, "If-None-Match", etag).status()).isEqualTo(200);
    }

    @Test
    void annotationsComeOnlyWhenAskedFor() {
        UUID parent = api.account("{'name':'Parent'}");
        UUID id =
                api.account("{'name':'Acme','industrycode':7,'revenue':1234.5,'parentaccountid@odata.bind':'/accounts("
                        + parent + ")'}");
        String address =
                "accounts(" + id + ")?$select=industrycode,revenue,_parentaccountid_value,donotemail,createdon";
        assertThat(api.get(address).body()).doesNotContain("FormattedValue");
        Answer row = api.get(address, "Prefer", "odata.include-annotations=\"*\"");
        assertThat(row.text("industrycode@OData.Community.Display.V1.FormattedValue"))
                .isEqualTo("Consulting");
        assertThat(row.text("revenue@OData.Community.Display.V1.FormattedValue"))
                .isEqualTo("$1,234.50");
        assertThat(row.text("donotemail@OData.Community.Display.V1.FormattedValue"))
                .isEqualTo("Allow");
        assertThat(row.text("createdon@OData.Community.Display.V1.FormattedValue"))
                .isEqualTo("3/1/2026 8:00 AM");
        assertThat(row.text("_parentaccountid_value@OData.Community.Display.V1.FormattedValue"))
                .isEqualTo("Parent");
        assertThat(row.text("_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname"))
                .isEqualTo("account");
        assertThat(row.text("_parentaccountid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"))
                .isEqualTo("parentaccountid");
        Answer one =
                api.get(address, "Prefer", "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");
        assertThat(one.body()).contains("lookuplogicalname").doesNotContain("FormattedValue");
    }

    @Test
    void expandsParentsAndChildren() {
        UUID parent = api.account("{'name':'Parent'}");
        UUID child = api.account("{'name':'Child','parentaccountid@odata.bind':'/accounts(" + parent + ")'}");
        Answer up = api.get("accounts(" + child + ")?$select=name&$expand=parentaccountid($select=name)");
        assertThat(up.at("parentaccountid").path("name").asText()).isEqualTo("Parent");
        Answer down = api.get("accounts(" + parent + ")?$select=name&$expand=account_parent_account($select=name)");
        assertThat(down.at("account_parent_account").path(0).path("name").asText())
                .isEqualTo("Child");
        assertThat(api.get("accounts(" + child + ")?$expand=primarycontactid")
                        .at("primarycontactid")
                        .isNull())
                .isTrue();
        assertThat(api.get("accounts(" + child + ")?$expand=ParentAccountId").status())
                .isEqualTo(400);
    }

    @Test
    void quotedOrBrokenIdsAreRefused() {
        assertThat(api.get("accounts('7f3c1c52-0000-4000-8000-0000000000a1')").status())
                .isEqualTo(400);
        assertThat(api.get("accounts(7f3c1c52)").status()).isEqualTo(400);
    }

    @Test
    void usersAreNotAddressedByTheirNamedKey() {
        UUID user = api.sim.user("ada").id();
        assertThat(api.get("systemusers(" + user + ")?$select=fullname").text("fullname"))
                .isEqualTo("ada");
        assertThat(api.get("systemusers(systemuserid=" + user + ")").status()).isEqualTo(400);
    }

    @Test
    void settingsAreReadFromTheOrganization() {
        Answer list = api.get("organizations?$select=expirechangetrackingindays,_basecurrencyid_value");
        assertThat(list.rows().get(0).path("expirechangetrackingindays").asInt())
                .isEqualTo(7);
        assertThat(list.rows().get(0).path("_basecurrencyid_value").asText())
                .isEqualTo(api.sim.currency("USD").toString());
    }
}
