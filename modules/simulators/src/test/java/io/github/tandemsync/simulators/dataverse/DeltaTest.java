package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeltaTest {
    private static final String TRACK = "odata.track-changes";

    private Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    private String start() {
        return api.get("accounts?$select=name", "Prefer", TRACK).text("@odata.deltaLink");
    }

    private static List<String> kinds(Answer page) {
        return page.rows().stream()
                .map(r -> r.has("reason")
                        ? "deleted " + r.path("id").asText()
                        : r.path("name").asText())
                .toList();
    }

    @Test
    void theLinkIsOnTheLastPageOnly() {
        for (int i = 0; i < 3; i++) {
            api.account("{'name':'A" + i + "'}");
        }
        Answer page = api.get("accounts?$select=name", "Prefer", TRACK + ",odata.maxpagesize=2");
        assertThat(page.at("@odata.deltaLink").isMissingNode()).isTrue();
        assertThat(page.header("Preference-Applied")).isEqualTo(TRACK);
        Answer last = api.get(page.text("@odata.nextLink"), "Prefer", "odata.maxpagesize=2");
        assertThat(last.rows()).hasSize(1);
        assertThat(last.text("@odata.deltaLink")).contains("$select=name").contains("$deltatoken=");
        assertThat(last.text("@odata.context")).isEqualTo(api.root() + "$metadata#accounts(name)/$delta");
    }

    @Test
    void quietMeansEmptyAndTheLinkWorksWithoutThePreference() {
        api.account("{'name':'A'}");
        Answer quiet = api.get(start());
        assertThat(quiet.status()).isEqualTo(200);
        assertThat(quiet.rows()).isEmpty();
        assertThat(quiet.text("@odata.deltaLink")).isNotEmpty();
    }

    @Test
    void changesComeBeforeDeletesAndOwnWritesComeToo() {
        UUID gone = api.account("{'name':'Gone'}");
        String link = start();
        UUID mine = api.account("{'name':'Mine'}");
        api.sim.user("ada").delete("account", gone);
        UUID brief = api.account("{'name':'Brief'}");
        api.sim.user("ada").delete("account", brief);
        Answer delta = api.get(link);
        assertThat(kinds(delta).get(0)).isEqualTo("Mine");
        assertThat(kinds(delta).subList(1, 3))
                .as("created and deleted in between is reported as a delete")
                .containsExactlyInAnyOrder("deleted " + gone, "deleted " + brief);
        JsonNode tombstone = delta.rows().get(1);
        assertThat(tombstone.path("@odata.context").asText())
                .isEqualTo(api.root() + "$metadata#accounts/$deletedEntity");
        assertThat(tombstone.path("reason").asText()).isEqualTo("deleted");
        assertThat(mine).isNotNull();
    }

    @Test
    void rowsComeInNoOrderOfTime() {
        String link = start();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            made.add("A" + i);
            api.account("{'name':'A" + i + "'}");
        }
        assertThat(kinds(api.get(link)))
                .containsExactlyInAnyOrderElementsOf(made)
                .isNotEqualTo(made);
    }

    @Test
    void aRowThatWasDeletedAndCreatedAgainIsReportedLiveAndDeleted() {
        UUID id = api.account("{'name':'First'}");
        String link = start();
        api.delete("accounts(" + id + ")");
        api.patch("accounts(" + id + ")", "{'name':'Second'}");
        assertThat(kinds(api.get(link))).containsExactly("Second", "deleted " + id);
    }

    @Test
    void hiddenTouchesAndCascadesShowUp() {
        UUID parent = api.account("{'name':'Parent'}");
        api.account("{'name':'Child','parentaccountid@odata.bind':'/accounts(" + parent + ")'}");
        String link = start();
        api.sim.user("ada").delete("account", parent);
        assertThat(kinds(api.get(link))).containsExactly("Child", "deleted " + parent);
    }

    @Test
    void aNewSelectionGivesNoHistory() {
        api.account("{'name':'Old','telephone1':'1'}");
        String link = start().replace("$select=name", "$select=name,telephone1");
        assertThat(api.get(link).rows()).isEmpty();
    }

    @Test
    void aRowThatChangesAfterItsPageIsLostUnlessTheLinkStandsForTheFirstPage() {
        for (Behaviour.DeltaStart start : Behaviour.DeltaStart.values()) {
            api.close();
            api = new Api(b -> b.behaviour(Behaviour.HARD.with(start)));
            api.account("{'name':'A'}");
            api.account("{'name':'B'}");
            Answer first = api.get("accounts?$select=name", "Prefer", TRACK + ",odata.maxpagesize=1");
            UUID shown = UUID.fromString(first.rows().get(0).path("accountid").asText());
            api.sim.user("ada").edit("account", shown, Map.of("name", "Edited"));
            Answer last = api.get(first.text("@odata.nextLink"), "Prefer", "odata.maxpagesize=1");
            List<String> later = kinds(api.get(last.text("@odata.deltaLink")));
            assertThat(later.contains("Edited")).as(start.name()).isEqualTo(start == Behaviour.DeltaStart.FIRST_PAGE);
        }
    }

    @Test
    void pagesOfChangesAndDeletesAddUp() {
        List<String> expected = new ArrayList<>();
        List<UUID> doomed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            doomed.add(api.account("{'name':'D" + i + "'}"));
        }
        String link = start();
        for (int i = 0; i < 4; i++) {
            expected.add("A" + i);
            api.account("{'name':'A" + i + "'}");
        }
        doomed.forEach(id -> {
            expected.add("deleted " + id);
            api.delete("accounts(" + id + ")");
        });
        assertThat(api.get(link.replace("accounts?", "accounts/$count?")).body())
                .isEqualTo("7");
        for (String size : List.of("1", "2", "3", "4", "7")) {
            List<String> seen = new ArrayList<>();
            String next = link;
            while (!next.isEmpty()) {
                Answer page = api.get(next, "Prefer", "odata.maxpagesize=" + size);
                seen.addAll(kinds(page));
                next = page.text("@odata.nextLink");
            }
            assertThat(seen).as("page size " + size).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void expiresAfterTheDaysOfTheOrganisation() {
        String link = start();
        api.pass(Duration.ofDays(7));
        assertThat(api.get(link).status()).isEqualTo(200);
        api.pass(Duration.ofSeconds(1));
        assertThat(api.get(link).code()).isEqualTo("0x80044352");
        String fresh = start();
        api.sim.admin().expireChangeTrackingInDays(1);
        api.pass(Duration.ofDays(2));
        assertThat(api.get(fresh).code()).isEqualTo("0x80044352");
    }

    @Test
    void expiresByHandAndWithTheMetadata() {
        String link = start();
        api.sim.admin().expireDeltaTokens("account");
        assertThat(api.get(link).code()).isEqualTo("0x80044352");
        link = start();
        api.sim.admin().putColumn("account", Column.custom("new_X", ColumnType.STRING, Column.Limits.NONE));
        assertThat(api.get(link).code()).isEqualTo("0x80044352");
        assertThat(api.get(start()).status()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenCanGiveEverythingWithoutDeletes() {
        api.close();
        api = new Api(b -> b.behaviour(Behaviour.HARD.with(Behaviour.ExpiredToken.FULL_WITHOUT_DELETES)));
        UUID gone = api.account("{'name':'Gone'}");
        api.account("{'name':'Stays'}");
        String link = start();
        api.delete("accounts(" + gone + ")");
        api.sim.admin().expireDeltaTokens("account");
        assertThat(kinds(api.get(link))).containsExactly("Stays");
    }

    @Test
    void refusesOptionsThatTrackingLacks() {
        for (String option : List.of("$filter=name%20eq%20'A'", "$orderby=name", "$top=1", "$expand=parentaccountid")) {
            assertThat(api.get("accounts?$select=name&" + option, "Prefer", TRACK)
                            .status())
                    .as(option)
                    .isEqualTo(400);
        }
    }

    @Test
    void needsTrackingOnTheTableAndReadOfTheWholeOrganisation() {
        api.sim.admin().grant("prvReadAccount", Depth.LOCAL);
        Answer refused = api.get("accounts?$select=name", "Prefer", TRACK);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).contains("prvReadAccount").contains("Required Depth: Global");
        api.sim.admin().grant("prvReadAccount", Depth.GLOBAL);
        api.sim.admin().changeTracking("account", false);
        assertThat(api.get("accounts?$select=name", "Prefer", TRACK).code()).isEqualTo("0x80072491");
    }

    @Test
    void hiddenRowsAreMissingAndShowingThemAgainIsNoChange() {
        UUID id = api.account("{'name':'Hidden'}");
        api.sim.admin().hide(id, true);
        Answer all = api.get("accounts?$select=name", "Prefer", TRACK);
        assertThat(all.rows()).isEmpty();
        api.sim.admin().hide(id, false);
        assertThat(api.get(all.text("@odata.deltaLink")).rows()).isEmpty();
    }

    @Test
    void brokenTokensAreRefused() {
        assertThat(api.get("accounts?$select=name&$deltatoken=abc").status()).isEqualTo(400);
        assertThat(api.get("accounts?$select=name&$deltatoken=").status()).isEqualTo(400);
    }
}
