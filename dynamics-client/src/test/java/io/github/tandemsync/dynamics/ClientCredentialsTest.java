package io.github.tandemsync.dynamics;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
    private static final String SECRET = "canary+secret/=";

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void asksInTheDocumentedForm() {
        answer(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t1\"}");
        assertThat(source().token().reveal()).isEqualTo("t1");
        assertThat(server.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .isEqualTo("client_id=app&client_secret=canary%2Bsecret%2F%3D&grant_type=client_credentials"
                        + "&scope=https%3A%2F%2Forg.crm4.dynamics.com%2F.default");
    }

    @Test
    void renewsAfterFourFifthsOfItsLife() {
        answer(200, "{\"expires_in\":1000,\"access_token\":\"t1\"}");
        TokenSource source = source();
        source.token();
        now = now.plus(Duration.ofSeconds(799));
        source.token();
        assertThat(server.getAllServeEvents()).hasSize(1);
        answer(200, "{\"expires_in\":1000,\"access_token\":\"t2\"}");
        now = now.plus(Duration.ofSeconds(2));
        assertThat(source.token().reveal()).isEqualTo("t2");
    }

    @Test
    void keepsAGoodTokenWhereRenewingFails() {
        answer(200, "{\"expires_in\":1000,\"access_token\":\"t1\"}");
        TokenSource source = source();
        source.token();
        answer(503, "<html>busy</html>");
        now = now.plus(Duration.ofMinutes(15));
        assertThat(source.token().reveal()).isEqualTo("t1");
    }

    @Test
    void aRefusalNamesTheCodeAndNeverTheSecret() {
        answer(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret canary\"}");
        assertThatThrownBy(() -> source().token())
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.category()).isEqualTo(Category.UNAUTHORIZED))
                .hasMessageStartingWith("The identity service 127.0.0.1:" + server.port() + " refused a token (401")
                .hasMessageContaining("invalid_client")
                .hasMessageContaining("client secret")
                .hasMessageNotContaining("canary");
    }

    @Test
    void anAnswerWithoutATokenIsAFault() {
        answer(200, "{\"expires_in\":1000}");
        assertThatThrownBy(() -> source().token()).isInstanceOf(ConnectorException.class);
        answer(200, "<html>canary</html>");
        assertThatThrownBy(() -> source().token())
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> ClientCredentials.builder().tenant("t").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("client(..)");
        assertThatThrownBy(() -> DynamicsClient.builder()
                        .url("https://org.crm4.dynamics.com")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tokens(..)");
    }

    private TokenSource source() {
        return ClientCredentials.builder()
                .authority("http://127.0.0.1:" + server.port())
                .tenant("contoso.example")
                .client("app", Secret.of(SECRET))
                .resource("https://org.crm4.dynamics.com/")
                .http(http -> http.retries(0))
                .build(() -> now);
    }

    private void answer(int status, String body) {
        server.stubFor(
                post(urlEqualTo("/contoso.example/oauth2/v2.0/token")).willReturn(WireOrganisation.json(status, body)));
    }
}
