package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archive, restore, privacy delete, and what becomes of unique values. */
class LifecycleTest extends SimulatorTest {
    @BeforeEach
    void addKey() {
        PropertyDefinition key = PropertyDefinition.custom("sync_key", "companyinformation", "string", "text");
        hubspot.admin().putProperty("companies", key.unique());
    }

    @Test
    void archivingMovesToTheBinAndLeavesTheStampAlone() {
        String id = api.create("{'name':'A'}");
        String stamp = api.get(COMPANIES + "/" + id).json().path("updatedAt").asText();
        clock.advance(Duration.ofMinutes(1));
        assertThat(api.delete(COMPANIES + "/" + id).status()).isEqualTo(204);
        assertThat(api.get(COMPANIES + "/" + id).status()).isEqualTo(404);
        Api.Answer archived = api.get(COMPANIES + "/" + id + "?archived=true");
        assertThat(archived.json().path("archived").asBoolean()).isTrue();
        assertThat(archived.json().path("updatedAt").asText()).isEqualTo(stamp);
        assertThat(archived.json().path("archivedAt").asText()).isEqualTo("2026-11-05T10:01:00Z");
        assertThat(api.get(COMPANIES).ids()).isEmpty();
        assertThat(api.get(COMPANIES + "?archived=true").ids()).containsExactly(id);
        assertThat(api.post(COMPANIES + "/batch/read?archived=true", "{'inputs':[{'id':'" + id + "'}]}")
                        .ids())
                .containsExactly(id);
    }

    @Test
    void archivedReadsDoNotShowLiveRecords() {
        String id = api.create("{'name':'A'}");
        assertThat(api.get(COMPANIES + "/" + id + "?archived=true").status()).isEqualTo(404);
        assertThat(api.post(COMPANIES + "/batch/read?archived=true", "{'inputs':[{'id':'" + id + "'}]}")
                        .status())
                .isEqualTo(207);
    }

    @Test
    void archivingTwiceSucceedsAndWritesToArchivedRecordsDoNot() {
        String id = api.create("{'name':'A'}");
        api.delete(COMPANIES + "/" + id);
        assertThat(api.delete(COMPANIES + "/" + id).status()).isEqualTo(204);
        assertThat(api.delete(COMPANIES + "/1").status()).isEqualTo(204);
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'name':'B'}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRestoreIsInvisibleToPollingUnlessItMovesTheStamp() {
        String id = api.create("{'name':'A'}");
        String stamp = api.get(COMPANIES + "/" + id).json().path("updatedAt").asText();
        hubspot.users().archive("companies", id);
        hubspot.users().restore("companies", id);
        assertThat(api.get(COMPANIES + "/" + id).json().path("updatedAt").asText())
                .isEqualTo(stamp);
        restart(HubSpotSimulator.builder().restoringMovesStamp(true));
        String other = api.create("{'name':'A'}");
        hubspot.users().archive("companies", other);
        hubspot.users().restore("companies", other);
        assertThat(api.get(COMPANIES + "/" + other).json().path("updatedAt").asText())
                .isNotEqualTo(stamp);
    }

