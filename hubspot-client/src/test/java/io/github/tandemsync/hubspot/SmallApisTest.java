package io.github.tandemsync.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.transport.TransportException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallApisTest {
    private static final String READ = "/crm/associations/2026-09/companies/companies/batch/read";

    private final HubSpotServer server = new HubSpotServer();
    private final HubSpotClient client = server.client();
    private final Associations associations = client.associations("companies", "companies");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void needsAToken() {
        assertThatThrownBy(() -> HubSpotClient.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("token(..)");
    }

    @Test
    void listsProperties() {
        server.on("GET", "/crm/properties/2026-09/companies", 200, """
                {"results":[{"name":"industry","label":"Industry","type":"enumeration","fieldType":"select",
                 "groupName":"companyinformation","options":[{"label":"Software","value":"SOFT","hidden":true}],
                 "hasUniqueValue":false,"calculated":false,"modificationMetadata":{"readOnlyValue":true}},
                 {"name":"odd","type":"hologram","fieldType":"projector"}]}""");
        List<Property> properties = client.properties("companies").list();
        assertThat(properties.get(0).options()).containsExactly(new Property.Option("SOFT", "Software", true));
        assertThat(properties.get(0).readOnlyValue()).isTrue();
        assertThat(properties.get(1).type()).isEqualTo("hologram");
    }

    @Test
    void createsAProperty() {
        server.on("POST", "/crm/properties/2026-09/companies", 201, "{\"name\":\"k\",\"hasUniqueValue\":true}");
        Property made = client.properties("companies")
                .create(new PropertyCreate("k", "Key", "For us", "companyinformation", "string", "text", true));
        assertThat(made.hasUniqueValue()).isTrue();
        assertThat(server.bodies("/crm/properties/2026-09/companies"))
                .containsExactly("{\"name\":\"k\",\"label\":\"Key\",\"description\":\"For us\","
                        + "\"groupName\":\"companyinformation\",\"type\":\"string\",\"fieldType\":\"text\","
                        + "\"hasUniqueValue\":true}");
    }

    @Test
    void readsAssociationsOfAllPages() {
        server.on("POST", READ, 207, """
                {"status":"COMPLETE","results":[
                 {"from":{"id":"1"},"to":[{"toObjectId":9,"associationTypes":[{"category":"HUBSPOT_DEFINED","typeId":14}]}],
                  "paging":{"next":{"after":"x"}}}],
                 "numErrors":1,"errors":[{"status":"error","category":"OBJECT_NOT_FOUND",
                 "subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND","context":{"fromObjectId":["2"]}}]}""");
        server.on("POST", READ, 200, """
                {"results":[{"from":{"id":"1"},"to":[{"toObjectId":"10","associationTypes":[{"typeId":450},{"typeId":14}]}]}]}""");
        assertThat(associations.read(List.of("1", "2")))
                .containsEntry(
                        "1",
                        List.of(
                                new Associations.Associated("9", List.of(14)),
                                new Associations.Associated("10", List.of(450, 14))))
                .containsEntry("2", List.of());
        assertThat(server.bodies(READ))
                .containsExactly(
                        "{\"inputs\":[{\"id\":\"1\"},{\"id\":\"2\"}]}",
                        "{\"inputs\":[{\"id\":\"1\",\"after\":\"x\"}]}");
    }

    @Test
    void aRecordWhoseAssociationsFailedIsMissingAndNotWithoutAny() {
        server.on("POST", READ, 207, """
                {"results":[],"errors":[{"category":"INTERNAL_ERROR","context":{"fromObjectId":["2"]}}]}""");
        assertThat(associations.read(List.of("1", "2"))).containsOnlyKeys("1");
        server.on("POST", READ, 207, "{\"results\":[],\"errors\":[{\"category\":\"INTERNAL_ERROR\"}]}");
        assertThat(associations.read(List.of("1", "2"))).isEmpty();
    }

    @Test
    void pagesThatDoNotGoOnAreAFault() {
        String page = "{\"results\":[{\"from\":{\"id\":\"1\"},\"to\":[],\"paging\":{\"next\":{\"after\":\"x\"}}}]}";
        server.on("POST", READ, 200, page).on("POST", READ, 200, page);
        assertThatThrownBy(() -> associations.read(List.of("1"))).isInstanceOf(TransportException.class);
    }

    @Test
    void readsTheAccount() {
        server.on(
                "GET",
                "/account-info/2026-09/details",
                200,
                "{\"portalId\":62515,\"accountType\":\"STANDARD\",\"timeZone\":\"US/Eastern\",\"companyCurrency\":\"USD\","
                        + "\"additionalCurrencies\":[\"EUR\"],\"uiDomain\":\"app.hubspot.com\"}");
        assertThat(client.account().details())
                .isEqualTo(new Account.Details(
                        "62515", "STANDARD", "US/Eastern", "USD", List.of("EUR"), "app.hubspot.com"));
    }

    @Test
    void anAccountWithoutPortalIsAFault() {
        server.on("GET", "/account-info/2026-09/details", 200, "{}");
        assertThatThrownBy(() -> client.account().details()).isInstanceOf(TransportException.class);
    }

    @Test
    void asksWhoseTokenItIs() {
        String path = "/oauth/v2/private-apps/get/access-token-info";
        server.on("POST", path, 200, "{\"userId\":1,\"hubId\":2,\"appId\":3,\"scopes\":[\"a\",\"b\"]}");
        assertThat(client.account().tokenInfo()).contains(new Account.TokenInfo("3", "1", List.of("a", "b")));
        assertThat(server.bodies(path)).containsExactly("{\"tokenKey\":\"" + HubSpotServer.TOKEN + "\"}");
    }

    @Test
    void aTokenOfAnotherKindHasNoSuchAnswer() {
        assertThat(client.account().tokenInfo()).isEmpty();
        server.on("POST", "/oauth/v2/private-apps/get/access-token-info", 401, "{}");
        assertThat(client.account().tokenInfo()).isEmpty();
    }

    /** That it is no private app's would be remembered. */
    @Test
    void aCutAnswerTellsNothingOfTheToken() {
        server.on("POST", "/oauth/v2/private-apps/get/access-token-info", 200, "{\"appId\":");
        assertThatThrownBy(() -> client.account().tokenInfo())
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("can not be read");
    }

    @Test
    void listsOwners() {
        server.on(
                "GET",
                "/crm/owners/2026-09",
                200,
                "{\"results\":[{\"id\":\"7\",\"email\":\"ada@example.com\",\"firstName\":\"Ada\",\"lastName\":\"L\",\"userId\":8,"
                        + "\"type\":\"ROBOT\",\"archived\":true}],\"paging\":{\"next\":{\"after\":\"z\"}}}");
        Owners.Page page = client.owners().list("y", true);
        assertThat(page.after()).isEqualTo("z");
        assertThat(page.owners())
                .containsExactly(new Owners.Owner("7", "ada@example.com", "Ada", "L", "8", "ROBOT", true));
        assertThat(page.owners().get(0)).hasToString("owner 7");
        assertThat(server.calls()).containsExactly("GET /crm/owners/2026-09?limit=100&archived=true&after=y");
    }
}
