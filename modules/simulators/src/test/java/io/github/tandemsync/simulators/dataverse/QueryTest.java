package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private final Api api = new Api();

    @BeforeEach
    void rows() {
        UUID alpha = api.account("{'name':'Alpha AG','industrycode':7,'revenue':100,'telephone1':'1'}");
        api.pass(Duration.ofMinutes(1));
        api.account("{'name':'beta','industrycode':8,'revenue':200,'parentaccountid@odata.bind':'/accounts(" + alpha
                + ")'}");
        api.pass(Duration.ofMinutes(1));
        api.account("{'name':'Gamma 100%','revenue':300.5,'creditonhold':true}");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private List<String> names(String filter) {
        return api.get("accounts?$select=name&$orderby=name&$filter=" + encode(filter))
                .texts("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name eq 'ALPHA ag' | Alpha AG",
                "name ne 'alpha ag' | beta,Gamma 100%",
                "revenue gt 100 and revenue le 300.5 | beta,Gamma 100%",
                "industrycode eq null | Gamma 100%",
                "industrycode ne null and (name eq 'beta' or telephone1 eq '1') | Alpha AG,beta",
                "not contains(name,'a') | ",
                "startswith(name,'al') | Alpha AG",
                "endswith(name,'TA') | beta",
                "contains(name,'100%') | Gamma 100%",
                "contains(name,'_a_p') | ",
                "contains(name,'l_h') | Alpha AG",
                "contains(name,'[lm]m') | Gamma 100%",
                "creditonhold eq true | Gamma 100%",
                "createdon ge 2026-03-01T08:01:00Z | beta,Gamma 100%",
                "createdon lt 2026-03-01T10:01:00+02:00 | Alpha AG",
                "parentaccountid/name eq 'alpha ag' | beta",
                "_parentaccountid_value eq null | Alpha AG,Gamma 100%",
                "Microsoft.Dynamics.CRM.In(PropertyName='industrycode',PropertyValues=[\"7\",\"8\"]) | Alpha AG,beta",
                "name eq 'O''Neil' | "
            })
    void filters(String filter, String expected) {
        List<String> wanted = expected == null ? List.of() : List.of(expected.split(","));
        assertThat(names(filter)).isEqualTo(wanted);
    }

    @Test
    void filtersByLookupId() {
        String id = api.get("accounts?$filter=startswith(name,'al')&$select=name")
                .rows()
                .get(0)
                .path("accountid")
                .asText();
        assertThat(names("_parentaccountid_value eq " + id)).containsExactly("beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name eq 5",
                "revenue eq '5'",
                "industrycode eq 'x'",
                "nickname eq 'x'",
                "name like 'x'",
                "name eq 'x",
                "substringof('x',name)",
                "createdon ge '2024-01-01'",
                "_parentaccountid_value eq 'x'",
                "name eq 'x' and"
            })
    void refusesBadFilters(String filter) {
        Answer refused = api.get("accounts?$filter=" + encode(filter));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("0x8006088a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$skip=1", "$search=x", "$format=json", "$compute=x", "$select=name&$select=name"})
    void refusesOptionsThatTheServiceLacks(String option) {
        assertThat(api.get("accounts?" + option).status()).isEqualTo(400);
    }

    @Test
    void ordersAndLimits() {
        assertThat(api.get("accounts?$select=name&$orderby=revenue desc&$top=2").texts("name"))
                .containsExactly("Gamma 100%", "beta");
        assertThat(api.get("accounts?$select=name&$orderby=industrycode asc,name desc")
                        .texts("name"))
                .containsExactly("Gamma 100%", "Alpha AG", "beta");
    }

    @Test
    void topCountsForNothingBesideAPageSize() {
        assertThat(api.get("accounts?$select=name&$top=1", "Prefer", "odata.maxpagesize=2")
                        .rows())
                .hasSize(2);
    }

    @Test
    void counts() {
        assertThat(api.get("accounts/$count").body()).isEqualTo("3");
        Answer list = api.get("accounts?$select=name&$top=1&$count=true", "Prefer", "odata.include-annotations=\"*\"");
        assertThat(list.at("@odata.count").asInt()).isEqualTo(3);
        assertThat(list.at("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")
                        .asBoolean())
                .isFalse();
        assertThat(api.get("accounts?$select=name", "Prefer", "odata.include-annotations=\"*\"")
                        .at("@Microsoft.Dynamics.CRM.totalrecordcount")
                        .asInt())
                .isEqualTo(-1);
    }

    @Test
    void pagesThroughTheNextLink() {
        for (String order : List.of("", "&$orderby=name")) {
            List<String> seen = new ArrayList<>();
            String address = "accounts?$select=name" + order;
            while (!address.isEmpty()) {
                Answer page = api.get(address, "Prefer", "odata.maxpagesize=1");
                seen.addAll(page.texts("name"));
                address = page.text("@odata.nextLink");
            }
            assertThat(seen).containsExactlyInAnyOrder("Alpha AG", "beta", "Gamma 100%");
        }
    }

    @Test
    void theNextLinkMustBeFollowedVerbatim() {
        String link = api.get("accounts?$select=name", "Prefer", "odata.maxpagesize=1")
                .text("@odata.nextLink");
        assertThat(link).contains("$skiptoken=%3ccookie%20pagenumber%3d%222%22").contains("%253ccookie");
        assertThat(api.get(link + "&$filter=revenue%20gt%201").status()).isEqualTo(400);
        assertThat(api.get(link.replace("%20", "+")).status()).isEqualTo(400);
        assertThat(api.get(link.replace("%25", "%")).status()).isEqualTo(400);
        assertThat(api.get(link.replace("select=name", "select=telephone1")).status())
                .isEqualTo(400);
        assertThat(api.get(link).status()).isEqualTo(200);
    }

    @Test
    void rowsThatMoveBetweenPagesAreSkipped() {
        Answer first = api.get("accounts?$select=name&$orderby=name", "Prefer", "odata.maxpagesize=2");
        UUID gamma = api.sim.truth().live("account").stream()
                .filter(r -> "Gamma 100%".equals(r.value("name")))
                .findFirst()
                .orElseThrow()
                .id();
        api.sim.user("ada").edit("account", gamma, Map.of("name", "Aardvark"));
        Answer second = api.get(first.text("@odata.nextLink"), "Prefer", "odata.maxpagesize=2");
        assertThat(second.rows()).isEmpty();
    }

    @Test
    void metadataVersionMovesWithTheSchema() {
        String annotation = "@Microsoft.Dynamics.CRM.globalmetadataversion";
        String prefer = "odata.include-annotations=\"*\"";
        String before = api.get("accounts?$select=name", "Prefer", prefer).text(annotation);
        api.sim.admin().dropOption("account", "industrycode", 33);
        assertThat(api.get("accounts?$select=name", "Prefer", prefer).text(annotation))
                .isNotEqualTo(before);
    }
}
