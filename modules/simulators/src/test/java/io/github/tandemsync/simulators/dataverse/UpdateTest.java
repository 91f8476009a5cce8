package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateTest {
    private static final UUID OWN = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000a2");

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void patchWithoutConditionBringsADeletedRowBack() {
        UUID id = api.account("{'name':'Acme'}");
        api.sim.user("ada").delete("account", id);
        Answer upsert = api.patch("accounts(" + id + ")", "{'telephone1':'1'}");
        assertThat(upsert.status()).isEqualTo(204);
        assertThat(api.sim.truth().row("account", id)).isPresent();
    }

    @Test
    void patchWithIfMatchStarDoesNot() {
        Answer refused = api.patch("accounts(" + OWN + ")", "{'name':'A'}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("0x80040217");
        assertThat(api.sim.truth().live("account")).isEmpty();
    }

    @Test
    void patchWithIfNoneMatchStarOnlyCreates() {
        String address = "accounts(" + OWN + ")";
        assertThat(api.patch(address, "{'name':'A'}", "If-None-Match", "*").status())
                .isEqualTo(204);
        Answer again = api.patch(address, "{'name':'B'}", "If-None-Match", "*");
        assertThat(again.status()).isEqualTo(412);
        assertThat(again.code()).isEqualTo("0x80040237");
        assertThat(api.get(address).text("name")).isEqualTo("A");
    }

    @Test
    void theWordNullAsConditionMeansNothing() {
        assertThat(api.patch("accounts(" + OWN + ")", "{'name':'A'}", "If-None-Match", "null")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void onlyRepresentationTellsAnUpsertsOutcomesApart() {
        String address = "accounts(" + OWN + ")?$select=name";
        String prefer = "return=representation";
        assertThat(api.patch(address, "{'name':'A'}", "Prefer", prefer).status())
                .isEqualTo(201);
        assertThat(api.patch(address, "{'name':'B'}", "Prefer", prefer).status())
                .isEqualTo(200);
    }

    @Test
    void staleEtagIsRefused() {
        UUID id = api.account("{'name':'Acme'}");
        String old = api.etag(id);
        api.sim.user("ada").edit("account", id, java.util.Map.of("name", "Ada's"));
        Answer refused = api.patch("accounts(" + id + ")", "{'name':'Mine'}", "If-Match", old);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.code()).isEqualTo("0x80060882");
        assertThat(api.get("accounts(" + id + ")").text("name")).isEqualTo("Ada's");
        assertThat(api.delete("accounts(" + id + ")", "If-Match", old).code()).isEqualTo("0x80060882");
    }

    @Test
    void currentEtagIsTaken() {
        UUID id = api.account("{'name':'Acme'}");
        assertThat(api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", api.etag(id))
                        .status())
                .isEqualTo(204);
        assertThat(api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "\"17\"")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void etagNeedsOptimisticConcurrency() {
        UUID id = api.account("{'name':'Acme'}");
        String etag = api.etag(id);
        api.sim.admin().optimisticConcurrency("account", false);
        assertThat(api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", etag)
                        .code())
                .isEqualTo("0x8006088d");
    }

    @Test
    void writingEqualValuesMovesVersionAndModifiedOn() {
        UUID id = api.account("{'name':'Acme'}");
        String before = api.etag(id);
        api.pass(Duration.ofMinutes(1));
        api.patch("accounts(" + id + ")", "{'name':'Acme'}", "If-Match", "*");
        assertThat(api.etag(id)).isNotEqualTo(before);
        assertThat(api.get("accounts(" + id + ")").text("modifiedon")).isEqualTo("2026-03-01T08:01:00Z");
    }

    @Test
    void hiddenTouchMovesTheVersionOnly() {
        UUID id = api.account("{'name':'Acme'}");
        String before = api.etag(id);
        api.pass(Duration.ofMinutes(1));
        api.sim.admin().touch("account", id);
        assertThat(api.etag(id)).isNotEqualTo(before);
        assertThat(api.get("accounts(" + id + ")").text("modifiedon")).isEqualTo("2026-03-01T08:00:00Z");
    }

    @Test
    void readOnlyColumnsAreRefusedOrIgnoredAsChosen() {
        UUID id = api.account("{'name':'Acme'}");
        Answer refused = api.patch("accounts(" + id + ")", "{'createdon':'2020-01-01T00:00:00Z'}", "If-Match", "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("createdon");
        assertThat(api.patch("accounts(" + id + ")", "{'revenue_base':1}", "If-Match", "*")
                        .status())
                .isEqualTo(400);
        try (Api lenient = new Api(b -> b.behaviour(Behaviour.HARD.with(Behaviour.ReadOnlyColumns.IGNORED)))) {
            UUID other = lenient.account("{'name':'Acme'}");
            assertThat(lenient.patch("accounts(" + other + ")", "{'createdon':'2020-01-01T00:00:00Z'}")
                            .status())
                    .isEqualTo(204);
            assertThat(lenient.get("accounts(" + other + ")").text("createdon")).isEqualTo("2026-03-01T08:00:00Z");
        }
    }

    @Test
    void theIdInTheBodyIsIgnoredOnUpdateButUsedOnCreate() {
        UUID id = api.account("{'name':'Acme'}");
        api.patch("accounts(" + id + ")", "{'accountid':'" + OWN + "','name':'B'}");
        assertThat(api.get("accounts(" + id + ")").text("name")).isEqualTo("B");
        UUID third = UUID.fromString("7f3c1c52-0000-4000-8000-0000000000a3");
        api.patch("accounts(" + third + ")", "{'accountid':'" + OWN + "','name':'C'}");
        assertThat(api.sim.truth().row("account", third)).isEmpty();
        assertThat(api.sim.truth().row("account", OWN)).isPresent();
    }

    @Test
    void deleteOfAMissingRowIsNotFound() {
        assertThat(api.delete("accounts(" + OWN + ")").code()).isEqualTo("0x80040217");
        UUID id = api.account("{'name':'Acme'}");
        assertThat(api.delete("accounts(" + id + ")").status()).isEqualTo(204);
        assertThat(api.get("accounts(" + id + ")").status()).isEqualTo(404);
    }

    @Test
    void singlePropertiesCanBeReadSetAndCleared() {
        String row = "accounts(" + api.account("{'name':'Acme'}") + ")";
        assertThat(api.get(row + "/name").text("value")).isEqualTo("Acme");
        assertThat(api.send("PUT", row + "/telephone1", "{\"value\":\"1\"}").status())
                .isEqualTo(204);
        assertThat(api.get(row + "/telephone1").text("value")).isEqualTo("1");
        assertThat(api.delete(row + "/telephone1").status()).isEqualTo(204);
        assertThat(api.get(row + "/telephone1").status()).isEqualTo(204);
    }
}
