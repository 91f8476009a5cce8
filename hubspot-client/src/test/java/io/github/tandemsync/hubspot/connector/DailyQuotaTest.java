package io.github.tandemsync.hubspot.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The portal's calls a day, as the headers of its answers tell them. */
class DailyQuotaTest {
    private static final String DETAILS = "/account-info/2026-09/details";

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void isRenewedAtTheNextMidnightOfThePortal() {
        answer("America/New_York", "10:00:00", "249999");
        fixture.connector.identify();
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 249_999, Instant.parse("2026-11-25T05:00:00Z")));
    }

    @Test
    void isRenewedWithinTheLongestDayWhereTheZoneIsNotKnown() {
        answer("Atlantis/Poseidonis", "10:00:00", "7");
        fixture.connector.identify();
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 7, Instant.parse("2026-11-25T11:00:00Z")));
    }

    @Test
    void theLeastTimeCountsFeedsAsSearches() {
        assertThat(fixture.connector.leastTime(Map.of(CallKind.READ, new CallCount(100, 10_000))))
                .isZero();
        assertThat(fixture.connector.leastTime(Map.of(
                        CallKind.READ, new CallCount(60, 6_000),
                        CallKind.WRITE, new CallCount(41, 4_100),
                        CallKind.CHANGES, new CallCount(5, 0))))
                .isEqualTo(Duration.ofMillis(10_050));
        assertThat(fixture.connector.leastTime(Map.of(CallKind.CHANGES, new CallCount(6, 0))))
                .isEqualTo(Duration.ofMillis(1_010));
        assertThat(fixture.server.calls()).isEmpty();
    }

    @Test
    void theZoneIsNotAskedFor() {
        fixture.server.on("GET", Fixture.PROPERTIES, told("10:00:00", "7").withBody(Fixture.DEFINITIONS));
        fixture.connector.schema(Fixture.COMPANIES);
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 7, Instant.parse("2026-11-25T11:00:00Z")));
        assertThat(fixture.server.calls()).hasSize(1);
    }

    @Test
    void theNewestAnswerCountsWhateverOrderTheyArriveIn() {
        answer("UTC", "10:00:02", "900");
        answer("UTC", "10:00:01", "700");
        answer("UTC", "10:00:02", "898");
        answer("UTC", "10:00:02", "899");
        for (int i = 0; i < 4; i++) {
            fixture.connector.identify();
        }
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 898, Instant.parse("2026-11-25T00:00:00Z")));
    }

    @Test
    void moreIsLeftAfterMidnight() {
        answer("UTC", "23:59:59", "3");
        fixture.server.on(
                "GET", DETAILS, dated("Wed, 25 Nov 2026 00:00:00 GMT", "249999").withBody(portal("UTC")));
        fixture.connector.identify();
        fixture.connector.identify();
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 249_999, Instant.parse("2026-11-26T00:00:00Z")));
    }

    @Test
    void anAnswerThatDoesNotTellLeavesWhatWasTold() {
        answer("UTC", "10:00:00", "900");
        fixture.server.on("GET", DETAILS, 200, portal("UTC"));
        answer("UTC", "10:00:09", "many");
        for (int i = 0; i < 3; i++) {
            fixture.connector.identify();
        }
        assertThat(fixture.connector.quota())
                .isEqualTo(new CallQuota(250_000, 900, Instant.parse("2026-11-25T00:00:00Z")));
    }

    @Test
    void nothingIsKnownWhereNothingIsTold() {
        fixture.server.on("GET", DETAILS, 200, portal("UTC"));
        assertThat(fixture.connector.quota()).isNull();
        fixture.connector.identify();
        assertThat(fixture.connector.quota()).isNull();
    }

    private void answer(String zone, String time, String remaining) {
        fixture.server.on("GET", DETAILS, told(time, remaining).withBody(portal(zone)));
    }

    private static String portal(String zone) {
        return "{\"portalId\":62515,\"timeZone\":\"" + zone + "\"}";
    }

    private static ResponseDefinitionBuilder told(String time, String remaining) {
        return dated("Tue, 24 Nov 2026 " + time + " GMT", remaining);
    }

    private static ResponseDefinitionBuilder dated(String date, String remaining) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json;charset=utf-8")
                .withHeader("Date", date)
                .withHeader("X-HubSpot-RateLimit-Daily", "250000")
                .withHeader("X-HubSpot-RateLimit-Daily-Remaining", remaining);
    }
}
