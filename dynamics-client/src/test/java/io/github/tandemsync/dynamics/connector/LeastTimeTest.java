package io.github.tandemsync.dynamics.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long calls take at least, by the service protection limits: each write of a batch counts, a read counts once. */
class LeastTimeTest extends ConnectorFixture {
    @Test
    void writesCountOneByOne() {
        assertThat(connector.leastTime(
                        Map.of(CallKind.READ, new CallCount(1_000, 500_000), CallKind.WRITE, new CallCount(50, 5_000))))
                .isZero();
        assertThat(connector.leastTime(
                        Map.of(CallKind.READ, new CallCount(1_000, 500_000), CallKind.WRITE, new CallCount(51, 5_001))))
                .isEqualTo(Duration.ofMinutes(5));
    }
}
