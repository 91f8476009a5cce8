package io.github.tandemsync.core.transport;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Holds the current token; its monitor is held while a new one is fetched, so that only one fetch runs. */
final class RefreshingTokens implements TokenSource {
    private static final int RENEW_AT_PERCENT = 80;

    private final Fetcher fetcher;
    private final InstantSource clock;
    private @Nullable Secret current;
    private Instant renewAt = Instant.EPOCH;
    private Instant expiresAt = Instant.EPOCH;

    RefreshingTokens(Fetcher fetcher, InstantSource clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public synchronized Secret token() {
        Secret held = current;
        if (held == null || !clock.instant().isBefore(expiresAt)) {
            return fetch();
        }
        return clock.instant().isBefore(renewAt) ? held : renewEarly(held);
    }

    @Override
    public synchronized Secret replace(Secret rejected) {
        Secret held = current;
        return held == null || held.equals(rejected) ? fetch() : held;
    }

    /** The old token is still good: a failure to renew it early is no failure yet. */
    private Secret renewEarly(Secret held) {
        try {
            return fetch();
        } catch (TransportException e) {
            return held;
        }
    }

    private Secret fetch() {
        Instant asked = clock.instant();
        Fetched fetched = fetcher.fetch();
        expiresAt = asked.plus(fetched.life());
        renewAt = asked.plus(fetched.life().multipliedBy(RENEW_AT_PERCENT).dividedBy(100));
        current = fetched.token();
        return fetched.token();
    }
}
