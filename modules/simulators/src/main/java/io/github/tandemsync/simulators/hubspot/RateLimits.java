package io.github.tandemsync.simulators.hubspot;

/**
 * Request limits (HubSpot docs: usage guidelines, search-the-crm). A limit of 0 is off.
 *
 * @param perTenSeconds requests of one app in any ten seconds, searches not counted
 * @param searchesPerSecond searches of all apps together in any second
 * @param perDay requests of all apps together between two midnights of the account's time zone
 */
public record RateLimits(int perTenSeconds, int searchesPerSecond, int perDay) {
    /** No limit, and no rate-limit headers. */
    public static RateLimits none() {
        return new RateLimits(0, 0, 0);
    }

    /** Free and Starter accounts: 100 in ten seconds, 250,000 a day. The default. */
    public static RateLimits starter() {
        return new RateLimits(100, 5, 250_000);
    }

    /** Professional accounts: 190 in ten seconds, 625,000 a day. */
    public static RateLimits professional() {
        return new RateLimits(190, 5, 625_000);
    }
}