    @Test
    void theBinForgetsAfterNinetyDays() {
        String id = api.create("{'name':'A'}");
        api.delete(COMPANIES + "/" + id);
        clock.advance(Duration.ofDays(90).minusMillis(1));
        assertThat(api.get(COMPANIES + "/" + id + "?archived=true").status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(api.get(COMPANIES + "/" + id + "?archived=true").status()).isEqualTo(404);
        assertThat(api.get(COMPANIES + "?archived=true").ids()).isEmpty();
        assertThatThrownBy(() -> hubspot.users().restore("companies", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrivacyDeleteLeavesNothing() {
        String id = api.create("{'name':'A','sync_key':'k'}");
        hubspot.users().archive("companies", id);
        hubspot.users().privacyDelete("companies", id);
        assertThat(api.get(COMPANIES + "/" + id + "?archived=true").status()).isEqualTo(404);
        assertThat(hubspot.truth().find("companies", id)).isEmpty();
        assertThat(api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void contactsCanBePrivacyDeletedThroughTheApi() {
        String contacts = "/crm/objects/2026-09/contacts";
        String id = api.post(contacts, "{'properties':{'email':'a@b.com'}}").id();
        assertThat(api.post(contacts + "/gdpr-delete", "{'objectId':'a@b.com','idProperty':'email'}")
                        .status())
                .isEqualTo(204);
        assertThat(hubspot.truth().find("contacts", id)).isEmpty();
        assertThat(api.post(contacts, "{'properties':{'email':'a@b.com'}}").status())
                .isEqualTo(201);
    }

    @Test
    void aUniqueValueIsRefusedWithTheOtherIdInTheText() {
        String id = api.create("{'name':'A','sync_key':'k'}");
        Api.Answer create = api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}");
        assertThat(create.status()).isEqualTo(409);
        assertThat(create.category()).isEqualTo("CONFLICT");
        assertThat(create.message()).isEqualTo("Company already exists. Existing ID: " + id);
        String other = api.create("{'name':'B'}");
        assertThat(api.patch(COMPANIES + "/" + other, "{'properties':{'sync_key':' k '}}")
                        .status())
                .isEqualTo(409);
        assertThat(api.patch(COMPANIES + "/" + id, "{'properties':{'sync_key':'k'}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key").id()).isEqualTo(id);
    }

    @Test
    void ofManyCreatesWithOneValueAtOnceOneSucceeds() {
        String body = "{'properties':{'name':'A','sync_key':'k'}}";
        List<Integer> statuses = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> api.post(COMPANIES, body).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).startsWith(201, 409).endsWith(409).hasSize(16);
        assertThat(hubspot.truth().live("companies")).hasSize(1);
    }

    @Test
    void aUniqueConflictCanBeAValidationError() {
        restart(HubSpotSimulator.builder().uniqueConflict(UniqueConflict.VALIDATION_400));
        addKey();
        String id = api.create("{'name':'A','sync_key':'k'}");
        Api.Answer refused = api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("CONFLICTING_UNIQUE_VALUE", id + " already has that value.");
        api.post("/crm/objects/2026-09/contacts", "{'properties':{'email':'a@b.com'}}");
        assertThat(api.post("/crm/objects/2026-09/contacts", "{'properties':{'email':'A@B.com'}}")
                        .message())
                .startsWith("Contact already exists. Existing ID: ");
    }

    @Test
    void domainIsNotUnique() {
        api.create("{'name':'A','domain':'a.com'}");
        api.create("{'name':'B','domain':'a.com'}");
        assertThat(hubspot.truth().live("companies")).hasSize(2);
        assertThat(api.get(COMPANIES + "/a.com?idProperty=domain").status()).isEqualTo(400);
    }

    @Test
    void aChangedOrClearedUniqueValueIsFree() {
        String id = api.create("{'name':'A','sync_key':'k'}");
        hubspot.users().clear("companies", id, "sync_key");
        assertThat(api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void archivingFreesTheUniqueValueAndARestoreLosesItWhenItIsTaken() {
        String id = api.create("{'name':'A','sync_key':'k'}");
        api.delete(COMPANIES + "/" + id);
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key&archived=true").id())
                .isEqualTo(id);
        String second = api.create("{'name':'B','sync_key':'k'}");
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key&archived=true").id())
                .isEqualTo(id);
        hubspot.users().restore("companies", id);
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value("sync_key"))
                .isEmpty();
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key").id()).isEqualTo(second);
    }

    @Test
    void archivingCanAlsoKeepTheUniqueValueTaken() {
        restart(HubSpotSimulator.builder().archivingFreesUniqueValues(false));
        addKey();
        String id = api.create("{'name':'A','sync_key':'k'}");
        api.delete(COMPANIES + "/" + id);
        assertThat(api.post(COMPANIES, "{'properties':{'name':'B','sync_key':'k'}}")
                        .message())
                .endsWith(id);
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key").status()).isEqualTo(404);
        assertThat(api.get(COMPANIES + "/k?idProperty=sync_key&archived=true").id())
                .isEqualTo(id);
        hubspot.users().restore("companies", id);
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value("sync_key"))
                .isEqualTo("k");
    }

    @Test
    void theApiHasNoRestore() {
        String id = api.create("{'name':'A'}");
        api.delete(COMPANIES + "/" + id);
        assertThat(api.post(COMPANIES + "/" + id + "/restore", "{}").status()).isEqualTo(404);
        assertThat(api.patch(COMPANIES + "/" + id + "?archived=true", "{'properties':{'name':'B'}}")
                        .status())
                .isEqualTo(404);
        assertThat(hubspot.truth().live("companies")).isEmpty();
    }

    @Test
    void aCopyHasEveryValueButTheUniqueOnes() {
        String id = hubspot.users().create("companies", Map.of("name", "A", "city", "Ulm", "sync_key", "k"));
        String copy = hubspot.users().copy("companies", id);
        TruthRecord copied = hubspot.truth().find("companies", copy).orElseThrow();
        assertThat(copied.value("city")).isEqualTo("Ulm");
        assertThat(copied.value("sync_key")).isEmpty();
    }

    @Test
    void aCopyOfAProductTakesItsKeyAlongBecauseProductsHaveNoUniqueOnes() {
        PropertyDefinition key = PropertyDefinition.custom("sync_key", "productinformation", "string", "text");
        hubspot.admin().putProperty("products", key);
        String id = hubspot.users().create("products", Map.of("name", "P", "sync_key", "k"));
        String copy = hubspot.users().copy("products", id);
        assertThat(hubspot.truth().find("products", copy).orElseThrow().value("sync_key"))
                .isEqualTo("k");
    }
}
