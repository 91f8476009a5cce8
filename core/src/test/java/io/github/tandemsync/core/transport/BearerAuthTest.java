package io.github.tandemsync.core.transport;

import static io.github.tandemsync.core.transport.StackFixture.read;
import static io.github.tandemsync.core.transport.StackFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BearerAuthTest {
    private final StackFixture fixture = new StackFixture();
    private final AtomicInteger fetched = new AtomicInteger();
    private final TokenSource tokens = TokenSource.refreshing(
            () -> new TokenSource.Fetched(Secret.of("token-" + fetched.incrementAndGet()), Duration.ofMinutes(30)),
            fixture.time);

    @Test
    void sendsTheToken() {
        fixture.wire.then(200);
        fixture.builder().tokens(TokenSource.fixed(Secret.of("abc"))).build().send(read());
        assertThat(fixture.wire.sent.get(0).headers().get("authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void aRefusedTokenIsReplacedOnceAndTheRequestSentOnceMore() {
        fixture.wire.then(401).then(201);
        ApiResponse response = fixture.builder().tokens(tokens).build().send(write());
        assertThat(response.status()).isEqualTo(201);
        assertThat(fixture.wire.sent)
                .extracting(sent -> sent.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aSecondRefusalIsFinal() {
        fixture.wire.then(401).then(401, "X-Correlation-Id", "c-1");
        HttpStack stack = fixture.builder().tokens(tokens).build();
        TransportException fault = catchThrowableOfType(TransportException.class, () -> stack.send(read()));
        assertThat(fault.category()).isEqualTo(Category.UNAUTHORIZED);
        assertThat(fault)
                .hasMessageContaining("of api.example.com was answered with 401: the token was refused")
                .hasMessageEndingWith("give a valid one")
                .hasMessageNotContaining("token-1");
        assertThat(fault.requestId()).isEqualTo("c-1");
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fetched).hasValue(2);
        assertThat(fixture.wire.sent).hasSize(2);
    }

    @Test
    void aFixedTokenIsNotTriedTwice() {
        fixture.wire.then(401);
        HttpStack stack =
                fixture.builder().tokens(TokenSource.fixed(Secret.of("abc"))).build();
        TransportException fault = catchThrowableOfType(TransportException.class, () -> stack.send(read()));
        assertThat(fault.category()).isEqualTo(Category.UNAUTHORIZED);
        assertThat(fault).hasMessageContaining("give a valid one");
    }

    @Test
    void aWriteWithoutTokenWasNotSent() {
        TokenSource broken = TokenSource.refreshing(
                () -> {
                    throw new TransportException(Category.UNAUTHORIZED, "The client secret is wrong");
                },
                fixture.time);
        HttpStack stack = fixture.builder().tokens(broken).build();
        TransportException fault = catchThrowableOfType(TransportException.class, () -> stack.send(write()));
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fault.category()).isEqualTo(Category.UNAUTHORIZED);
        assertThat(fault).hasMessageContaining("client secret is wrong");
        assertThat(fixture.wire.sent).isEmpty();
    }

    @Test
    void aStackWithoutTokensSendsNone() {
        fixture.wire.then(401);
        assertThat(fixture.stack().send(read()).status()).isEqualTo(401);
        assertThat(fixture.wire.sent.get(0).headers().get("Authorization")).isNull();
    }
}
