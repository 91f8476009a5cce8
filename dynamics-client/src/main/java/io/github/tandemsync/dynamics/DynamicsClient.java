package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Origin;
import io.github.tandemsync.core.transport.RateBudget;
import io.github.tandemsync.core.transport.TokenSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A typed client for the Dataverse Web API, version 9.2. Safe for use by several threads; {@link #close()} ends calls in flight.
 *
 * <pre>{@code
 * DynamicsClient client = DynamicsClient.builder()
 *     .url("https://contoso.crm4.dynamics.com")
 *     .tokens(ClientCredentials.builder().tenant(tenant).client(id, secret).resource(url).build())
 *     .build();
 * Row account = client.records().retrieve("accounts", id, List.of("name")).orElseThrow();
 * }</pre>
 */
public final class DynamicsClient implements AutoCloseable {
    private final HttpStack stack;
    private final RateBudget budget;
    private final Gateway gateway;

    private DynamicsClient(HttpStack stack, RateBudget budget) {
        this.stack = stack;
        this.budget = budget;
        this.gateway = new Gateway(stack);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Rows of tables. */
    public Records records() {
        return new Records(gateway);
    }

    /** What changed in a table. */
    public Changes changes() {
        return new Changes(gateway);
    }

    /** What tables look like. */
    public Metadata metadata() {
        return new Metadata(gateway);
    }

    /** Whose token this is. */
    public Users users() {
        return new Users(gateway);
    }

    /** Sends one operation, and answers whatever status the server gives; for what this client has no method for. */
    public Answer send(Operation operation) {
        return gateway.send(operation);
    }

    /**
     * Sends up to 1,000 independent operations as one {@code $batch}; each has its own outcome.
     *
     * @param guard run immediately before they are sent; what it throws ends the call, unsent
     * @throws DynamicsException for an answer to the batch as a whole
     */
    public BatchAnswer batch(List<Operation> operations, Runnable guard) {
        if (operations.isEmpty() || operations.size() > Gateway.LARGEST_BATCH) {
            throw new IllegalArgumentException(
                    "A $batch has 1 to " + Gateway.LARGEST_BATCH + " operations; got " + operations.size());
        }
        return gateway.batch(operations, guard);
    }

    /** As {@link #batch(List, Runnable)}, without a guard. */
    public BatchAnswer batch(List<Operation> operations) {
        return batch(operations, () -> {});
    }

    /**
     * The least time that so many operations take by the user's budget, if nobody has used it so far; those of a batch count one by
     * one.
     *
     * @return null where the budget can not tell
     */
    public @Nullable Duration leastTime(long operations) {
        return budget.leastTime(Map.of(ServiceBudget.lane(1), operations));
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
        return "DynamicsClient[" + host() + "]";
    }

    /**
     * Configures a client. Not safe for use by several threads. {@link #url} and {@link #tokens} are required. Defaults:
     *
     * <ul>
     *   <li>a {@link ServiceBudget} of its own; give the same one to all clients of a user
     *   <li>HTTP as {@link HttpStack.Builder} says
     * </ul>
     */
    public static final class Builder {
        private static final String API = "/api/data/v9.2/";

        private @Nullable Origin origin;
        private @Nullable TokenSource tokens;
        private RateBudget budget = ServiceBudget.create();
        private UnaryOperator<HttpStack.Builder> http = UnaryOperator.identity();

        private Builder() {}

        /** The organisation's address without a path, such as {@code https://contoso.crm4.dynamics.com}. */
        public Builder url(String organisation) {
            String root =
                    organisation.endsWith("/") ? organisation.substring(0, organisation.length() - 1) : organisation;
            origin = Origin.of(root + API);
            return this;
        }

        /** Where tokens come from, such as {@link ClientCredentials}. */
        public Builder tokens(TokenSource source) {
            tokens = source;
            return this;
        }

        /** The user's budget, shared by all clients of that user. */
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
         * @throws IllegalStateException if the address or the tokens are missing
         */
        public DynamicsClient build() {
            Origin to = origin;
            TokenSource source = tokens;
            if (to == null || source == null) {
                throw new IllegalStateException(
                        "A DynamicsClient needs url(..), the organisation's address, and tokens(..), such as ClientCredentials");
            }
            HttpStack.Builder stack = HttpStack.builder(to)
                    .tokens(source)
                    .header("Accept", "application/json")
                    .header("OData-MaxVersion", "4.0")
                    .header("OData-Version", "4.0")
                    // Guards against a browser's or proxy's stale cache, as Microsoft's request header page says.
                    .header("If-None-Match", "null")
                    .clientRequestId("x-ms-client-request-id")
                    .serverRequestId("x-ms-service-request-id");
            return new DynamicsClient(http.apply(stack.budget(budget)).build(), budget);
        }
    }
}
