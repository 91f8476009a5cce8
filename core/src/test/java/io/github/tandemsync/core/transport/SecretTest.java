package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void showsItselfOnlyWhenAskedTo() {
        Secret secret = Secret.of("pat-na1-canary");
        assertThat(secret.toString()).isEqualTo("***");
        assertThat(String.valueOf(secret)).doesNotContain("canary");
        assertThat(secret.reveal()).isEqualTo("pat-na1-canary");
        assertThat(secret).isEqualTo(Secret.of(() -> "pat-na1-canary")).isNotEqualTo(Secret.of("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary\n", "canary\r\nX-Evil: 1", "can ary", "cänary", "canary\t"})
    void refusesWhatNoHeaderCouldCarryWithoutShowingIt(String value) {
        assertThatThrownBy(() -> Secret.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("nary");
    }

    @Test
    void saysThatItIsEmpty() {
        assertThatThrownBy(() -> Secret.of("")).hasMessageContaining("is empty").hasMessageNotContaining("fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\n", "canary\r\n", " canary", "\n"})
    void saysToStripALineBreakOrBlankAroundIt(String value) {
        assertThatThrownBy(() -> Secret.of(value))
                .hasMessageContaining("a character that does not fit")
                .hasMessageContaining("strip()")
                .hasMessageNotContaining("nary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"can ary", "can\nary\n", "cänary", "canary\u0000"})
    void doesNotSayThatStrippingHelpsWhereItDoesNot(String value) {
        assertThatThrownBy(() -> Secret.of(value))
                .hasMessageContaining("a character that does not fit")
                .hasMessageNotContaining("strip()");
    }
}
