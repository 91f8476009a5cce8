package io.github.tandemsync.simulators.hubspot;

import static io.github.tandemsync.simulators.hubspot.Api.COMPANIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.simulators.hubspot.WriteLogEntry.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsersAndTruthTest extends SimulatorTest {
    @Test
    void aBulkEditGivesManyRecordsOneStamp() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> hubspot.users().create("companies", Map.of("name", "C" + i)))
                .toList();
        hubspot.users().edit("companies", ids.get(2), Map.of("city", "Ulm"));
        hubspot.users().bulkEdit("companies", ids, Map.of("city", "Bonn"));
        Set<Object> stamps = hubspot.truth().live("companies").stream()
                .map(TruthRecord::updatedAt)
                .collect(Collectors.toSet());
        assertThat(stamps).hasSize(1);
        assertThat(hubspot.truth().live("companies"))
                .allMatch(company -> company.value("city").equals("Bonn"));
    }

    @Test
    void aRevertPutsTheFormerValueBack() {
        String id = hubspot.users().create("companies", Map.of("name", "A"));
        hubspot.users().edit("companies", id, Map.of("name", "B"));
        hubspot.users().revert("companies", id, "name");
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value("name"))
                .isEqualTo("A");
        hubspot.users().edit("companies", id, Map.of("city", "Ulm"));
        hubspot.users().revert("companies", id, "city");
        assertThat(hubspot.truth().find("companies", id).orElseThrow().value("city"))
                .isEmpty();
    }

    @Test
    void peopleCannotEnterWhatHubSpotRefuses() {
        String id = hubspot.users().create("companies", Map.of("name", "A"));
        assertThatThrownBy(() -> hubspot.users().edit("companies", id, Map.of("industry", "NOPE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INVALID_OPTION");
        assertThatThrownBy(() -> hubspot.users().create("companies", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hubspot.users().create("planets", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("companies, contacts, deals");
        assertThatThrownBy(() -> hubspot.admin().dropProperty("companies", "nope"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWriteLogTellsWhatWasDoneByWhomInOrder() {
        String id = hubspot.users().as(7).create("companies", Map.of("name", "A"));
        api.patch(COMPANIES + "/" + id, "{'properties':{'domain':'HTTP://A.com'}}");
        api.delete(COMPANIES + "/" + id);
        List<WriteLogEntry> writes = hubspot.truth().writes();
        assertThat(writes).extracting(WriteLogEntry::kind).containsExactly(Kind.CREATE, Kind.UPDATE, Kind.ARCHIVE);
        assertThat(writes).extracting(WriteLogEntry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(writes.get(0).source()).isEqualTo(ChangeSource.user(7));
        assertThat(writes.get(0).source().isUser()).isTrue();
        assertThat(writes.get(1).wanted()).isEqualTo(Map.of("domain", "HTTP://A.com"));
        assertThat(writes.get(1).stored()).isEqualTo(Map.of("domain", "a.com"));
        assertThat(hubspot.truth().apiWrites()).hasSize(2);
    }

    @Test
    void answersOfTheTruthAreCopies() {
        String id = hubspot.users().create("companies", Map.of("name", "A"));
        Map<String, List<TruthRecord>> before = hubspot.truth().snapshot();
        hubspot.users().edit("companies", id, Map.of("name", "B"));
        assertThat(before.getOrDefault("companies", List.of()).get(0).value("name"))
                .isEqualTo("A");
        assertThat(hubspot.truth().properties("companies"))
                .extracting(PropertyDefinition::name)
                .contains("name", "hs_lastmodifieddate");
    }

    @Test
    void theSameSeedGivesTheSameIds() {
        List<String> first = threeIds();
        restart(HubSpotSimulator.builder());
        assertThat(threeIds()).isEqualTo(first);
        restart(HubSpotSimulator.builder().seed(2));
        assertThat(threeIds()).isNotEqualTo(first);
    }

    private List<String> threeIds() {
        return List.of(api.create("{'name':'A'}"), api.create("{'name':'B'}"), api.create("{'name':'C'}"));
    }
}
