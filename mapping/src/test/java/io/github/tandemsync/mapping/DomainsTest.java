package io.github.tandemsync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {
    @ParameterizedTest
    @CsvSource({
        "acme.com, acme.com",
        "ACME.com., acme.com",
        "www.acme.com, acme.com",
        "www.www.acme.com, acme.com",
        "www.com, www.com",
        "' https://www.Acme.com/about?x=1#top ', acme.com",
        "HTTP://acme.com:8080, acme.com",
        "//acme.com/x, acme.com",
        "acme.com\\x, acme.com",
        "shop.acme.co.uk, shop.acme.co.uk",
        "b\u00FCcher.example, xn--bcher-kva.example",
        "BU\u0308CHER.example, xn--bcher-kva.example",
        "acme\u3002com, acme.com"
    })
    void findsTheHost(String raw, String host) {
        assertThat(Domains.host(raw)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n/a",
                "Acme",
                "localhost",
                "see notes.",
                "two words.com",
                "info@acme.com",
                "https://user@acme.com",
                "ftp://acme.com",
                "mailto:x",
                "javascript:alert(1)",
                "acme..com",
                ".com",
                "http://",
                "[::1]",
                "a\u2100b.com",
                "acme.com,other.com"
            })
    void takesNothingElseForAHost(String raw) {
        assertThat(Domains.host(raw)).isNull();
        assertThat(Domains.canonical(raw)).isEqualTo(Canonical.text(raw));
    }

    @Test
    void refusesLabelsAndNamesThatAreTooLong() {
        assertThat(Domains.host("x".repeat(63) + ".com")).isNotNull();
        assertThat(Domains.host("x".repeat(64) + ".com")).isNull();
        assertThat(Domains.host("x.".repeat(126) + "com")).isNull();
    }

    @Test
    void isQuickForHostileInput() {
        assertThat(Domains.host("http://" + "a.".repeat(200_000) + "/" + "www.".repeat(100_000)))
                .isNull();
        assertThat(Domains.host("www.".repeat(100_000) + "com")).isNull();
    }
}
