package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest extends SimulatorTest {
    private static final String PROPERTIES = "/crm/properties/2026-09/companies";

    @Test
    void theListTellsTypesOptionsAndWhatIsReadOnly() {
        JsonNode industry = api.get(PROPERTIES + "/industry").json();
        assertThat(industry.path("type").asText()).isEqualTo("enumeration");
        assertThat(industry.path("fieldType").asText()).isEqualTo("select");
        assertThat(industry.path("options")).hasSizeGreaterThan(140);
        assertThat(industry.at("/options/0/value").asText()).isEqualTo("ACCOUNTING");
        assertThat(industry.at("/options/0/label").asText()).isEqualTo("Accounting");
        JsonNode id = api.get(PROPERTIES + "/hs_object_id").json();
        assertThat(id.at("/modificationMetadata/readOnlyValue").asBoolean()).isTrue();
        assertThat(id.at("/modificationMetadata/archivable").asBoolean()).isFalse();
        JsonNode owner = api.get(PROPERTIES + "/hubspot_owner_id").json();
        assertThat(owner.path("referencedObjectType").asText()).isEqualTo("OWNER");
        assertThat(owner.path("options")).isEmpty();
        assertThat(api.get(PROPERTIES + "/num_associated_contacts")
                        .json()
                        .path("calculated")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"companies", "contacts", "deals", "products"})
    void everyTypeListsItsPropertiesOnceAndWithoutPaging(String type) {
        JsonNode list = api.get("/crm/v3/properties/" + type).json();
        List<String> names = list.path("results").findValuesAsText("name");
        assertThat(names).hasSizeGreaterThan(15).doesNotHaveDuplicates();
        assertThat(list.has("paging")).isFalse();
    }

    @Test
    void aUniquePropertyCanBeCreatedAndUsed() {
        Api.Answer created = api.post(
                PROPERTIES,
                "{'name':'sync_key','label':'Key','groupName':'companyinformation','type':'string','fieldType':'text',"
                        + "'hasUniqueValue':true}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("hasUniqueValue").asBoolean()).isTrue();
        api.create("{'name':'A','sync_key':'k'}");
        assertThat(api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}")
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name':'Bad Name','groupName':'companyinformation','type':'string','fieldType':'text'",
                "'name':'a','groupName':'nowhere','type':'string','fieldType':'text'",
                "'name':'a','groupName':'companyinformation','type':'string','fieldType':'number'",
                "'name':'a','groupName':'companyinformation','type':'datetime','fieldType':'datetime'",
                "'name':'a','groupName':'companyinformation','type':'money','fieldType':'number'"
            })
    void badDefinitionsAreRefused(String definition) {
        assertThat(api.post(PROPERTIES, "{" + definition + "}").status()).isEqualTo(400);
    }

    @Test
    void aNameIsTakenForEver() {
        String body = "{'name':'extra','groupName':'companyinformation','type':'string','fieldType':'text'}";
        assertThat(api.post(PROPERTIES, body).status()).isEqualTo(201);
        assertThat(api.delete(PROPERTIES + "/extra").status()).isEqualTo(204);
        assertThat(api.get(PROPERTIES + "/extra").status()).isEqualTo(404);
        assertThat(api.get(PROPERTIES + "/extra?archived=true").status()).isEqualTo(200);
        assertThat(api.post(PROPERTIES, body).status()).isEqualTo(409);
        assertThat(api.post(PROPERTIES, body.replace("extra", "name")).status()).isEqualTo(409);
    }

    @Test
    void tenUniquePropertiesAreTheMostAndProductsHaveNone() {
        String body = "{'name':'k%d','groupName':'%s','type':'string','fieldType':'text','hasUniqueValue':true}";
        for (int i = 0; i < 10; i++) {
            assertThat(api.post(PROPERTIES, body.formatted(i, "companyinformation"))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(api.post(PROPERTIES, body.formatted(10, "companyinformation"))
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/crm/properties/2026-09/products", body.formatted(1, "productinformation"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void uniquenessCannotBeSwitchedAndLabelsCan() {
        String body = "{'name':'extra','groupName':'companyinformation','type':'string','fieldType':'text'}";
        api.post(PROPERTIES, body);
        JsonNode patched = api.patch(PROPERTIES + "/extra", "{'label':'New','hasUniqueValue':true}")
                .json();
        assertThat(patched.path("label").asText()).isEqualTo("New");
        assertThat(patched.path("hasUniqueValue").asBoolean()).isFalse();
    }

    @Test
    void hubSpotsOwnPropertiesCannotBeArchivedOrRetyped() {
        assertThat(api.delete(PROPERTIES + "/name").status()).isEqualTo(400);
        assertThat(api.patch(PROPERTIES + "/name", "{'type':'number'}").status())
                .isEqualTo(400);
    }

    @Test
    void groupsCanBeListedAndCreated() {
        assertThat(api.post(PROPERTIES + "/groups", "{'name':'tandem','label':'Tandem'}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(PROPERTIES + "/groups", "{'name':'tandem','label':'Tandem'}")
                        .status())
                .isEqualTo(409);
        assertThat(api.get(PROPERTIES + "/groups").json().path("results").findValuesAsText("name"))
                .contains("companyinformation", "tandem");
        String body = "{'name':'extra','groupName':'tandem','type':'string','fieldType':'text'}";
        assertThat(api.post(PROPERTIES, body).status()).isEqualTo(201);
    }

    @Test
    void definitionsComeAndGoInBatches() {
        String row = "{'name':'%s','groupName':'companyinformation','type':'string','fieldType':'text'}";
        Api.Answer created = api.post(
                PROPERTIES + "/batch/create",
                "{'inputs':[" + row.formatted("extra") + "," + row.formatted("name") + "]}");
        assertThat(created.status()).isEqualTo(207);
        Api.Answer read = api.post(PROPERTIES + "/batch/read", "{'inputs':[{'name':'extra'},{'name':'nope'}]}");
        assertThat(read.status()).isEqualTo(207);
        assertThat(read.json().path("results").findValuesAsText("name")).containsExactly("extra");
    }

    @Test
    void aDroppedPropertyIsSilentlyMissingOnReadAndRefusedOnWriteAndKeepsItsValues() {
        String id = api.create("{'name':'A','city':'Ulm'}");
        hubspot.admin().dropProperty("companies", "city");
        assertThat(api.get(COMPANIES + "/" + id + "?properties=city")
                        .json()
                        .at("/properties/city")
                        .isMissingNode())
                .isTrue();
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'city':'Bonn'}}")
                        .status())
                .isEqualTo(400);
        hubspot.admin().restoreProperty("companies", "city");
        assertThat(api.get(COMPANIES + "/" + id + "?properties=city").property("city"))
                .isEqualTo("Ulm");
    }

    @Test
    void optionsCanDriftWhileValuesStay() {
        String id = api.create("{'name':'A','industry':'BANKING'}");
        hubspot.admin().setOptions("companies", "industry", List.of(PropertyOption.of("FINANCE", "Finance")));
        assertThat(api.get(COMPANIES + "/" + id + "?properties=industry").property("industry"))
                .isEqualTo("BANKING");
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'industry':'BANKING'}}")
                        .status())
                .isEqualTo(400);
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'industry':'FINANCE'}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(PROPERTIES + "/industry").json().path("options")).hasSize(1);
        hubspot.admin().relabelProperty("companies", "industry", "Branche");
        assertThat(api.get(PROPERTIES + "/industry").json().path("label").asText())
                .isEqualTo("Branche");
    }
}
