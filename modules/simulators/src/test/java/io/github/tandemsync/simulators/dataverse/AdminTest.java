package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aBackupTakesRowsLogAndVersionsBack() {
        UUID id = api.account("{'name':'A'}");
        String before = api.etag(id);
        Truth.Snapshot backup = api.sim.truth().snapshot();
        api.sim.user("ada").edit("account", id, Map.of("name", "B"));
        api.account("{'name':'C'}");
        api.sim.admin().restoreBackup(backup);
        assertThat(api.etag(id)).isEqualTo(before);
        assertThat(api.sim.truth().live("account")).hasSize(1);
        assertThat(api.sim.truth().log()).hasSize(1);
        api.sim.user("ada").edit("account", id, Map.of("name", "D"));
        api.sim.admin().restoreBackup(backup);
        assertThat(api.get("accounts(" + id + ")").text("name")).isEqualTo("A");
    }

    @Test
    void droppedOptionsStayOnRowsButCannotBeWritten() {
        UUID id = api.account("{'name':'A','industrycode':7}");
        api.sim.admin().dropOption("account", "industrycode", 7);
        assertThat(api.get("accounts(" + id + ")").at("industrycode").asInt()).isEqualTo(7);
        assertThat(api.patch("accounts(" + id + ")", "{'industrycode':7}", "If-Match", "*")
                        .code())
                .isEqualTo("0x8004431a");
        assertThat(api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "*")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void droppedColumnsAreGoneFromRows() {
        UUID id = api.account("{'name':'A','fax':'1'}");
        String etag = api.etag(id);
        api.sim.admin().dropColumn("account", "fax");
        assertThat(api.get("accounts(" + id + ")").at("fax").isMissingNode()).isTrue();
        assertThat(api.etag(id)).isEqualTo(etag);
        assertThat(api.sim.truth().schema().require("account").column("fax")).isNull();
    }
}
