package io.github.tandemsync.simulators.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTest {
    private final Request request = new Request(
            "GET", "/a/b%20c/d+e?x=1&y=a%26b+c&x=2&z", Headers.of("authorization", "bearer tok"), Body.EMPTY);

    @Test
    void decodesSegmentsAndParameters() {
        assertThat(request.segments()).containsExactly("a", "b c", "d+e");
        assertThat(request.parameters("x")).containsExactly("1", "2");
        assertThat(request.parameter("y")).contains("a&b c");
        assertThat(request.parameter("z")).contains("");
        assertThat(request.parameter("w")).isEmpty();
    }

    @Test
    void findsTheBearerToken() {
        assertThat(request.bearer()).contains("tok");
    }

    @Test
    void headersIgnoreCaseAndKeepSeveralValues() {
        Headers headers = Headers.of("A", "1", "a", "2").with("b", "3");
        assertThat(headers.all("a")).containsExactly("1", "2");
        assertThat(headers.without("A")).isEqualTo(Headers.of("B", "3"));
    }
}
