package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;

/**
 * Logs every attempt at DEBUG: method, masked path, status, time, and allow-listed headers of the answer. Never a body, never a
 * header of the request.
 */
record ExchangeLog(Logger log, InstantSource clock, Set<String> shown, Layer inner) implements Layer {
    @Override
    public ApiResponse send(Call call) {
        if (!log.isDebugEnabled()) {
            return inner.send(call);
        }
        Instant start = clock.instant();
        try {
            ApiResponse response = inner.send(call);
            log.debug("{} -> {} in {} ms {}", call.request(), response, millis(start), headers(response));
            return response;
        } catch (TransportException e) {
            log.debug("{} -> {} after {} ms: {}", call.request(), e.category(), millis(start), e.getMessage());
            throw e;
        }
    }

    private String headers(ApiResponse response) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        response.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (shown.contains(lower)) {
                text.add(lower + ": " + ServerText.clean(value));
            }
        });
        return text.toString();
    }

    private long millis(Instant start) {
        return Duration.between(start, clock.instant()).toMillis();
    }
}
