package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientRequestIdTest {
    private final StackFixture fixture = new StackFixture();

    @Test
    void isTheSameForAllAttemptsOfACall() {
        Iterator<String> ids = List.of("id-1", "id-2").iterator();
        HttpStack stack =
                fixture.builder().clientRequestId("X-Our-Id", ids::next).build();
        fixture.wire.then(503).then(200).then(200);
        stack.send(StackFixture.read());
        stack.send(StackFixture.read());
        assertThat(fixture.wire.sent)
                .extracting(sent -> sent.headers().get("X-Our-Id"))
                .containsExactly("id-1", "id-1", "id-2");
    }

    @Test
    void headersOfTheStackAreSentWithEveryRequest() {
        fixture.wire.then(200).then(200);
        HttpStack stack = fixture.builder().header("Accept", "application/json").build();
        stack.send(StackFixture.read());
        stack.send(StackFixture.read().header("accept", "text/plain"));
        assertThat(fixture.wire.sent)
                .extracting(sent -> sent.headers().get("Accept"))
                .containsExactly("application/json", "text/plain");
    }
}
