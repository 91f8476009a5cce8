package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest extends SimulatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nonsense|x|PROPERTY_DOESNT_EXIST",
                "hs_object_id|1|READ_ONLY_VALUE",
                "createdate|1700000000000|READ_ONLY_VALUE",
                "num_associated_contacts|3|READ_ONLY_VALUE",
                "industry|Computer Software|INVALID_OPTION",
                "industry|computer_software|INVALID_OPTION",
                "web_technologies|MARKETO;NOPE|INVALID_OPTION",
                "numberofemployees|1,000|INVALID_NUMERIC",
                "numberofemployees|many|INVALID_NUMERIC",
                "numberofemployees|~ 42~|INVALID_WHITESPACE",
                "industry|~BANKING ~|INVALID_WHITESPACE",
                "is_public|yes|INVALID_BOOLEAN",
                "closedate|soon|INVALID_DATE",
                "founded_on|2026-02-30|INVALID_DATE",
                "founded_on|1572447017883|INVALID_DATE",
                "hubspot_owner_id|1|INVALID_OWNER_ID",
            })
    void aBadValueRefusesTheWholeRecordAndSaysSoInsideTheMessage(String property, String value, String code)
            throws Exception {
        hubspot.admin()
                .putProperty(
                        "companies", PropertyDefinition.custom("founded_on", "companyinformation", "date", "date"));
        String id = api.create("{'name':'Contoso'}");
        Api.Answer refused =
                api.patch(COMPANIES + "/" + id, "{'properties':{'city':'Ulm','" + property + "':'" + value + "'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.category()).isEqualTo("VALIDATION_ERROR");
        String array = refused.message().substring("Property values were not valid: ".length());
        assertThat(new ObjectMapper().readTree(array).get(0).path("error").asText())
                .isEqualTo(code);
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value("city"))
                .isEmpty();
    }

    @Test
    void everyBadPropertyIsNamedInOneMessage() {
        Api.Answer refused = api.post(COMPANIES, "{'properties':{'name':'A','foo':'1','industry':'X'}}");
        assertThat(refused.message()).contains("PROPERTY_DOESNT_EXIST", "INVALID_OPTION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numberofemployees|1.50|1.5",
                "numberofemployees|1e3|1000",
                "annualrevenue|+7|7",
                "annualrevenue|0.00|0",
                "closedate|2026-01-02T03:04:05+02:00|2026-01-02T01:04:05Z",
                "founded_on|1700006400000|2023-11-15",
                "founded_on|2026-01-02|2026-01-02",
                "industry|COMPUTER_SOFTWARE|COMPUTER_SOFTWARE",
                "web_technologies|STRIPE;MARKETO;STRIPE|STRIPE;MARKETO",
                "is_public|false|false",
                "hubspot_owner_id|41629779|41629779",
                "domain|HTTP://www.Fabrikam.com|fabrikam.com",
            })
    void validValuesAreStoredInHubSpotsForm(String property, String value, String stored) {
        hubspot.admin()
                .putProperty(
                        "companies", PropertyDefinition.custom("founded_on", "companyinformation", "date", "date"));
        String id = api.create("{'name':'Contoso','" + property + "':'" + value + "'}");
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value(property))
                .isEqualTo(stored);
    }

    @Test
    void aLeadingSemicolonAddsAChoice() {
        String id = api.create("{'name':'A','web_technologies':'STRIPE'}");
        Api.Answer answer = api.patch(COMPANIES + "/" + id, "{'properties':{'web_technologies':';MARKETO'}}");
        assertThat(answer.property("web_technologies")).isEqualTo("STRIPE;MARKETO");
    }

    @Test
    void textIsCappedAt65536Characters() {
        assertThat(api.post(COMPANIES, "{'properties':{'name':'" + "x".repeat(65_536) + "'}}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(COMPANIES, "{'properties':{'name':'" + "x".repeat(65_537) + "'}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyTypeHasItsOwnRequirementsOnCreate() {
        assertThat(api.post(COMPANIES, "{'properties':{'city':'Ulm'}}").status())
                .isEqualTo(400);
        assertThat(api.post(COMPANIES, "{'properties':{'domain':'contoso.com'}}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/crm/objects/2026-09/contacts", "{'properties':{'city':'Ulm'}}")
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/crm/objects/2026-09/deals", "{'properties':{'dealname':'D'}}")
                        .status())
                .isEqualTo(400);
        Api.Answer deal =
                api.post("/crm/objects/2026-09/deals", "{'properties':{'dealname':'D','dealstage':'contractsent'}}");
        assertThat(deal.property("pipeline")).isEqualTo("default");
        assertThat(api.post("/crm/objects/2026-09/products", "{'properties':{'name':'P'}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void formRulesBindCreatesOfTheNewestReleaseOnly() {
        hubspot.admin().requireOnCreate("companies", "phone");
        String body = "{'properties':{'name':'Contoso'}}";
        Api.Answer refused = api.post(COMPANIES, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("REQUIRED_FIELD", "phone");
        assertThat(api.post("/crm/objects/2026-03/companies", body).status()).isEqualTo(201);
        assertThat(api.post("/crm/v3/objects/companies", body).status()).isEqualTo(201);
    }

    @Test
    void aBackwardLifecycleStageIsAcceptedAndIgnored() {
        String id = api.create("{'name':'A','lifecyclestage':'customer'}");
        Api.Answer ignored = api.patch(COMPANIES + "/" + id, "{'properties':{'lifecyclestage':'lead'}}");
        assertThat(ignored.status()).isEqualTo(200);
        assertThat(ignored.property("lifecyclestage")).isEqualTo("customer");
        api.patch(COMPANIES + "/" + id, "{'properties':{'lifecyclestage':''}}");
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'lifecyclestage':'lead'}}")
                        .property("lifecyclestage"))
                .isEqualTo("lead");
    }

    @Test
    void anyWriteCanBeMadeToBeIgnored() {
        restart(HubSpotSimulator.builder()
                .ignoredWrites((type, property, before, wanted) -> property.equals("phone") && !before.isEmpty()));
        String id = api.create("{'name':'A','phone':'1'}");
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'phone':'2'}}")
                        .property("phone"))
                .isEqualTo("1");
        WriteLogEntry write = hubspot.truth().writes().get(1);
        assertThat(List.of(write.wanted().get("phone"), write.stored().get("phone")))
                .isEqualTo(List.of("2", "1"));
    }

    @Test
    void theStoredFormCanBeChosen() {
        restart(HubSpotSimulator.builder().canonicaliser((type, property, value) -> value + "!"));
        assertThat(api.get(COMPANIES + "/" + api.create("{'name':'A'}")).property("name"))
                .isEqualTo("A!");
        restart(HubSpotSimulator.builder().canonicaliser(Canonicaliser.none()));
        assertThat(api.get(COMPANIES + "/" + api.create("{'name':' A '}")).property("name"))
                .isEqualTo(" A ");
    }
}
