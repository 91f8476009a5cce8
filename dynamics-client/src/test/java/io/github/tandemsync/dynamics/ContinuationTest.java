package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.transport.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTest {
    private static final Origin ORIGIN = Origin.of("https://org.crm4.dynamics.com/api/data/v9.2/");
    private static final String QUERY = "$select=name&$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44";

    @Test
    void keepsTheServersEncoding() {
        Continuation place = Continuation.of(ORIGIN + "accounts?" + QUERY, ORIGIN, "accounts");
        assertThat(place.query()).isEqualTo(QUERY);
        assertThat(place.path(ORIGIN, "accounts").raw()).isEqualTo("accounts?" + QUERY);
    }

    @Test
    void aPagingCookieIsNotDecoded() {
        String cookie =
                "$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%22%20/%3E";
        Continuation place = Continuation.of(ORIGIN + "accounts?$select=name&" + cookie, ORIGIN, "accounts");
        assertThat(place.path(ORIGIN, "accounts").raw()).endsWith(cookie);
    }

    @Test
    void theOrganisationsOtherNameIsTheSameOrganisation() {
        String other = "https://ORG.api.crm4.dynamics.com/api/data/v9.2/accounts?" + QUERY;
        assertThat(Continuation.of(other, ORIGIN, "accounts").query()).isEqualTo(QUERY);
        Origin api = Origin.of("https://org.api.crm4.dynamics.com/api/data/v9.2/");
        assertThat(Continuation.of(ORIGIN + "accounts?" + QUERY, api, "accounts")
                        .query())
                .isEqualTo(QUERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/api/data/v9.2/accounts?$skiptoken=1",
                "http://org.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com:444/api/data/v9.2/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com@evil.example/api/data/v9.2/accounts?$skiptoken=1",
                "https://user@org.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com.evil.example/api/data/v9.2/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com/api/data/v9.1/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com/api/data/v9.2/../v9.2/accounts?$skiptoken=1",
                "https://org.crm4.dynamics.com/api/data/v9.2/contacts?$skiptoken=1",
                "https://org.crm4.dynamics.com/api/data/v9.2/accounts",
                "https://org.crm4.dynamics.com/api/data/v9.2/accounts?$filter=x",
                "https://org.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=1#x",
                "//evil.example/accounts?$skiptoken=1",
                "not a link"
            })
    void noOtherPlaceIsFollowed(String link) {
        assertThatThrownBy(() -> Continuation.of(link, ORIGIN, "accounts"))
                .isInstanceOfAny(
                        io.github.tandemsync.core.connector.ConnectorException.class,
                        IllegalStateException.class,
                        IllegalArgumentException.class)
                .hasMessageNotContaining("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "$select=name",
                "$skiptoken=",
                "$skiptoken=a b",
                "$skiptoken=a#b",
                "$skiptoken=a\r\nHost: evil",
                "https://evil.example/?$skiptoken=\u00e9"
            })
    void aStoredPlaceIsChecked(String stored) {
        assertThatThrownBy(() -> new Continuation(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("evil");
    }

    @Test
    void aStoredPlaceStaysInItsTable() {
        Continuation hostile = new Continuation("/../../other?x=https://evil.example&$skiptoken=1");
        assertThat(hostile.path(ORIGIN, "accounts").raw()).startsWith("accounts?");
    }

    @Test
    void showsNoToken() {
        assertThat(new Continuation(QUERY).toString()).doesNotContain("919042");
    }
}
