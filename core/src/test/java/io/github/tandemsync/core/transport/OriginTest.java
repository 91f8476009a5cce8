package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private final Origin origin = Origin.of("https://org.crm4.dynamics.com/api/data/v9.2");

    @Test
    void resolvesBelowTheRoot() {
        assertThat(origin.resolve(ApiPath.of("accounts").query("$top", "1")))
                .hasToString("https://org.crm4.dynamics.com/api/data/v9.2/accounts?$top=1");
        assertThat(Origin.of("https://api.hubapi.com").resolve(ApiPath.of("crm")))
                .hasToString("https://api.hubapi.com/crm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://org.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=%3Ccookie%3E",
                "HTTPS://ORG.CRM4.dynamics.com/api/data/v9.2/accounts?$skiptoken=%3Ccookie%3E",
                "https://org.crm4.dynamics.com:443/api/data/v9.2/accounts?$skiptoken=%3Ccookie%3E",
                "https://org.crm4.dynamics.com:0443/api/data/v9.2/accounts?$skiptoken=%3Ccookie%3E"
            })
    void acceptsItsOwnLinksAndSendsThemToItself(String link) {
        assertThat(origin.resolve(origin.accept(link)))
                .hasToString("https://org.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=%3Ccookie%3E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/api/data/v9.2/accounts",
                "https://evil-org.crm4.dynamics.com/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com.evil.example/api/data/v9.2/accounts",
                "https://dynamics.com/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com./api/data/v9.2/accounts",
                "http://org.crm4.dynamics.com/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com:8443/api/data/v9.2/accounts",
                "https://user@org.crm4.dynamics.com/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com@evil.example/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com\\@evil.example/api/data/v9.2/accounts",
                "//evil.example/api/data/v9.2/accounts",
                "/api/data/v9.2/accounts",
                "accounts",
                "https://org.crm4.dynamics.com/api/data/v9.2/../../x",
                "https://org.crm4.dynamics.com/api/data/v9.2/%2e%2E/x",
                "https://org.crm4.dynamics.com/api/data/v9.2/a%2f..%2fx",
                "https://org.crm4.dynamics.com/api/data/v9.2/a%5cx",
                "https://org.crm4.dynamics.com/api/data/v9.2//evil.example/x",
                "https://org.crm4.dynamics.com/api/data/v9.20/accounts",
                "https://org.crm4.dynamics.com/api/data/v9.2/accounts#x",
                "https://org.crm4.dynamics.com/\tapi/data/v9.2/accounts",
                " https://org.crm4.dynamics.com/api/data/v9.2/accounts",
                "https://[::1]/api/data/v9.2/accounts",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "mailto:a@b.c",
                ""
            })
    void refusesLinksToAnywhereElse(String link) {
        assertThatThrownBy(() -> origin.accept(link))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("leads elsewhere")
                .message()
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1:1",
                "http://[::1]:1",
                "https://api.hubapi.com/",
                "HTTPS://x"
            })
    void takesHttpsAndLoopback(String root) {
        assertThat(Origin.of(root).resolve(ApiPath.of("x")).getPath()).isEqualTo("/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.hubapi.com",
                "http://127.evil.example",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "ftp://api.hubapi.com",
                "api.hubapi.com",
                "https://",
                "https://user:canary@api.hubapi.com",
                "https://api.hubapi.com/?token=canary",
                "https://api.hubapi.com/#canary",
                "https://api.hubapi.com/a/../b",
                "not an address"
            })
    void refusesOtherAddresses(String root) {
        assertThatThrownBy(() -> Origin.of(root))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("canary");
    }
}
