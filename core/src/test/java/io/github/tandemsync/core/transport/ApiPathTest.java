package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {
    @Test
    void joinsSegmentsAndQuery() {
        ApiPath path = ApiPath.of("crm", "objects", "2026-09", "companies")
                .query("limit", "100")
                .query("properties", "name,domain");
        assertThat(path.raw()).isEqualTo("crm/objects/2026-09/companies?limit=100&properties=name,domain");
    }

    @Test
    void keepsWhatODataWrites() {
        ApiPath path = ApiPath.of("accounts(00000000-0000-0000-0000-000000000001)")
                .query("$select", "name,revenue")
                .query("$filter", "name eq 'A & B+C=D#'");
        assertThat(path.raw())
                .isEqualTo("accounts(00000000-0000-0000-0000-000000000001)"
                        + "?$select=name,revenue&$filter=name%20eq%20'A%20%26%20B%2BC%3DD%23'");
    }

    @ParameterizedTest
    @CsvSource({"512?x=1,512%3Fx=1", "512#x,512%23x", "512;a,512%3Ba", "%2e%2e,%252e%252e", "a b,a%20b", "ü,%C3%BC"})
    void anIdStaysOneSegment(String id, String encoded) {
        assertThat(ApiPath.of("x", id).raw()).isEqualTo("x/" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "a\nb", "a\u0000", "\u007f"})
    void refusesStepsSeparatorsAndControls(String id) {
        assertThatThrownBy(() -> ApiPath.of("x", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASegmentAfterTheQuery() {
        ApiPath path = ApiPath.of("x").query("a", "b");
        assertThatThrownBy(() -> path.segment("y")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logsMaskedValues() {
        assertThat(ApiPath.of("contacts", "ada@example.com").query("idProperty", "email"))
                .hasToString("contacts/*?idProperty=*");
        assertThat(ApiPath.of("accounts(name='Contoso')").query("$filter", "name eq 'x'"))
                .hasToString("accounts(name='*')?$filter=*");
        assertThat(ApiPath.of("companies", "512")).hasToString("companies/512");
    }
}
