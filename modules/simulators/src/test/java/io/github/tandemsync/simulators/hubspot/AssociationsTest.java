package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociationsTest extends SimulatorTest {
    private static final String BATCH = "/crm/associations/2026-09/companies/companies/batch";
    private static final String PARENT_TYPE = "[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':14}]";

    private String child = "";
    private String parent = "";

    @BeforeEach
    void twoCompanies() {
        child = api.create("{'name':'Child'}");
        parent = api.create("{'name':'Parent'}");
    }

    @Test
    void aChildKnowsItsParentAndTheParentItsChildBesideTheUnlabelledType() {
        assertThat(setParent(child, parent).status()).isEqualTo(201);
        assertThat(types(BATCH, child)).containsExactly(14, 450);
        assertThat(types(BATCH, parent)).containsExactly(13, 450);
        assertThat(api.get(COMPANIES + "/" + child + "?properties=hs_parent_company_id")
                        .property("hs_parent_company_id"))
                .isEqualTo(parent);
        assertThat(hubspot.truth().parent(child)).contains(parent);
    }

    @Test
    void idsAreTextInDatedReleasesAndNumbersInV4() {
        setParent(child, parent);
        assertThat(read(BATCH, child).json().at("/results/0/to/0/toObjectId").isTextual())
                .isTrue();
        JsonNode v4 =
                read("/crm/v4/associations/companies/companies/batch", child).json();
        assertThat(v4.at("/results/0/to/0/toObjectId").isNumber()).isTrue();
    }

    @Test
    void recordsWithoutAssociationsAreErrorsOfTheBatchRead() {
        Api.Answer answer = read(BATCH, child);
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().at("/errors/0/subCategory").asText())
                .isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        assertThat(answer.json().at("/errors/0/context/fromObjectId/0").asText())
                .isEqualTo(child);
    }

    @Test
    void aCompanyHasOneParent() {
        String other = api.create("{'name':'Other'}");
        setParent(child, parent);
        assertThat(setParent(child, other).status()).isEqualTo(400);
        assertThat(setParent(child, child).status()).isEqualTo(400);
        assertThat(setParent(child, parent).status()).isEqualTo(201);
        hubspot.users().setParent(child, other);
        assertThat(hubspot.truth().parent(child)).contains(other);
        hubspot.users().clearParent(child);
        assertThat(hubspot.truth().parent(child)).isEmpty();
    }

    @Test
    void removingALabelLeavesTheUnlabelledTypeAndRemovingThatTakesAll() {
        setParent(child, parent);
        String row =
                "{'inputs':[{'from':{'id':'%s'},'to':{'id':'%s'},'types':[{'associationCategory':'HUBSPOT_DEFINED',"
                        + "'associationTypeId':%d}]}]}";
        assertThat(api.post(BATCH + "/labels/archive", row.formatted(child, parent, 14))
                        .status())
                .isEqualTo(204);
        assertThat(types(BATCH, parent)).containsExactly(450);
        setParent(child, parent);
        api.post(BATCH + "/labels/archive", row.formatted(child, parent, 450));
        assertThat(read(BATCH, child).status()).isEqualTo(207);
        assertThat(read(BATCH, parent).status()).isEqualTo(207);
    }

    @Test
    void batchesCreateAndArchive() {
        String row = "{'from':{'id':'%s'},'to':{'id':'%s'},'types':" + PARENT_TYPE + "}";
        Api.Answer created = api.post(
                BATCH + "/create",
                "{'inputs':[" + row.formatted(child, parent) + "," + row.formatted("1", parent) + "]}");
        assertThat(created.status()).isEqualTo(207);
        assertThat(created.json().at("/results/0/fromObjectId").asText()).isEqualTo(child);
        assertThat(created.json().at("/errors/0/context/fromObjectId/0").asText())
                .isEqualTo("1");
        String archive = "{'inputs':[{'from':{'id':'" + child + "'},'to':[{'id':'" + parent + "'}]}]}";
        assertThat(api.post(BATCH + "/archive", archive).status()).isEqualTo(204);
        assertThat(hubspot.truth().associations("companies", child, "companies"))
                .isEmpty();
    }

    @Test
    void theDefaultTypeNeedsNoBody() {
        String contact = hubspot.users().create("contacts", Map.of("email", "a@b.com"));
        Api.Answer put =
                api.put("/crm/objects/2026-09/contacts/" + contact + "/associations/default/companies/" + parent, "");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().at("/results/0/associationSpec/associationTypeId").asInt())
                .isEqualTo(279);
        assertThat(hubspot.truth().associations("companies", parent, "contacts"))
                .isEqualTo(Map.of(contact, Set.of(280)));
        assertThat(api.delete("/crm/objects/2026-09/companies/" + parent + "/associations/contacts/" + contact)
                        .status())
                .isEqualTo(204);
        assertThat(hubspot.truth().associations("contacts", contact, "companies"))
                .isEmpty();
    }

    @Test
    void aCreateCanAssociate() {
        String body = "{'properties':{'name':'New'},'associations':[{'to':{'id':'" + parent + "'},'types':"
                + PARENT_TYPE + "}]}";
        Api.Answer created = api.post(COMPANIES, body);
        assertThat(hubspot.truth().parent(created.id())).contains(parent);
        assertThat(api.post(COMPANIES, body.replace("14", "999")).status()).isEqualTo(400);
        assertThat(api.post(COMPANIES, body.replace(parent, "1")).status()).isEqualTo(404);
    }

    @Test
    void theListOfOneRecordIsMissingFromTheNewestRelease() {
        setParent(child, parent);
        String path = "/crm/objects/%s/companies/" + child + "/associations/companies";
        assertThat(api.get(path.formatted("2026-03"))
                        .json()
                        .at("/results/0/toObjectId")
                        .asText())
                .isEqualTo(parent);
        assertThat(api.get(path.formatted("2026-09")).status()).isEqualTo(404);
    }

    @Test
    void associationsCanBeEmbeddedUpToAHundred() {
        for (int i = 0; i < 60; i++) {
            hubspot.users().setParent(hubspot.users().create("companies", Map.of("name", "C" + i)), parent);
        }
        JsonNode embedded =
                api.get(COMPANIES + "/" + parent + "?associations=companies").json();
        assertThat(embedded.at("/associations/companies/results/0/type").asText())
                .isEqualTo("parent_to_child");
        assertThat(embedded.at("/associations/companies/paging").isMissingNode())
                .isTrue();
        for (int i = 0; i < 60; i++) {
            hubspot.users().setParent(hubspot.users().create("companies", Map.of("name", "D" + i)), parent);
        }
        JsonNode more = api.get(COMPANIES + "?associations=companies&limit=2").json();
        assertThat(more.at("/results/1/associations/companies/paging/next/after")
                        .asText())
                .isEqualTo("100");
    }

    @Test
    void aBatchReadPagesPerRecord() {
        for (int i = 0; i < 501; i++) {
            hubspot.users().setParent(hubspot.users().create("companies", Map.of("name", "C" + i)), parent);
        }
        JsonNode first = read(BATCH, parent).json();
        assertThat(first.at("/results/0/to")).hasSize(500);
        String after = first.at("/results/0/paging/next/after").asText();
        JsonNode second = api.post(BATCH + "/read", "{'inputs':[{'id':'" + parent + "','after':'" + after + "'}]}")
                .json();
        assertThat(second.at("/results/0/to")).hasSize(1);
        assertThat(second.at("/results/0/paging").isMissingNode()).isTrue();
    }

    @Test
    void archivedEndsDoNotShowUntilTheyAreRestored() {
        setParent(child, parent);
        hubspot.users().archive("companies", parent);
        assertThat(read(BATCH, child).status()).isEqualTo(207);
        hubspot.users().restore("companies", parent);
        assertThat(types(BATCH, child)).containsExactly(14, 450);
    }

    @Test
    void anAssociationDoesNotMoveStampsUnlessToldTo() {
        String stamp = api.get(COMPANIES + "/" + child).json().path("updatedAt").asText();
        setParent(child, parent);
        assertThat(api.get(COMPANIES + "/" + child).json().path("updatedAt").asText())
                .isEqualTo(stamp);
        restart(HubSpotSimulator.builder().associatingMovesStamp(true));
        twoCompanies();
        setParent(child, parent);
        assertThat(api.get(COMPANIES + "/" + parent).json().path("updatedAt").asText())
                .isNotEqualTo(stamp);
    }

    @Test
    void labelsAreListed() {
        assertThat(api.get("/crm/associations/2026-09/companies/companies/labels")
                        .json()
                        .path("results")
                        .findValuesAsText("typeId"))
                .containsExactlyInAnyOrder("450", "13", "14");
    }

    @Test
    void foreignTypesAreRefused() {
        String path = "/crm/objects/2026-09/companies/" + child + "/associations/companies/" + parent;
        assertThat(api.put(path, "[{'associationCategory':'HUBSPOT_DEFINED','associationTypeId':279}]")
                        .status())
                .isEqualTo(400);
        assertThat(api.put(path, "[{'associationCategory':'USER_DEFINED','associationTypeId':14}]")
                        .status())
                .isEqualTo(400);
        assertThat(api.put("/crm/objects/2026-09/companies/" + child + "/associations/default/products/1", "")
                        .status())
                .isEqualTo(404);
    }

    private Api.Answer setParent(String childId, String parentId) {
        return api.put(
                "/crm/objects/2026-09/companies/" + childId + "/associations/companies/" + parentId, PARENT_TYPE);
    }

    private Api.Answer read(String path, String id) {
        return api.post(path + "/read", "{'inputs':[{'id':'" + id + "'}]}");
    }

    private List<Integer> types(String path, String id) {
        List<Integer> types = new ArrayList<>();
        read(path, id)
                .json()
                .at("/results/0/to/0/associationTypes")
                .forEach(type -> types.add(type.path("typeId").asInt()));
        return types;
    }
}
