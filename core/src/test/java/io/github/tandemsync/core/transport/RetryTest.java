package io.github.tandemsync.core.transport;

import static io.github.tandemsync.core.transport.StackFixture.read;
import static io.github.tandemsync.core.transport.StackFixture.search;
import static io.github.tandemsync.core.transport.StackFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private final StackFixture fixture = new StackFixture();

    @ParameterizedTest
    @ValueSource(ints = {408, 423, 429, 477, 500, 502, 503, 504, 521, 523, 524})
    void sendsAReadAgain(int status) {
        fixture.wire.then(status).then(200).then(status).then(200);
        assertThat(fixture.stack().send(read()).status()).isEqualTo(200);
        assertThat(fixture.stack().send(search()).status()).isEqualTo(200);
        assertThat(fixture.wire.sent).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 412, 414, 501})
    void doesNotSendAgainWhatWouldFailAgain(int status) {
        fixture.wire.then(status);
        assertThat(fixture.stack().send(read()).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 423, 477, 500, 502, 503, 504})
    void neverSendsAWriteAgainThatMayHaveRun(int status) {
        fixture.wire.then(status, "Retry-After", "1");
        assertThat(fixture.stack().send(write()).status()).isEqualTo(status);
        assertThat(fixture.wire.sent).hasSize(1);
    }

    @Test
    void neverSendsAWriteAgainAfterALostAnswer() {
        fixture.wire.fails(new IOException("connection reset"));
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> fixture.stack().send(write()));
        assertThat(fault.mayHaveRun()).isTrue();
        assertThat(fault.category()).isEqualTo(Category.UNAVAILABLE);
        assertThat(fixture.wire.sent).hasSize(1);
    }

    @Test
    void sendsAReadAgainAfterALostAnswer() {
        fixture.wire.fails(new IOException("connection reset")).then(200);
        assertThat(fixture.stack().send(read()).status()).isEqualTo(200);
    }

    @Test
    void sendsAWriteAgainThatCertainlyDidNotRun() {
        fixture.wire
                .then(429)
                .fails(new NotSentException("the connection was refused"))
                .then(201);
        assertThat(fixture.stack().send(write()).status()).isEqualTo(201);
        assertThat(fixture.wire.sent).hasSize(3);
    }

    @Test
    void saysThatARefusedConnectionDidNotRun() {
        for (int i = 0; i < 4; i++) {
            fixture.wire.fails(new NotSentException("the connection was refused"));
        }
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> fixture.stack().send(write()));
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fault)
                .hasMessageContaining("api.example.com")
                .hasMessageContaining("could not be sent: the connection was refused. Check");
    }

    @Test
    void waitsAsLongAsTheServerSays() {
        fixture.wire.then(429, "Retry-After", "7").then(200);
        fixture.stack().send(read());
        assertThat(fixture.time.waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waitsLongerEachTimeWhereTheServerSaysNothing() {
        fixture.wire.then(503).then(503).then(503).then(503);
        assertThat(fixture.stack().send(read()).status()).isEqualTo(503);
        assertThat(fixture.time.waits)
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void spreadsTheWaits() {
        fixture.wire.then(503).then(200);
        fixture.builder().jitter(() -> 0.0).build().send(read());
        assertThat(fixture.time.waits).containsExactly(Duration.ofMillis(250));
    }

    @Test
    void doesNotWaitBeyondTheCallsDeadline() {
        fixture.wire.then(429, "Retry-After", "999999999");
        ApiResponse response = fixture.stack().send(read());
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(fixture.time.waits).isEmpty();
    }

    @Test
    void keepsADeadlineOfTheRequestsOwn() {
        fixture.wire.then(429, "Retry-After", "7");
        ApiResponse response = fixture.stack().send(read().timeout(Duration.ofSeconds(5)));
        assertThat(response.status()).isEqualTo(429);
        assertThat(fixture.wire.sent.get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void givesALateAttemptOnlyTheTimeThatIsLeft() {
        fixture.wire.then(429, "Retry-After", "100").then(200);
        fixture.stack().send(read());
        assertThat(fixture.wire.sent)
                .extracting(RawRequest::timeout)
                .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    @Test
    void isAbsentWhenSwitchedOff() {
        fixture.wire.then(503);
        assertThat(fixture.builder().retries(0).build().send(read()).status()).isEqualTo(503);
    }

    @Test
    void asksTheGuardBeforeEachSend() {
        List<Integer> sentWhenAsked = new ArrayList<>();
        fixture.wire.then(429).then(201);
        fixture.stack().send(write().guard(() -> sentWhenAsked.add(fixture.wire.sent.size())));
        assertThat(sentWhenAsked).containsExactly(0, 1);
    }

    @Test
    void sendsNothingWhenTheGuardRefuses() {
        IllegalStateException gone = new IllegalStateException("lease gone");
        ApiRequest request = write().guard(() -> {
            throw gone;
        });
        assertThatThrownBy(() -> fixture.stack().send(request)).isSameAs(gone);
        assertThat(fixture.wire.sent).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() {
        fixture.wire.then(503);
        HttpStack stack = fixture.builder()
                .waiter(time -> {
                    throw new InterruptedException();
                })
                .build();
        assertThat(stack.send(read()).status()).isEqualTo(503);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedSendMayHaveRun() {
        fixture.wire.then(request -> {
            throw new InterruptedException();
        });
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> fixture.stack().send(write()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fault.mayHaveRun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 101})
    void aRedirectIsAnErrorAndNotSentAgain(int status) {
        fixture.wire.then(status, "Location", "https://evil.example/");
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> fixture.stack().send(read()));
        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault).hasMessageContaining("redirect").message().doesNotContain("evil");
        assertThat(fixture.wire.sent).hasSize(1);
    }

    /** The token, for instance, took all the time there was. */
    @Test
    void whatHasNoTimeLeftIsNotSent() {
        HttpStack stack = fixture.builder()
                .callTimeout(Duration.ofSeconds(10))
                .tokens(TokenSource.refreshing(
                        () -> {
                            fixture.time.pass(Duration.ofSeconds(10));
                            return new TokenSource.Fetched(Secret.of("token"), Duration.ofHours(1));
                        },
                        fixture.time))
                .build();

        TransportException fault = catchThrowableOfType(TransportException.class, () -> stack.send(write()));

        assertThat(fault).hasMessageContaining("ran out of time before it was sent");
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fixture.wire.sent).isEmpty();
    }
}
