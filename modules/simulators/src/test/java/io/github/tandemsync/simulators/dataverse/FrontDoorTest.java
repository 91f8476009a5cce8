package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Delivery;
import io.github.tandemsync.simulators.server.Fault;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Request;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontDoorTest {
    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void withoutATokenTellsTheAuthorityAndHasNoJson() {
        for (String value : new String[] {"-", "Bearer wrong", "Basic x"}) {
            Answer refused = api.get("WhoAmI", "Authorization", value);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).isEmpty();
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("Bearer authorization_uri=")
                    .endsWith("resource_id=" + api.sim.uri() + "/");
        }
    }

    @Test
    void revokedTokensAreRefusedAndANewOneIsGood() {
        String old = api.sim.token();
        api.sim.admin().revokeAccessTokens();
        assertThat(api.get("WhoAmI", "Authorization", "Bearer " + old).status()).isEqualTo(401);
        assertThat(api.get("WhoAmI").status()).isEqualTo(200);
    }

    @Test
    void clientCredentialsGiveATokenForAnHour() {
        String form = "grant_type=client_credentials&client_id=" + api.sim.clientId() + "&client_secret="
                + api.sim.clientSecret() + "&scope=" + api.sim.uri() + "/.default";
        String address = api.sim.uri() + "/tenant/oauth2/v2.0/token";
        String type = "application/x-www-form-urlencoded";
        Answer token = api.send("POST", address, form, "Content-Type", type, "Authorization", "-");
        String bearer = "Bearer " + token.text("access_token");
        assertThat(token.at("expires_in").asInt()).isEqualTo(3600);
        assertThat(api.get("WhoAmI", "Authorization", bearer).status()).isEqualTo(200);
        api.pass(Duration.ofHours(1));
        assertThat(api.get("WhoAmI", "Authorization", bearer).status()).isEqualTo(401);
        String wrongScope = form.replace("/.default", "/api/data/v9.2/.default");
        assertThat(api.send("POST", address, wrongScope, "Content-Type", type).text("error"))
                .isEqualTo("invalid_scope");
        assertThat(api.send("POST", address, form.replace("simulated-secret", "x"), "Content-Type", type)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "OData-Version, -, 400",
        "OData-MaxVersion, -, 400",
        "OData-Version, 3.0, 400",
        "Accept, -, 415",
        "Accept, text/html, 415",
        "Accept, */*, 200"
    })
    void headersAreChecked(String name, String value, int status) {
        assertThat(api.get("WhoAmI", name, value).status()).isEqualTo(status);
    }

    @Test
    void bodiesMustBeJsonAndStrictnessCanBeSwitchedOff() {
        assertThat(api.post("accounts", "{'name':'A'}", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        try (Api lenient = new Api(b -> b.behaviour(Behaviour.HARD.withStrictHeaders(false)))) {
            assertThat(lenient.get("WhoAmI", "OData-Version", "-", "Accept", "-")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyAnswerCarriesTheServersTimeAndItsIds() {
        Answer answer = api.get("RetrieveVersion()");
        assertThat(answer.text("Version")).startsWith("9.2.");
        assertThat(answer.header("Date")).isEqualTo("Sun, 01 Mar 2026 08:00:00 GMT");
        assertThat(answer.header("x-ms-service-request-id")).isNotEmpty();
        assertThat(answer.header("x-ms-dop-hint")).isEqualTo("4");
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
        assertThat(answer.header("x-ms-ratelimit-burst-remaining-xrm-requests")).isNotEmpty();
    }

    @Test
    void errorsTellMoreWithAllAnnotations() {
        assertThat(api.get("accounts?$select=x").at("error")).hasSize(2);
        Answer more = api.get("accounts?$select=x", "Prefer", "odata.include-annotations=\"*\"");
        assertThat(more.at("error").has("@Microsoft.PowerApps.CDS.HelpLink")).isTrue();
    }

    @Test
    void whatIsNotModelledSaysSo() {
        assertThat(api.get("$metadata").status()).isEqualTo(501);
        assertThat(api.get("accounts?$apply=aggregate(revenue with sum as x)").status())
                .isEqualTo(501);
        assertThat(api.get(api.sim.uri() + "/api/data/v8.2/accounts").status()).isEqualTo(404);
    }

    @Test
    void aLostReplyIsStillACommit() {
        api.sim.faults().when(r -> r.method().equals("POST")).times(1).then(Fault.loseReply());
        assertThatThrownBy(() -> api.post("accounts", "{'name':'A'}")).isInstanceOf(UncheckedIOException.class);
        assertThat(api.sim.truth().live("account")).hasSize(1);
        assertThat(api.sim.log().entries().get(0).handled()).isTrue();
    }

    @Test
    void usersCanActBetweenCommitAndAnswer() {
        List<String> names = new ArrayList<>();
        api.sim.hooks().afterCommit((request, reply) -> {
            if (reply.label().equals("accounts.create")) {
                api.sim.truth().live("account").forEach(row -> {
                    names.add(String.valueOf(row.value("name")));
                    api.sim.user("ada").edit("account", row.id(), Map.of("name", "Ada's"));
                });
            }
        });
        var id = api.account("{'name':'A'}");
        assertThat(names).containsExactly("A");
        assertThat(api.get("accounts(" + id + ")").text("name")).isEqualTo("Ada's");
    }

    @Test
    void labelsCountCalls() {
        api.account("{'name':'A'}");
        api.get("accounts?$select=name");
        api.get("accounts?$select=name", "Prefer", "odata.track-changes");
        assertThat(api.sim.log().countByLabel())
                .containsEntry("accounts.create", 1)
                .containsEntry("accounts.list", 1)
                .containsEntry("accounts.delta", 1);
    }

    @Test
    void worksWithoutASocketAndTheSameSeedGivesTheSameIds() {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (DataverseSimulator sim = DataverseSimulator.builder()
                    .offline(URI.create("https://sim.crm.dynamics.example"))
                    .seed(7)
                    .start()) {
                Headers headers = Headers.of(
                        "Authorization",
                        "Bearer " + sim.token(),
                        "Accept",
                        "application/json",
                        "OData-Version",
                        "4.0",
                        "OData-MaxVersion",
                        "4.0",
                        "Content-Type",
                        "application/json");
                Delivery delivery = sim.front()
                        .exchange(
                                new Request("POST", "/api/data/v9.2/accounts", headers, Body.utf8("{\"name\":\"A\"}")));
                answers.add(((Delivery.Whole) delivery)
                        .reply()
                        .headers()
                        .first("OData-EntityId")
                        .orElseThrow());
            }
        }
        assertThat(answers.get(0)).startsWith("https://sim.crm.dynamics.example/api/data/v9.2/accounts(");
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }
}
