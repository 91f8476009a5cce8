package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void readsNamesInAnyCase() {
        assertThat(Headers.of(Map.of("Content-Type", "a")).get("content-type")).isEqualTo("a");
        assertThat(Headers.none().get("x")).isNull();
    }

    @Test
    void laterValuesWin() {
        Headers both = Headers.none().with("a", "1").overlay(Headers.none().with("A", "2"));
        assertThat(both.get("a")).isEqualTo("2");
    }

    @Test
    void takesNoLineBreaks() {
        assertThatThrownBy(() -> Headers.none().with("a", "1\r\nEvil: 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.none().with("a\n", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNamesOnly() {
        assertThat(Headers.none().with("Authorization", "canary")).hasToString("[Authorization]");
    }
}
