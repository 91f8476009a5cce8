package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Where the bearer token comes from. Safe for use by several threads; a source that fetches tokens fetches one at a time, for all
 * threads.
 */
public interface TokenSource {
    /**
     * The token to send now.
     *
     * @throws TransportException if none can be had
     */
    Secret token();

    /** Called after the server refused the given token: another one, or the same if there is no other. */
    Secret replace(Secret rejected);

    /** A token that does not change. */
    static TokenSource fixed(Secret token) {
        return new TokenSource() {
            @Override
            public Secret token() {
                return token;
            }

            @Override
            public Secret replace(Secret rejected) {
                return token;
            }
        };
    }

    /**
     * Tokens that expire: fetched when first needed, again after 80 % of their life, and once when the server refuses one.
     *
     * @param fetcher gets a new token, such as by OAuth client credentials; called by one thread at a time
     */
    static TokenSource refreshing(Fetcher fetcher, InstantSource clock) {
        return new RefreshingTokens(fetcher, clock);
    }

    /** Gets a new token from an identity service. */
    @FunctionalInterface
    interface Fetcher {
        Fetched fetch();
    }

    /** A token and how long it will be good. */
    record Fetched(Secret token, Duration life) {}
}
