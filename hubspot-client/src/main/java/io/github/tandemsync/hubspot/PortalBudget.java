package io.github.tandemsync.hubspot;

import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.WindowBudget;
import java.time.Duration;

/**
 * What a portal allows, as a {@link io.github.tandemsync.core.transport.RateBudget}: searches apart from everything else. Limits
 * from HubSpot's "API usage guidelines" and "Search the CRM" (2026).
 */
public final class PortalBudget {
    /** The lane of searches: five a second for the whole portal, all apps together. */
    public static final String SEARCH = "search";

    /** Requests in ten seconds that every plan allows to one app. */
    public static final int SMALLEST_PLAN = 100;

    // Both a little longer than HubSpot's: no two clocks run alike.
    private static final Duration BURST = Duration.ofMillis(10_050);
    private static final Duration SEARCH_WINDOW = Duration.ofMillis(1010);
    private static final int SEARCHES = 5;

    private PortalBudget() {}

    /** For the smallest plan: {@value #SMALLEST_PLAN} requests in ten seconds. */
    public static WindowBudget create() {
        return builder(SMALLEST_PLAN).build();
    }

    /**
     * For another plan, to be changed further.
     *
     * @param perTenSeconds what the plan allows one app: 190 with Professional or Enterprise, 110 for a public app
     */
    public static WindowBudget.Builder builder(int perTenSeconds) {
        return WindowBudget.builder()
                .window(ApiRequest.DEFAULT_LANE, perTenSeconds, BURST)
                .window(SEARCH, SEARCHES, SEARCH_WINDOW);
    }
}
