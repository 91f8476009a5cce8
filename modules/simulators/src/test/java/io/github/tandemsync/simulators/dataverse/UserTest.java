package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserTest {
    private final Api api = new Api();
    private final User ada = api.sim.user("ada");
    private final Truth truth = api.sim.truth();

    @AfterEach
    void close() {
        api.close();
    }

    private Row row(UUID id) {
        return truth.row("account", id).orElseThrow();
    }

    private UUID account(String name) {
        return ada.create("account", Map.of("name", name));
    }

    private WriteRecord last() {
        List<WriteRecord> log = truth.log();
        return log.get(log.size() - 1);
    }

    @Test
    void writesAreLoggedWithTheirAuthor() {
        UUID id = account("A");
        ada.edit("account", id, Map.of("revenue", new BigDecimal("1.005"), "name", "A"));
        WriteRecord write = last();
        assertThat(write.kind()).isEqualTo(WriteKind.UPDATE);
        assertThat(write.actor()).isEqualTo(ada.id());
        assertThat(write.application()).isFalse();
        assertThat(write.sent()).containsExactly("name", "revenue");
        assertThat(write.after())
                .containsEntry("revenue", new BigDecimal("1.01"))
                .doesNotContainKey("name");
        assertThat(write.before()).containsEntry("revenue", null);
        assertThat(write.version()).isEqualTo(row(id).version());
        assertThat(write.toString()).doesNotContain("1.01");
        api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "*");
        assertThat(last().application()).isTrue();
        assertThat(truth.logAfter(truth.writes())).isEmpty();
        assertThat(truth.logAfter(2)).hasSize(1);
    }

    @Test
    void revertBringsTheValuesFromBeforeBackAsANewWrite() {
        UUID id = account("A");
        ada.edit("account", id, Map.of("name", "B"));
        long version = row(id).version();
        api.sim.user("bob").revert("account", id);
        assertThat(row(id).value("name")).isEqualTo("A");
        assertThat(row(id).version()).isGreaterThan(version);
        assertThat(last().actor()).isEqualTo(api.sim.user("bob").id());
    }

    @Test
    void restoreKeepsIdAndModifiedOnButNotTheLookupsToIt() {
        UUID parent = account("Parent");
        UUID child = ada.create("account", Map.of("name", "C", "parentaccountid", new Reference("account", parent)));
        long version = row(parent).version();
        api.pass(Duration.ofDays(1));
        ada.delete("account", parent);
        assertThat(truth.isDeleted("account", parent)).isTrue();
        assertThat(truth.deleted("account")).extracting(Row::id).containsExactly(parent);
        ada.restore("account", parent);
        assertThat(row(parent).value("modifiedon")).isEqualTo(Api.START);
        assertThat(row(parent).version()).isGreaterThan(version);
        assertThat(row(child).reference("parentaccountid")).isNull();
        assertThat(last().kind()).isEqualTo(WriteKind.RESTORE);
        assertThatThrownBy(() -> ada.restore("account", parent)).isInstanceOf(DataverseFault.class);
    }

    @Test
    void mergeDeactivatesTheLoserAndMovesItsChildren() {
        UUID winner = account("Winner");
        UUID loser = account("Loser");
        UUID child = ada.create("account", Map.of("name", "C", "parentaccountid", new Reference("account", loser)));
        UUID contact =
                ada.create("contact", Map.of("lastname", "L", "parentcustomerid", new Reference("account", loser)));
        ada.merge("account", winner, loser, Map.of("telephone1", "1"));
        Reference master = new Reference("account", winner);
        assertThat(row(loser).value("statecode")).isEqualTo(1);
        assertThat(row(loser).value("statuscode")).isEqualTo(2);
        assertThat(row(loser).value("merged")).isEqualTo(true);
        assertThat(row(loser).reference("masterid")).isEqualTo(master);
        assertThat(row(winner).value("telephone1")).isEqualTo("1");
        assertThat(row(child).reference("parentaccountid")).isEqualTo(master);
        Row person = truth.row("contact", contact).orElseThrow();
        assertThat(person.reference("parentcustomerid")).isEqualTo(master);
        assertThat(person.reference("accountid")).isEqualTo(master);
        assertThatThrownBy(() -> ada.merge("account", winner, loser, Map.of())).isInstanceOf(DataverseFault.class);
    }

    @Test
    void aWinnerUnderItsLoserEndsWithoutAParent() {
        UUID loser = account("Loser");
        UUID winner = ada.create("account", Map.of("name", "W", "parentaccountid", new Reference("account", loser)));
        ada.merge("account", winner, loser, Map.of());
        assertThat(row(winner).reference("parentaccountid")).isNull();
    }

    @Test
    void mergeWorksOverHttpToo() {
        UUID winner = account("Winner");
        UUID loser = account("Loser");
        String type = "'@odata.type':'Microsoft.Dynamics.CRM.account'";
        Answer merged = api.post(
                "Merge",
                "{'Target':{" + type + ",'accountid':'" + winner + "'},'Subordinate':{" + type + ",'accountid':'"
                        + loser + "'},'UpdateContent':{" + type + ",'fax':'5'},'PerformParentingChecks':false}");
        assertThat(merged.status()).isEqualTo(204);
        assertThat(row(winner).value("fax")).isEqualTo("5");
        assertThat(api.get("accounts(" + loser + ")").at("merged").asBoolean()).isTrue();
        assertThat(api.get("accounts(" + loser + ")").text("_masterid_value")).isEqualTo(winner.toString());
    }

    @Test
    void copyTakesTheWritableColumns() {
        UUID id = ada.create("account", Map.of("name", "A", "accountnumber", "K1", "industrycode", 7));
        UUID copy = ada.copy("account", id);
        assertThat(copy).isNotEqualTo(id);
        assertThat(row(copy).value("accountnumber")).isEqualTo("K1");
        assertThat(row(copy).value("industrycode")).isEqualTo(7);
    }

    @Test
    void bulkEditsShareOneMomentAndAreAllOrNothing() {
        UUID a = account("A");
        UUID b = account("B");
        api.pass(Duration.ofMinutes(1));
        ada.bulkEdit("account", List.of(a, b), Map.of("fax", "1"));
        assertThat(row(a).value("modifiedon")).isEqualTo(row(b).value("modifiedon"));
        UUID nobody = UUID.fromString("7f3c1c52-0000-4000-8000-00000000dead");
        assertThatThrownBy(() -> ada.bulkEdit("account", List.of(a, nobody), Map.of("fax", "2")))
                .isInstanceOf(DataverseFault.class);
        assertThat(row(a).value("fax")).isEqualTo("1");
    }

    @Test
    void deactivatesReparentsAndClears() {
        UUID parent = account("P");
        UUID id = account("A");
        ada.deactivate("account", id);
        assertThat(row(id).value("statuscode")).isEqualTo(2);
        ada.activate("account", id);
        assertThat(row(id).value("statuscode")).isEqualTo(1);
        ada.reparent("account", id, "parentaccountid", new Reference("account", parent));
        assertThat(row(id).reference("parentaccountid")).isEqualTo(new Reference("account", parent));
        ada.reparent("account", id, "parentaccountid", null);
        assertThat(row(id).reference("parentaccountid")).isNull();
        ada.clear("account", id, "name");
        assertThat(row(id).value("name")).isNull();
    }

    @Test
    void wrongValuesAreRefused() {
        assertThatThrownBy(() -> ada.create("account", Map.of("industrycode", 99)))
                .isInstanceOf(DataverseFault.class)
                .satisfies(e -> assertThat(((DataverseFault) e).code()).isEqualTo("0x8004431a"));
        assertThatThrownBy(() -> ada.create("account", Map.of("nickname", "x"))).isInstanceOf(DataverseFault.class);
        assertThat(truth.live("account")).isEmpty();
    }
}
