package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeTest extends SimulatorTest {
    @Test
    void aMergeMakesANewRecordThatAnswersForBothOldIds() {
        String primary = api.create("{'name':'A','city':'Ulm'}");
        String other = api.create("{'name':'B','city':'Bonn','phone':'1'}");
        Api.Answer merged = merge(primary, other);
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.id()).isNotIn(primary, other);
        for (String id : List.of(primary, other, merged.id())) {
            Api.Answer answer = api.get(COMPANIES + "/" + id + "?properties=name,city,phone,hs_merged_object_ids");
            assertThat(answer.id()).isEqualTo(merged.id());
            assertThat(answer.property("name")).isEqualTo("A");
            assertThat(answer.property("city")).isEqualTo("Ulm");
            assertThat(answer.property("phone")).isEqualTo("1");
            assertThat(answer.property("hs_merged_object_ids")).isEqualTo(primary + ";" + other);
        }
        assertThat(api.get(COMPANIES).ids()).containsExactly(merged.id());
    }

    @Test
    void thePrimaryCanKeepItsId() {
        restart(HubSpotSimulator.builder().mergeStyle(MergeStyle.KEEP_PRIMARY_ID));
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B','phone':'1'}");
        assertThat(merge(primary, other).id()).isEqualTo(primary);
        Api.Answer answer = api.get(COMPANIES + "/" + other + "?properties=phone,hs_merged_object_ids");
        assertThat(answer.id()).isEqualTo(primary);
        assertThat(answer.property("phone")).isEqualTo("1");
        assertThat(answer.property("hs_merged_object_ids")).isEqualTo(other);
    }

    @Test
    void mergesChain() {
        String a = api.create("{'name':'A'}");
        String b = api.create("{'name':'B'}");
        String c = api.create("{'name':'C'}");
        String first = merge(a, b).id();
        String last = merge(c, a).id();
        assertThat(api.get(COMPANIES + "/" + b).id()).isEqualTo(last);
        assertThat(hubspot.truth()
                        .find("companies", a)
                        .orElseThrow()
                        .value("hs_merged_object_ids")
                        .split(";"))
                .containsExactlyInAnyOrder(a, b, c, first);
        assertThat(hubspot.truth().live("companies")).hasSize(1);
    }

    @Test
    void theSurvivorIsSeenByPollingAndTheVictimsAreNot() {
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        String merged = hubspot.users().merge("companies", primary, other);
        assertThat(api.search("{}").ids()).containsExactly(merged);
        assertThat(api.get(COMPANIES + "?archived=true").ids()).isEmpty();
        assertThat(api.get(COMPANIES + "/" + other + "?archived=true").status()).isEqualTo(404);
    }

    @Test
    void victimsCanBeListedAsArchived() {
        restart(HubSpotSimulator.builder().victimsListedAsArchived(true));
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        hubspot.users().merge("companies", primary, other);
        assertThat(api.get(COMPANIES + "?archived=true").ids()).containsExactly(primary, other);
    }

    @Test
    void aBatchReadOfOldAndNewIdsShowsTheSurvivorOnceAndNoError() {
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        String merged = merge(primary, other).id();
        String body = "{'inputs':[{'id':'%s'},{'id':'%s'},{'id':'%s'}]}".formatted(primary, other, merged);
        Api.Answer answer = api.post(COMPANIES + "/batch/read", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.ids()).containsExactly(merged);
    }

    @Test
    void aWriteToAnOldIdGoesToTheSurvivor() {
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        String merged = merge(primary, other).id();
        Api.Answer answer = api.post(
                COMPANIES + "/batch/update",
                "{'inputs':[{'id':'" + other + "','objectWriteTraceId':'t','properties':{'city':'Ulm'}}]}");
        assertThat(answer.ids()).containsExactly(merged);
        assertThat(answer.json().at("/results/0/objectWriteTraceId").asText()).isEqualTo("t");
    }

    @Test
    void theSurvivorKeepsThePrimarysHistoryAndItsUniqueValue() {
        PropertyDefinition key = PropertyDefinition.custom("sync_key", "companyinformation", "string", "text");
        hubspot.admin().putProperty("companies", key.unique());
        String primary = api.create("{'name':'A','sync_key':'k1'}");
        String other = api.create("{'name':'B','sync_key':'k2','phone':'1'}");
        String merged = merge(primary, other).id();
        assertThat(api.get(COMPANIES + "/k1?idProperty=sync_key").id()).isEqualTo(merged);
        assertThat(api.get(COMPANIES + "/k2?idProperty=sync_key").status()).isEqualTo(404);
        Api.Answer history = api.get(COMPANIES + "/" + merged + "?propertiesWithHistory=name,phone");
        assertThat(history.json().at("/propertiesWithHistory/name/0/value").asText())
                .isEqualTo("A");
        assertThat(history.json()
                        .at("/propertiesWithHistory/phone/0/sourceType")
                        .asText())
                .isEqualTo("MERGE_OBJECTS");
        assertThat(api.post(COMPANIES, "{'properties':{'name':'C','sync_key':'k2'}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void associationsMoveToTheSurvivor() {
        String parent = api.create("{'name':'P'}");
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        hubspot.users().setParent(other, parent);
        String merged = hubspot.users().merge("companies", primary, other);
        assertThat(hubspot.truth().parent(merged)).contains(parent);
    }

    @Test
    void mergingParentAndChildLeavesNoLoop() {
        String parent = api.create("{'name':'P'}");
        String child = api.create("{'name':'A'}");
        hubspot.users().setParent(child, parent);
        String merged = hubspot.users().merge("companies", parent, child);
        assertThat(hubspot.truth().parent(merged)).isEmpty();
    }

    @Test
    void badMergesAreRefused() {
        String id = api.create("{'name':'A'}");
        assertThat(merge(id, id).status()).isEqualTo(400);
        assertThat(merge(id, "1").status()).isEqualTo(404);
        assertThat(api.post("/crm/objects/2026-09/products/merge", "{}").status())
                .isEqualTo(404);
        assertThatThrownBy(() -> hubspot.users().merge("companies", id, "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeletedSurvivorTakesItsOldIdsAlong() {
        String primary = api.create("{'name':'A'}");
        String other = api.create("{'name':'B'}");
        String merged = merge(primary, other).id();
        api.delete(COMPANIES + "/" + merged);
        assertThat(api.get(COMPANIES + "/" + primary).status()).isEqualTo(404);
        assertThat(api.get(COMPANIES + "/" + primary + "?archived=true").id()).isEqualTo(merged);
        hubspot.users().privacyDelete("companies", merged);
        assertThat(hubspot.truth().find("companies", other)).isEmpty();
        assertThat(hubspot.truth().writes())
                .extracting(WriteLogEntry::kind)
                .endsWith(WriteLogEntry.Kind.MERGE, WriteLogEntry.Kind.ARCHIVE, WriteLogEntry.Kind.PURGE);
        assertThat(hubspot.truth().snapshot().get("companies"))
                .extracting(TruthRecord::mergedInto)
                .allMatch(into -> into.equals(Optional.of(merged)));
    }

    private Api.Answer merge(String primary, String other) {
        return api.post(
                COMPANIES + "/merge", "{'primaryObjectId':'%s','objectIdToMerge':'%s'}".formatted(primary, other));
    }
}
