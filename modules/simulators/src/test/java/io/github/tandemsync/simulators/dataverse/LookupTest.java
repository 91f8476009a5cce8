package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.simulators.dataverse.model.Column;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupTest {
    private final Api api = new Api();
    private UUID parent = new UUID(0, 0);
    private String child = "";

    @BeforeEach
    void rows() {
        parent = api.account("{'name':'Parent'}");
        child = "accounts(" + api.account("{'name':'Child'}") + ")";
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String value() {
        return api.get(child + "?$select=_parentaccountid_value")
                .at("_parentaccountid_value")
                .asText();
    }

    @Test
    void bindsInEveryWrittenForm() {
        for (String form : new String[] {"/accounts(%s)", "accounts(%s)", api.root() + "accounts(%s)"}) {
            api.patch(child, "{'parentaccountid':null}", "If-Match", "*");
            Answer bound = api.patch(
                    child, "{'parentaccountid@odata.bind':'" + form.formatted(parent) + "'}", "If-Match", "*");
            assertThat(bound.status()).isEqualTo(204);
            assertThat(value()).isEqualTo(parent.toString());
        }
    }

    @Test
    void aBindOfNullDoesNothingAndTheNavigationNameClears() {
        api.patch(child, "{'parentaccountid@odata.bind':'/accounts(" + parent + ")'}", "If-Match", "*");
        assertThat(api.patch(child, "{'parentaccountid@odata.bind':null}", "If-Match", "*")
                        .status())
                .isEqualTo(204);
        assertThat(value()).isEqualTo(parent.toString());
        api.patch(child, "{'parentaccountid':null}", "If-Match", "*");
        assertThat(value()).isEqualTo("null");
    }

    @Test
    void theReadFormCannotBeWritten() {
        Answer refused = api.patch(child, "{'_parentaccountid_value':'" + parent + "'}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("undeclared property");
    }

    @Test
    void namesAreCaseSensitiveAndFollowTheSchemaName() {
        api.sim.admin().putColumn("account", Column.customLookup("new_Region", "account"));
        String bind = "@odata.bind':'/accounts(" + parent + ")'}";
        assertThat(api.patch(child, "{'new_region" + bind, "If-Match", "*").status())
                .isEqualTo(400);
        assertThat(api.patch(child, "{'ParentAccountId" + bind, "If-Match", "*").status())
                .isEqualTo(400);
        assertThat(api.patch(child, "{'new_Region" + bind, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(api.get(child).text("_new_region_value")).isEqualTo(parent.toString());
    }

    @Test
    void aMissingTargetIsNotFound() {
        UUID nobody = UUID.fromString("7f3c1c52-0000-4000-8000-00000000dead");
        Answer refused =
                api.patch(child, "{'parentaccountid@odata.bind':'/accounts(" + nobody + ")'}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("0x80040217");
        assertThat(refused.message()).contains(nobody.toString());
    }

    @Test
    void aTargetOfTheWrongTableIsRefused() {
        UUID contact = api.post("contacts", "{'lastname':'L'}").entityId();
        assertThat(api.patch(child, "{'parentaccountid@odata.bind':'/contacts(" + contact + ")'}", "If-Match", "*")
                        .status())
                .isEqualTo(400);
        assertThat(api.patch(child, "{'parentaccountid@odata.bind':'http://other.example/accounts(" + parent + ")'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void settingOneTargetOfACustomerClearsTheOther() {
        UUID person = api.post("contacts", "{'lastname':'Boss'}").entityId();
        String contact = "contacts("
                + api.post(
                                "contacts",
                                "{'lastname':'L','parentcustomerid_account@odata.bind':'/accounts(" + parent + ")'}")
                        .entityId()
                + ")";
        assertThat(api.get(contact).text("_accountid_value")).isEqualTo(parent.toString());
        api.patch(contact, "{'parentcustomerid_contact@odata.bind':'/contacts(" + person + ")'}", "If-Match", "*");
        Answer row = api.get(contact, "Prefer", "odata.include-annotations=\"*\"");
        assertThat(row.text("_parentcustomerid_value")).isEqualTo(person.toString());
        assertThat(row.text("_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"))
                .isEqualTo("contact");
        assertThat(row.at("_accountid_value").isNull()).isTrue();
    }

    @Test
    void referencesCanBeSetAndRemoved() {
        String target = "{\"@odata.id\":\"" + api.root() + "accounts(" + parent + ")\"}";
        assertThat(api.send("PUT", child + "/parentaccountid/$ref", target).status())
                .isEqualTo(204);
        assertThat(value()).isEqualTo(parent.toString());
        assertThat(api.delete(child + "/parentaccountid/$ref").status()).isEqualTo(204);
        assertThat(value()).isEqualTo("null");
    }

    @Test
    void collectionsTakeAndLoseMembers() {
        String collection = "accounts(" + parent + ")/account_parent_account";
        String member = "{\"@odata.id\":\"" + api.root() + child + "\"}";
        assertThat(api.send("POST", collection + "/$ref", member).status()).isEqualTo(204);
        assertThat(value()).isEqualTo(parent.toString());
        String id = child.substring(child.indexOf('('));
        assertThat(api.delete(collection + id + "/$ref").status()).isEqualTo(204);
        assertThat(value()).isEqualTo("null");
        assertThat(api.delete(collection + "/$ref?$id=" + api.root() + child).status())
                .isEqualTo(404);
    }

    @Test
    void deletingTheParentEmptiesTheLookupAndMovesOnlyTheVersion() {
        api.patch(child, "{'parentaccountid@odata.bind':'/accounts(" + parent + ")'}", "If-Match", "*");
        Answer before = api.get(child);
        api.pass(java.time.Duration.ofMinutes(5));
        api.delete("accounts(" + parent + ")");
        Answer after = api.get(child);
        assertThat(after.at("_parentaccountid_value").isNull()).isTrue();
        assertThat(after.text("@odata.etag")).isNotEqualTo(before.text("@odata.etag"));
        assertThat(after.text("modifiedon")).isEqualTo(before.text("modifiedon"));
    }

    @Test
    void ownersAreBoundLikeOtherLookups() {
        UUID ada = api.sim.user("ada").id();
        api.patch(child, "{'ownerid@odata.bind':'/systemusers(" + ada + ")'}", "If-Match", "*");
        Answer row = api.get(child);
        assertThat(row.text("_ownerid_value")).isEqualTo(ada.toString());
        assertThat(row.text("_owninguser_value")).isEqualTo(ada.toString());
        assertThat(row.at("_owningteam_value").isNull()).isTrue();
    }
}
