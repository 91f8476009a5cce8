package io.github.tandemsync.hubspot;

import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Origin;
import io.github.tandemsync.core.transport.RateBudget;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.TokenSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A typed client for HubSpot's CRM API, version {@value #API_VERSION}. Safe for use by several threads; {@link #close()} ends calls
 * in flight. Every method may throw {@link HubSpotException} for an answer that it did not expect, and
 * {@link io.github.tandemsync.core.transport.TransportException} without a readable one.
 *
 * <pre>{@code
 * HubSpotClient client = HubSpotClient.builder().token(Secret.of(token)).build();
 * HubSpotObject company = client.objects("companies").get("512", List.of("name", "domain")).orElseThrow();
 * }</pre>
 */
public final class HubSpotClient implements AutoCloseable {
    /** The API version that every path names. HubSpot keeps a version unchanged for at least 18 months. */
    public static final String API_VERSION = "2026-09";

    private final HttpStack stack;
    private final RateBudget budget;
    private final TokenSource tokens;
    private final Gateway gateway;

    private HubSpotClient(
            HttpStack stack, RateBudget budget, TokenSource tokens, RequestOptions options, UsageMeter meter) {
        this.stack = stack;
        this.budget = budget;
        this.tokens = tokens;
        this.gateway = new Gateway(stack, options, meter);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The same client with other options for each request; it shares connections, and closing one closes both. */
    public HubSpotClient withOptions(RequestOptions options) {
        return new HubSpotClient(stack, budget, tokens, options, gateway.meter());
    }

    /**
     * Records of one type.
     *
     * @param type the plural name or type id, such as {@code companies} or {@code 0-2}
     */
    public Objects objects(String type) {
        return new Objects(gateway, type);
    }

    /** Property definitions of one type. */
    public Properties properties(String type) {
        return new Properties(gateway, type);
    }

    /** Associations between records of two types. */
    public Associations associations(String from, String to) {
        return new Associations(gateway, from, to);
    }

    /** The portal, and whose token this is. */
    public Account account() {
        return new Account(gateway, tokens);
    }

    /** The portal's users and queues that may own records. */
    public Owners owners() {
        return new Owners(gateway);
    }

    /**
     * The account's calls a day as the newest answer to this client told them; no call is made for it. Other clients of the portal
     * and answers without a {@code Date} do not count.
     *
     * @return empty where no answer told: HubSpot tells private apps and service keys only, not OAuth apps, and never with a search
     */
    public Optional<DailyUsage> dailyUsage() {
        return Optional.ofNullable(gateway.meter().newest());
    }

    /**
     * The least time that so many requests take by the portal's budget, if nobody has used it so far.
     *
     * @return null where the budget can not tell
     */
    public @Nullable Duration leastTime(long searches, long others) {
        return budget.leastTime(Map.of(PortalBudget.SEARCH, searches, ApiRequest.DEFAULT_LANE, others));
    }

    /** Sends a request of the caller's own, and answers whatever status the server gives; for what has no method here. */
    public ApiResponse send(ApiRequest request) {
        return gateway.raw(request);
    }

    /** Host, and port where one was given. */
    public String host() {
        return stack.origin().host();
    }

    @Override
    public void close() {
        stack.close();
    }

    @Override
    public String toString() {
        return "HubSpotClient[" + host() + "]";
    }

    /**
     * Configures a client. Not safe for use by several threads. A token is required. Defaults:
     *
     * <ul>
     *   <li>{@value #DEFAULT_URL}, where every portal answers, whatever its region
     *   <li>a {@link PortalBudget} of its own for the smallest plan; give the same one to all clients of a portal
     *   <li>HTTP as {@link HttpStack.Builder} says
     * </ul>
     */
    public static final class Builder {
        public static final String DEFAULT_URL = "https://api.hubapi.com";

        private Origin origin = Origin.of(DEFAULT_URL);
        private @Nullable TokenSource tokens;
        private RateBudget budget = PortalBudget.create();
        private UnaryOperator<HttpStack.Builder> http = UnaryOperator.identity();

        private Builder() {}

        /** Another address, such as a simulator's. */
        public Builder url(String api) {
            origin = Origin.of(api);
            return this;
        }

        /** A service key or private app token, which do not expire. */
        public Builder token(Secret token) {
            return tokens(TokenSource.fixed(token));
        }

        /** Tokens that expire, such as by OAuth. */
        public Builder tokens(TokenSource source) {
            tokens = source;
            return this;
        }

        /** The portal's budget, shared by all its clients. */
        public Builder budget(RateBudget shared) {
            budget = shared;
            return this;
        }

        /** Changes the HTTP stack: timeouts, transport, clock. */
        public Builder http(UnaryOperator<HttpStack.Builder> change) {
            http = change;
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalStateException if no token was given
         */
        public HubSpotClient build() {
            TokenSource source = tokens;
            if (source == null) {
                throw new IllegalStateException(
                        "A HubSpotClient needs a token: token(..) for a service key or private app, tokens(..) for OAuth");
            }
            HttpStack.Builder stack = HttpStack.builder(origin)
                    .tokens(source)
                    .budget(budget)
                    .header("Accept", "application/json")
                    .serverRequestId("X-HubSpot-Correlation-Id")
                    .showHeaders(
                            "X-HubSpot-RateLimit-Max",
                            "X-HubSpot-RateLimit-Remaining",
                            "X-HubSpot-RateLimit-Interval-Milliseconds",
                            UsageMeter.LIMIT,
                            UsageMeter.REMAINING);
            return new HubSpotClient(http.apply(stack).build(), budget, source, RequestOptions.NONE, new UsageMeter());
        }
    }
}
