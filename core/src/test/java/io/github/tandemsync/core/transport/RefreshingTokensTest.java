package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefreshingTokensTest {
    private final ManualTime time = new ManualTime();
    private final AtomicInteger fetches = new AtomicInteger();
    private boolean down;
    private final TokenSource tokens = TokenSource.refreshing(this::fetch, time);

    private TokenSource.Fetched fetch() {
        if (down) {
            throw new TransportException(Category.UNAVAILABLE, "The identity service does not answer");
        }
        return new TokenSource.Fetched(Secret.of("token-" + fetches.incrementAndGet()), Duration.ofMinutes(30));
    }

    @Test
    void keepsATokenForEightyPercentOfItsLife() {
        assertThat(tokens.token().reveal()).isEqualTo("token-1");
        time.pass(Duration.ofMinutes(24).minusSeconds(1));
        assertThat(tokens.token().reveal()).isEqualTo("token-1");
        time.pass(Duration.ofSeconds(1));
        assertThat(tokens.token().reveal()).isEqualTo("token-2");
    }

    @Test
    void keepsAGoodTokenWhenItCanNotBeRenewedEarly() {
        tokens.token();
        down = true;
        time.pass(Duration.ofMinutes(29));
        assertThat(tokens.token().reveal()).isEqualTo("token-1");
        time.pass(Duration.ofMinutes(1));
        assertThatThrownBy(tokens::token).isInstanceOf(TransportException.class);
    }

    @Test
    void aTokenThatSomebodyReplacedAlreadyIsNotReplacedAgain() {
        Secret first = tokens.token();
        Secret second = tokens.replace(first);
        assertThat(tokens.replace(first)).isEqualTo(second);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void manyThreadsFetchOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Secret rejected = tokens.token();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Secret>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return tokens.replace(rejected);
                }));
            }
            start.countDown();
            for (Future<Secret> answer : answers) {
                assertThat(answer.get().reveal()).isEqualTo("token-2");
            }
            assertThat(fetches).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }
}
