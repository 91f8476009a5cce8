package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsTest extends SimulatorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2026-09/companies",
                "/crm/objects/2026-03/companies",
                "/crm/v3/objects/companies",
                "/crm/v3/objects/0-2",
                "/crm/objects/2026-09/company"
            })
    void everyReleaseAndEveryNameOfTheTypeLeadToTheSameRecords(String path) {
        String id = api.create("{'name':'Contoso'}");
        assertThat(api.get(path + "/" + id).property("name")).isEqualTo("Contoso");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2025-09/companies",
                "/crm/objects/latest/companies",
                "/crm/v4/objects/companies",
                "/crm/objects/2026-09",
                "/nowhere"
            })
    void otherPathsAreNotFound(String path) {
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void allValuesAreTextOrNull() {
        String id = api.create("{'name':'Contoso','numberofemployees':42,'is_public':true}");
        JsonNode properties = api.get(COMPANIES + "/" + id + "?properties=numberofemployees,is_public,phone")
                .json()
                .path("properties");
        assertThat(properties.path("numberofemployees").isTextual()).isTrue();
        assertThat(properties.path("is_public").asText()).isEqualTo("true");
        assertThat(properties.path("is_public").isTextual()).isTrue();
        assertThat(properties.get("phone").isNull()).isTrue();
    }

    @Test
    void onlyAskedPropertiesComeBackAndUnknownOnesAreSilentlyMissing() {
        String id = api.create("{'name':'Contoso','city':'Ulm'}");
        JsonNode properties = api.get(COMPANIES + "/" + id + "?properties=city&properties=nonsense")
                .json()
                .path("properties");
        assertThat(properties.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("city", "createdate", "hs_lastmodifieddate", "hs_object_id");
    }

    @Test
    void withoutAskingTheDefaultPropertiesComeBack() {
        String id = api.create("{'name':'Contoso','city':'Ulm'}");
        JsonNode properties = api.get(COMPANIES + "/" + id).json().path("properties");
        assertThat(properties.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("name", "domain", "createdate", "hs_lastmodifieddate", "hs_object_id");
    }

    @Test
    void createAnswers201WithTheStoredForm() {
        Api.Answer created =
                api.post(COMPANIES, "{'properties':{'name':' Contoso ','domain':'https://WWW.Contoso.com/x'}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.property("name")).isEqualTo("Contoso");
        assertThat(created.property("domain")).isEqualTo("contoso.com");
        assertThat(created.json().path("archived").asBoolean()).isFalse();
        assertThat(created.header("X-HubSpot-Correlation-Id")).isPresent();
    }

    @Test
    void anEmptyTextClearsAValue() {
        String id = api.create("{'name':'Contoso','city':'Ulm'}");
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'city':''}}").status())
                .isEqualTo(200);
        assertThat(api.get(COMPANIES + "/" + id + "?properties=city")
                        .json()
                        .at("/properties/city")
                        .isNull())
                .isTrue();
    }

    @Test
    void everyWriteMovesTheStampByAtLeastAMillisecondWhileTheClockStands() {
        String id = api.create("{'name':'Contoso'}");
        List<String> stamps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stamps.add(api.patch(COMPANIES + "/" + id, "{'properties':{'city':'Ulm'}}")
                    .json()
                    .path("updatedAt")
                    .asText());
        }
        assertThat(stamps).doesNotHaveDuplicates().isSorted();
        assertThat(api.get(COMPANIES + "/" + id).property("hs_lastmodifieddate"))
                .isEqualTo(stamps.get(2));
    }

    @Test
    void theListPagesInTheOrderOfIdsWithALinkToAnotherHost() {
        for (int i = 0; i < 5; i++) {
            api.create("{'name':'C" + i + "'}");
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            Api.Answer page = api.get(COMPANIES + "?limit=2" + after);
            ids.addAll(page.ids());
            JsonNode next = page.json().path("paging").path("next");
            after = next.isMissingNode() ? "" : "&after=" + next.path("after").asText();
            assertThat(next.isMissingNode() || next.path("link").asText().startsWith("https://api.hubapi.com/"))
                    .isTrue();
        } while (!after.isEmpty());
        assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=101", "?limit=0", "?limit=x", "?limit=51&propertiesWithHistory=name", "?after=x"})
    void theListRefusesBadPages(String query) {
        assertThat(api.get(COMPANIES + query).status()).isEqualTo(400);
    }

    @Test
    void theFirstRecordOfEveryTypeHasTheSameId() {
        String company = hubspot.users().create("companies", Map.of("name", "Contoso"));
        String contact = hubspot.users().create("contacts", Map.of("email", "a@contoso.com"));
        assertThat(company).isEqualTo(contact);
        assertThat(api.get("/crm/objects/2026-09/contacts/" + contact).property("email"))
                .isEqualTo("a@contoso.com");
    }

    @Test
    void aMissingRecordIs404WithoutACategory() {
        Api.Answer missing = api.get(COMPANIES + "/1");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().has("category")).isFalse();
        assertThat(missing.json().has("correlationId")).isTrue();
    }

    @Test
    void aLongAddressIsRefusedInHtmlByTheProxy() {
        Api.Answer tooLong = api.get(COMPANIES + "?properties=" + "abcdefgh,".repeat(1000));
        assertThat(tooLong.status()).isEqualTo(414);
        assertThat(tooLong.text()).startsWith("<html>");
    }

    @Test
    void bodiesThatAreNotJsonObjectsAreRefused() {
        assertThat(api.post(COMPANIES, "{'properties':").status()).isEqualTo(400);
        assertThat(api.post(COMPANIES, "").status()).isEqualTo(400);
        assertThat(api.post(COMPANIES, "{'properties':{'name':'a','name':'b'}}").status())
                .isEqualTo(400);
        assertThat(api.post(COMPANIES, "{'name':'a'}").status()).isEqualTo(400);
    }

    @Test
    void unsupportedMethodsAreRefused() {
        assertThat(api.put(COMPANIES, "{}").status()).isEqualTo(405);
        assertThat(api.get(COMPANIES + "/batch/read").status()).isEqualTo(405);
    }

    @Test
    void timesAreIsoInstants() {
        clock.advance(Duration.ofMillis(7));
        String id = api.create("{'name':'Contoso','closedate':'1700000000000'}");
        JsonNode company =
                api.get(COMPANIES + "/" + id + "?properties=closedate").json();
        assertThat(company.path("createdAt").asText()).isEqualTo("2026-11-05T10:00:00.007Z");
        assertThat(company.at("/properties/closedate").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(company.at("/properties/createdate").asText()).matches(Pattern.compile("2026-11-05T.*Z"));
    }

    @Test
    void theOriginOfARecordIsKept() {
        String mine = api.create("{'name':'Contoso'}");
        String theirs = hubspot.users().create("companies", Map.of("name", "Fabrikam"));
        String query = "?properties=hs_object_source,hs_object_source_id,hs_created_by_user_id";
        assertThat(api.get(COMPANIES + "/" + mine + query).property("hs_object_source_id"))
                .isEqualTo("1160452");
        assertThat(api.get(COMPANIES + "/" + mine + query).property("hs_object_source"))
                .isEqualTo("INTEGRATION");
        assertThat(api.get(COMPANIES + "/" + theirs + query).property("hs_object_source"))
                .isEqualTo("CRM_UI");
        assertThat(api.get(COMPANIES + "/" + theirs + query).property("hs_created_by_user_id"))
                .isEqualTo("9586504");
    }
}
