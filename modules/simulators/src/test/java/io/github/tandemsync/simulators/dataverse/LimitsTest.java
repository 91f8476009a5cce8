package io.github.tandemsync.simulators.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static Api limited(ServiceProtection limits) {
        return new Api(b -> b.serviceProtection(limits));
    }

    @Test
    void tooManyRequestsWaitUntilTheWindowHasMoved() {
        try (Api api = limited(ServiceProtection.documented().with(3, 52))) {
            for (int i = 0; i < 3; i++) {
                assertThat(api.get("WhoAmI").status()).isEqualTo(200);
            }
            Answer refused = api.get("WhoAmI");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("0x80072322");
            assertThat(refused.message()).startsWith("Number of requests exceeded the limit of 3");
            assertThat(refused.header("x-ms-ratelimit-burst-remaining-xrm-requests"))
                    .isEqualTo("0");
            api.pass(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
            assertThat(api.get("WhoAmI").status()).isEqualTo(200);
        }
    }

    @Test
    void aBatchCountsEachOfItsOperations() {
        try (Api api = limited(ServiceProtection.documented().with(3, 52))) {
            String part = "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                    + "GET WhoAmI HTTP/1.1\r\n\r\n\r\n";
            String type = "multipart/mixed;boundary=b";
            assertThat(api.send("POST", "$batch", part.repeat(2) + "--b--", "Content-Type", type)
                            .status())
                    .isEqualTo(200);
            assertThat(api.send("POST", "$batch", part.repeat(2) + "--b--", "Content-Type", type)
                            .status())
                    .isEqualTo(429);
            assertThat(api.get("WhoAmI").status()).isEqualTo(200);
        }
    }

    @Test
    void executionTimeIsAFacetOfItsOwn() {
        ServiceProtection limits = ServiceProtection.documented().with(Duration.ofSeconds(2), Duration.ofSeconds(1));
        try (Api api = limited(limits)) {
            api.get("WhoAmI");
            api.get("WhoAmI");
            Answer refused = api.get("WhoAmI");
            assertThat(refused.code()).isEqualTo("0x80072321");
            assertThat(refused.message()).contains("exceeded limit of 2,000 milliseconds");
        }
    }

    @Test
    void theWaitGrowsWhileItIsIgnored() {
        try (Api api = limited(ServiceProtection.documented().with(1, 52))) {
            api.get("WhoAmI");
            long first = Long.parseLong(api.get("WhoAmI").header("Retry-After"));
            long last = first;
            for (int i = 0; i < 6; i++) {
                last = Long.parseLong(api.get("WhoAmI").header("Retry-After"));
            }
            assertThat(last).isGreaterThan(first);
        }
    }

    @Test
    void tooManyAtOnceAreRefused() throws Exception {
        try (Api api = limited(ServiceProtection.documented().with(6000, 1))) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger entered = new AtomicInteger();
            api.sim.plugins().add(save -> {
                if (entered.getAndIncrement() == 0) {
                    inside.countDown();
                    await(release);
                }
            });
            CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> api.post("accounts", "{'name':'A'}"));
            await(inside);
            Answer refused = api.get("WhoAmI");
            release.countDown();
            assertThat(refused.code()).isEqualTo("0x80072326");
            assertThat(slow.get().status()).isEqualTo(204);
            assertThat(api.get("WhoAmI").status()).isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
