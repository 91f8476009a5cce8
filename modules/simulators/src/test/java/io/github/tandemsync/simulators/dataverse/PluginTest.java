package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void canonicalFormsAreWhatIsStoredAndAnswered() {
        api.sim.plugins().add(Plugins.canonical("account", "websiteurl", s -> s.toLowerCase(Locale.ROOT)));
        Answer created = api.post(
                "accounts?$select=websiteurl",
                "{'websiteurl':'HTTP://ACME.example'}",
                "Prefer",
                "return=representation");
        assertThat(created.text("websiteurl")).isEqualTo("http://acme.example");
    }

    @Test
    void ignoredWritesAnswerSuccessAndChangeNothing() {
        UUID id = api.account("{'name':'A','telephone1':'1'}");
        api.sim.plugins().add(Plugins.ignoring("account", "telephone1"));
        Answer answer = api.patch("accounts(" + id + ")", "{'telephone1':'2'}", "If-Match", "*");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(api.get("accounts(" + id + ")").text("telephone1")).isEqualTo("1");
        api.sim.user("ada").edit("account", id, Map.of("telephone1", "3"));
        assertThat(api.get("accounts(" + id + ")").text("telephone1")).isEqualTo("3");
    }

    @Test
    void refusalsCarryTheCustomersTextAndChangeNothing() {
        api.sim.plugins().add(Plugins.refusing(s -> "Bad".equals(s.target().get("name")), "Not this one."));
        Answer refused = api.post("accounts", "{'name':'Bad'}");
        assertThat(refused.code()).isEqualTo("0x80040265");
        assertThat(refused.message()).isEqualTo("Not this one.");
        assertThat(api.sim.truth().log()).isEmpty();
        api.sim.plugins().clear();
        assertThat(api.post("accounts", "{'name':'Bad'}").status()).isEqualTo(204);
    }

    @Test
    void sideEffectsMayTouchOtherColumns() {
        api.sim.plugins().add(save -> {
            if (!save.isCreate() && save.target().containsKey("name")) {
                save.target().put("description", "was " + save.before().get("name"));
            }
        });
        UUID id = api.account("{'name':'A'}");
        api.patch("accounts(" + id + ")", "{'name':'B'}", "If-Match", "*");
        assertThat(api.get("accounts(" + id + ")").text("description")).isEqualTo("was A");
    }
}
