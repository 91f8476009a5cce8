package io.github.tandemsync.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void readsWithinLimits() {
        StreamReadConstraints limits = Json.mapper().getFactory().streamReadConstraints();
        assertThat(limits.getMaxNestingDepth()).isEqualTo(64);
        assertThat(limits.getMaxNumberLength()).isEqualTo(100);
        assertThat(limits.getMaxStringLength()).isEqualTo(5_000_000);
        assertThat(limits.getMaxDocumentLength()).isEqualTo(64L << 20);
        assertThat(limits.getMaxTokenCount()).isPositive();
        assertThat(Json.mapper().getFactory().isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION))
                .isTrue();
    }

    @Test
    void isAnObjectOrNothing() {
        assertThat(Json.parse("[1]".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(Json.parse("{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(Json.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
}
