package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between a client and the network: token, rate budget, re-sending, logging, deadlines. It answers any status but a
 * redirect and a twice refused token; what a status means is the client's business.
 *
 * <p>Safe for use by several threads. An interrupt ends a call with {@link TransportException} and keeps the thread's flag.
 */
public final class HttpStack implements AutoCloseable {
    private final Layer top;
    private final InstantSource clock;
    private final Duration callTimeout;
    private final Origin origin;
    private final RawTransport transport;

    private HttpStack(Builder builder) {
        this.clock = builder.clock;
        this.callTimeout = builder.callTimeout;
        this.origin = builder.origin;
        RawTransport given = builder.transport;
        this.transport = given == null ? JdkTransport.builder().build() : given;
        this.top = builder.assemble(transport);
    }

    /** A stack that sends to the given origin only. */
    public static Builder builder(Origin origin) {
        return new Builder(origin);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws TransportException if there is no answer, a redirect, or a token that is refused twice
     */
    public ApiResponse send(ApiRequest request) {
        Duration timeout = request.timeout();
        Instant deadline = clock.instant().plus(timeout == null ? callTimeout : timeout);
        return top.send(new Call(request, Headers.none(), deadline));
    }

    /** Where this stack sends. */
    public Origin origin() {
        return origin;
    }

    /** Closes the transport; calls in flight end with {@link TransportException}. */
    @Override
    public void close() {
        transport.close();
    }

    /**
     * Configures a stack. Not safe for use by several threads. Defaults:
     *
     * <ul>
     *   <li>{@link JdkTransport}, no token, no rate budget, no request id of ours
     *   <li>{@value #DEFAULT_RETRIES} more attempts, first after about half a second, at most 10 seconds apart
     *   <li>whole call 2 minutes, one attempt 60 seconds, {@code Retry-After} believed up to 10 minutes
     *   <li>answers up to 64 MiB
     *   <li>exchanges logged at DEBUG to the logger of this class's name
     * </ul>
     */
    public static final class Builder {
        public static final int DEFAULT_RETRIES = 3;
        public static final int DEFAULT_MAX_BODY = 64 << 20;

        private static final Duration FIRST_WAIT = Duration.ofMillis(500);
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
        private static final Set<String> ALWAYS_SHOWN = Set.of("content-type", "content-length", "date", "retry-after");

        private final Origin origin;
        private final Set<String> shownHeaders = new TreeSet<>(ALWAYS_SHOWN);
        private Headers headers = Headers.none();
        private @Nullable RawTransport transport;
        private @Nullable TokenSource tokens;
        private @Nullable RateBudget budget;
        private @Nullable String clientRequestIdHeader;
        private @Nullable String serverRequestIdHeader;
        private Supplier<String> ids = SystemWiring.ids();
        private int retries = DEFAULT_RETRIES;
        private int maxBody = DEFAULT_MAX_BODY;
        private Duration callTimeout = Duration.ofMinutes(2);
        private Duration attemptTimeout = Duration.ofSeconds(60);
        private Duration maxRetryAfter = Duration.ofMinutes(10);
        private InstantSource clock = SystemWiring.clock();
        private Waiter waiter = SystemWiring.waiter();
        private DoubleSupplier jitter = SystemWiring.jitter();
        private Logger log = LoggerFactory.getLogger(HttpStack.class);

        private Builder(Origin origin) {
            this.origin = origin;
        }

        /** Another way to send; closed with the stack. */
        public Builder transport(RawTransport raw) {
            transport = raw;
            return this;
        }

        /** Sends a bearer token. */
        public Builder tokens(TokenSource source) {
            tokens = source;
            return this;
        }

        /** The account's budget, shared by all its stacks. */
        public Builder budget(RateBudget shared) {
            budget = shared;
            return this;
        }

        /** A header that every request has. */
        public Builder header(String name, String value) {
            headers = headers.with(name, value);
            return this;
        }

        /** Sends an id of ours in this header, one a call. */
        public Builder clientRequestId(String header, Supplier<String> source) {
            clientRequestIdHeader = header;
            ids = source;
            return this;
        }

        /** As {@link #clientRequestId(String, Supplier)}, with random ids. */
        public Builder clientRequestId(String header) {
            return clientRequestId(header, SystemWiring.ids());
        }

        /** The header in which the server names its own id of the request. */
        public Builder serverRequestId(String header) {
            serverRequestIdHeader = header;
            return showHeaders(header);
        }

        /** Headers of answers that may be logged, besides content type, length, date and retry-after. */
        public Builder showHeaders(String... names) {
            for (String name : names) {
                shownHeaders.add(name.toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Attempts after the first; 0 for none. */
        public Builder retries(int most) {
            retries = most;
            return this;
        }

        /** Most bytes of an answer. */
        public Builder maxBody(int bytes) {
            maxBody = bytes;
            return this;
        }

        /** For the whole call, waiting and re-sending included. Keep it well below the lease of a runner. */
        public Builder callTimeout(Duration time) {
            callTimeout = time;
            return this;
        }

        /** For one attempt, body included. */
        public Builder attemptTimeout(Duration time) {
            attemptTimeout = time;
            return this;
        }

        /** The longest {@code Retry-After} to believe. */
        public Builder maxRetryAfter(Duration cap) {
            maxRetryAfter = cap;
            return this;
        }

        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        public Builder waiter(Waiter sleeper) {
            waiter = sleeper;
            return this;
        }

        /** Numbers from 0 to 1 that spread the waits. */
        public Builder jitter(DoubleSupplier source) {
            jitter = source;
            return this;
        }

        Builder log(Logger logger) {
            log = logger;
            return this;
        }

        public HttpStack build() {
            return new HttpStack(this);
        }

        /** The stack, from the caller down to the wire. */
        private Layer assemble(RawTransport raw) {
            List<Layer.Decorator> layers = new ArrayList<>();
            String idHeader = clientRequestIdHeader;
            if (idHeader != null) {
                layers.add(inner -> new RequestIds(idHeader, ids, inner));
            }
            if (retries > 0) {
                Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, jitter);
                layers.add(inner -> new Retry(retries, backoff, waiter, clock, inner));
            }
            TokenSource source = tokens;
            if (source != null) {
                layers.add(inner -> new BearerAuth(source, inner));
            }
            RateBudget shared = budget;
            if (shared != null) {
                layers.add(inner -> new Budgeted(shared, inner));
            }
            layers.add(inner -> new ExchangeLog(log, clock, shownHeaders, inner));
            layers.add(RefuseRedirects::new);
            return fold(layers, wire(raw));
        }

        private Wire wire(RawTransport raw) {
            Wire.Limits limits = new Wire.Limits(attemptTimeout, maxBody, maxRetryAfter);
            return new Wire(raw, origin, headers, limits, serverRequestIdHeader, clock);
        }

        private static Layer fold(List<Layer.Decorator> outerFirst, Layer wire) {
            List<Layer.Decorator> innerFirst = new ArrayList<>(outerFirst);
            Collections.reverse(innerFirst);
            Layer top = wire;
            for (Layer.Decorator decorator : innerFirst) {
                top = decorator.around(top);
            }
            return top;
        }
    }
}
