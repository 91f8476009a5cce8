package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Duration CAP = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "0|0",
                "1|1",
                " 17 |17",
                "1.5|2",
                "600|600",
                "601|600",
                "999999999|600",
                "99999999999999999999999999|600",
                "-1|0",
                "-99999999999999999999|0",
                "Tue, 24 Nov 2026 10:00:30 GMT|30",
                "Tue, 24 Nov 2026 09:59:00 GMT|0",
                "Wed, 24 Nov 2106 10:00:00 GMT|600",
                "soon|-",
                "|-",
                "1e9|-",
                "NaN|-",
                "0x10|-",
                "Tue, 99 Nov 2026 10:00:30 GMT|-",
                "2026-11-24T10:00:30Z|-",
            })
    void readsSecondsAndDatesAndNothingElse(@Nullable String text, @Nullable Long seconds) {
        Headers headers = Headers.of(Map.of("retry-after", text == null ? "" : text));
        Duration read = RetryAfter.parse(headers, ManualTime.START, CAP);
        assertThat(read).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void isNullWithoutTheHeader() {
        assertThat(RetryAfter.parse(Headers.none(), ManualTime.START, CAP)).isNull();
    }

    @Test
    void measuresADateByTheServersClock() {
        Headers headers = Headers.of(Map.of(
                "Retry-After", "Tue, 24 Nov 2026 13:00:05 GMT",
                "Date", "Tue, 24 Nov 2026 13:00:00 GMT"));
        assertThat(RetryAfter.parse(headers, ManualTime.START, CAP)).isEqualTo(Duration.ofSeconds(5));
    }
}
