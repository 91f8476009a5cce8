package io.github.tandemsync.simulators.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest extends SimulatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'operator':'EQ','propertyName':'name','value':'CONTOSO ag'|A",
                "'operator':'NEQ','propertyName':'name','value':'contoso ag'|B",
                "'operator':'EQ','propertyName':'industry','value':'BANKING'|A",
                "'operator':'EQ','propertyName':'industry','value':'banking'|",
                "'operator':'IN','propertyName':'name','values':['contoso ag']|A",
                "'operator':'IN','propertyName':'name','values':['Contoso AG']|",
                "'operator':'NOT_IN','propertyName':'name','values':['contoso ag']|B",
                "'operator':'IN','propertyName':'industry','values':['BANKING','RETAIL']|AB",
                "'operator':'HAS_PROPERTY','propertyName':'phone'|B",
                "'operator':'NOT_HAS_PROPERTY','propertyName':'phone'|A",
                "'operator':'GT','propertyName':'numberofemployees','value':'9'|B",
                "'operator':'GTE','propertyName':'numberofemployees','value':'9'|AB",
                "'operator':'LT','propertyName':'numberofemployees','value':'10'|A",
                "'operator':'LTE','propertyName':'numberofemployees','value':'10.0'|AB",
                "'operator':'BETWEEN','propertyName':'numberofemployees','value':'9.5','highValue':'11'|B",
                "'operator':'EQ','propertyName':'web_technologies','value':'STRIPE'|A",
                "'operator':'CONTAINS_TOKEN','propertyName':'name','value':'cont*'|A",
                "'operator':'CONTAINS_TOKEN','propertyName':'name','value':'*soft'|B",
                "'operator':'CONTAINS_TOKEN','propertyName':'name','value':'cont'|",
                "'operator':'NOT_CONTAINS_TOKEN','propertyName':'name','value':'contoso'|B",
                "'operator':'EQ','propertyName':'phone','value':'1'|B",
                "'operator':'NEQ','propertyName':'phone','value':'2'|B",
                "'operator':'GTE','propertyName':'createdate','value':'2026-11-05T10:00:00Z'|AB",
                "'operator':'LT','propertyName':'createdate','value':'1700000000000'|",
            })
    void operatorsSelect(String filter, String expected) {
        api.create(
                "{'name':'Contoso AG','industry':'BANKING','numberofemployees':9,'web_technologies':'MARKETO;STRIPE'}");
        api.create("{'name':'Fabrikam Soft','industry':'RETAIL','numberofemployees':10,'phone':'1'}");
        List<String> names = new ArrayList<>();
        api.search("{'filterGroups':[{'filters':[{" + filter + "}]}]}")
                .json()
                .path("results")
                .forEach(hit -> names.add(hit.at("/properties/name").asText().startsWith("C") ? "A" : "B"));
        assertThat(String.join("", names)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void groupsAreAlternativesAndFiltersConditions() {
        api.create("{'name':'A','city':'Ulm'}");
        api.create("{'name':'B','city':'Ulm'}");
        api.create("{'name':'C','city':'Bonn'}");
        String name = "{'propertyName':'name','operator':'EQ','value':'%s'}";
        String ulm = "{'propertyName':'city','operator':'EQ','value':'ulm'}";
        String body = "{'filterGroups':[{'filters':[" + name.formatted("a") + "," + ulm + "]},{'filters':["
                + name.formatted("c") + "]}]}";
        assertThat(names(api.search(body))).containsExactly("A", "C");
    }

    @Test
    void freeTextFindsAllWordsInTheSearchedProperties() {
        api.create("{'name':'Contoso AG','domain':'contoso.de','city':'Ulm'}");
        assertThat(names(api.search("{'query':'contoso de'}"))).containsExactly("Contoso AG");
        assertThat(names(api.search("{'query':'ulm'}"))).isEmpty();
    }

    @Test
    void anEmptySearchFindsAllOldestFirstTenAPage() {
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofMillis(5));
            api.create("{'name':'C" + (char) ('a' + i) + "'}");
        }
        Api.Answer first = api.search("{}");
        assertThat(first.json().path("total").asInt()).isEqualTo(12);
        assertThat(names(first)).hasSize(10).startsWith("Ca", "Cb");
        String after = first.json().at("/paging/next/after").asText();
        Api.Answer second = api.search("{'after':'" + after + "'}");
        assertThat(names(second)).containsExactly("Ck", "Cl");
        assertThat(second.json().has("paging")).isFalse();
    }

    @Test
    void oneSortRuleInEitherForm() {
        for (String size : List.of("9", "10", "100")) {
            api.create("{'name':'" + size + "','numberofemployees':'" + size + "'}");
        }
        assertThat(names(api.search("{'sorts':[{'propertyName':'numberofemployees','direction':'DESCENDING'}]}")))
                .containsExactly("100", "10", "9");
        assertThat(names(api.search("{'sorts':['-numberofemployees']}"))).containsExactly("100", "10", "9");
        assertThat(names(api.search("{'sorts':['name']}"))).containsExactly("10", "100", "9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sorts':['name','city']}",
                "{'sorts':['nonsense']}",
                "{'limit':201}",
                "{'limit':0}",
                "{'after':'x'}",
                "{'after':'-1'}",
                "{'limit':200,'after':'9801'}",
                "{'filterGroups':[{'filters':[{'propertyName':'nonsense','operator':'EQ','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'name','operator':'LIKE','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'name','operator':'IN'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'name','operator':'EQ'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'createdate','operator':'GT','value':'soon'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'createdate','operator':'BETWEEN','value':'1'}]}]}",
            })
    void badSearchesAreRefused(String body) {
        Api.Answer refused = api.search(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.category()).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void theNumberOfFiltersAndTheBodyAreCapped() {
        String filter = "{'propertyName':'name','operator':'EQ','value':'a'}";
        assertThat(api.search(groups(5, 3, filter)).status()).isEqualTo(200);
        assertThat(api.search(groups(3, 6, filter)).status()).isEqualTo(200);
        assertThat(api.search(groups(6, 1, filter)).status()).isEqualTo(400);
        assertThat(api.search(groups(1, 7, filter)).status()).isEqualTo(400);
        assertThat(api.search(groups(4, 5, filter)).status()).isEqualTo(400);
        assertThat(api.search("{'query':'" + "x".repeat(2988) + "'}").status()).isEqualTo(200);
        assertThat(api.search("{'query':'" + "x".repeat(2989) + "'}").status()).isEqualTo(400);
    }

    @Test
    void aSearchEndsAtTenThousandResults() {
        for (int i = 0; i < 10_001; i++) {
            hubspot.users().create("companies", Map.of("name", "C" + i));
        }
        Api.Answer last = api.search("{'limit':200,'after':'9800'}");
        assertThat(last.ids()).hasSize(200);
        assertThat(last.json().path("total").asInt()).isEqualTo(10_001);
        assertThat(last.json().at("/paging/next/after").asText()).isEqualTo("10000");
        assertThat(api.search("{'limit':200,'after':'10000'}").status()).isEqualTo(400);
        assertThat(api.search("{'limit':1,'filterGroups':[{'filters':[{'propertyName':'hs_object_id','operator':'GT',"
                                + "'value':'" + last.ids().get(199) + "'}]}]}")
                        .ids())
                .hasSize(1);
    }

    @Test
    void archivedRecordsAreNeverFound() {
        String id = api.create("{'name':'A'}");
        hubspot.users().archive("companies", id);
        assertThat(api.search("{}").ids()).isEmpty();
        hubspot.users().restore("companies", id);
        assertThat(api.search("{}").ids()).containsExactly(id);
    }

    @Test
    void contactsCannotBeFilteredByTheNameThatCompaniesUse() {
        hubspot.users().create("contacts", Map.of("email", "a@b.com"));
        String body = "{'filterGroups':[{'filters':[{'propertyName':'%s','operator':'GTE','value':'0'}]}]}";
        String path = "/crm/objects/2026-09/contacts/search";
        assertThat(api.post(path, body.formatted("hs_lastmodifieddate")).ids()).isEmpty();
        assertThat(api.post(path, body.formatted("lastmodifieddate")).ids()).hasSize(1);
    }

    @Test
    void theIndexLagsPerRecordAndShowsTheStateItKnows() {
        restart(HubSpotSimulator.builder().indexLag(IndexLag.constant(Duration.ofSeconds(30))));
        String id = api.create("{'name':'old'}");
        assertThat(api.search("{}").ids()).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        api.patch(Api.COMPANIES + "/" + id, "{'properties':{'name':'new'}}");
        clock.advance(Duration.ofSeconds(10));
        assertThat(names(api.search("{}"))).containsExactly("old");
        assertThat(api.get(Api.COMPANIES + "/" + id).property("name")).isEqualTo("new");
        clock.advance(Duration.ofSeconds(20));
        assertThat(names(api.search("{}"))).containsExactly("new");
    }

    @Test
    void changesBecomeVisibleOutOfOrderButNeverGoBack() {
        Map<Long, Integer> lags = Map.of(1L, 60, 2L, 5, 3L, 40, 4L, 1);
        restart(HubSpotSimulator.builder()
                .indexLag((type, id, write) -> Duration.ofSeconds(lags.getOrDefault(write, 0))));
        String slow = api.create("{'name':'slow'}");
        String quick = api.create("{'name':'quick'}");
        clock.advance(Duration.ofSeconds(5));
        assertThat(api.search("{}").ids()).containsExactly(quick);
        api.patch(Api.COMPANIES + "/" + quick, "{'properties':{'name':'third'}}");
        api.patch(Api.COMPANIES + "/" + quick, "{'properties':{'name':'fourth'}}");
        clock.advance(Duration.ofSeconds(2));
        assertThat(names(api.search("{}"))).containsExactly("fourth");
        clock.advance(Duration.ofSeconds(53));
        assertThat(api.search("{}").ids()).containsExactly(slow, quick);
        assertThat(names(api.search("{}"))).containsExactly("slow", "fourth");
    }

    @Test
    void aRecordUpdatedWhilePagingLeavesTheWindowAndCanBeNewerThanTheBound() {
        restart(HubSpotSimulator.builder().indexLag((type, id, write) -> Duration.ofSeconds(write > 1 ? 30 : 0)));
        String id = api.create("{'name':'A'}");
        long now = clock.instant().toEpochMilli();
        clock.advance(Duration.ofSeconds(1));
        api.patch(Api.COMPANIES + "/" + id, "{'properties':{'name':'B'}}");
        String body = "{'filterGroups':[{'filters':[{'propertyName':'hs_lastmodifieddate','operator':'LTE','value':'"
                + now + "'}]}]}";
        assertThat(api.search(body).ids()).containsExactly(id);
        clock.advance(Duration.ofSeconds(30));
        assertThat(api.search(body).ids()).isEmpty();
    }

    private static String groups(int groups, int filters, String filter) {
        String group = "{'filters':["
                + String.join(
                        ",", IntStream.range(0, filters).mapToObj(i -> filter).toList()) + "]}";
        return "{'filterGroups':["
                + String.join(
                        ",", IntStream.range(0, groups).mapToObj(i -> group).toList()) + "]}";
    }

    private static List<String> names(Api.Answer answer) {
        List<String> names = new ArrayList<>();
        for (JsonNode result : answer.json().path("results")) {
            names.add(result.at("/properties/name").asText());
        }
        return names;
    }
}
