package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTextTest {
    @Test
    void forgesNoLogLine() {
        assertThat(ServerText.clean("bad\r\n2026-11-24 INFO fine\u2028\u001b[31m\u0000\u202etxt"))
                .isEqualTo("bad 2026-11-24 INFO fine [31m txt");
    }

    @Test
    void isCut() {
        assertThat(ServerText.clean("x".repeat(5_000_000))).hasSize(ServerText.MAX_LENGTH + 3);
    }

    @Test
    void hidesAddressesAndWhatWeSent() {
        assertThat(ServerText.clean(
                        "Email address ada@example.com is invalid; \"Contoso Ltd\" of Contoso was not valid, ok 7",
                        List.of("Contoso", "Contoso Ltd", "7")))
                .isEqualTo("Email address *** is invalid; \"***\" of *** was not valid, ok 7");
    }

    @Test
    void takesNoTimeForHostileText() {
        assertThat(ServerText.clean("@".repeat(1_000_000))).isNotNull();
    }
}
