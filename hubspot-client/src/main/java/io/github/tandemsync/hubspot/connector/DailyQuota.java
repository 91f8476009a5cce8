package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.hubspot.Account;
import io.github.tandemsync.hubspot.DailyUsage;
import io.github.tandemsync.hubspot.HubSpotClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The portal's calls a day, renewed at midnight of its time zone. */
final class DailyQuota {
    /** Of a day on which clocks are put back. */
    private static final Duration LONGEST_DAY = Duration.ofHours(25);

    private final HubSpotClient client;
    private volatile @Nullable ZoneId zone;

    DailyQuota(HubSpotClient client) {
        this.client = client;
    }

    void learn(Account.Details portal) {
        zone = zone(portal.timeZone());
    }

    /** As HubSpot last told; null if it told nothing. */
    @Nullable
    CallQuota told() {
        return client.dailyUsage()
                .map(usage -> new CallQuota(usage.limit(), usage.remaining(), renewal(usage)))
                .orElse(null);
    }

    /** Without a zone, the latest that midnight can be. */
    private Instant renewal(DailyUsage usage) {
        ZoneId known = zone;
        return known == null
                ? usage.told().plus(LONGEST_DAY)
                : usage.told()
                        .atZone(known)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(known)
                        .toInstant();
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
