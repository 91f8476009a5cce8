package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Ledger;
import io.github.tandemsync.e2e.simulation.model.SimClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a system told one process of when to come back. Another process can not know. */
final class Obedience {
    private final Ledger ledger;
    private final SimClock clock;
    private final Map<Object, Long> writes = new HashMap<>();
    private long open;

    Obedience(Ledger ledger, SimClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A call failed. */
    void told(ConnectorException fault) {
        Duration after = fault.retryAfter();
        open = Math.max(open, after == null ? 0 : clock.millis() + after.toMillis());
    }

    /** A write is to be sent again later. */
    void told(WriteRequest request, WriteAnswer.Retry retry) {
        writes.put(record(request), clock.millis() + retry.after().toMillis());
    }

    /** A runner takes over that was told nothing. */
    void forget() {
        writes.clear();
        open = 0;
    }

    /** The process makes a call. */
    void demand() {
        if (clock.millis() < open) {
            ledger.report(Invariant.OBEDIENT, "a call " + (open - clock.millis()) + " ms before the time named");
        }
    }

    /** It sends a write. */
    void demand(WriteRequest request) {
        long again = writes.getOrDefault(record(request), 0L);
        if (clock.millis() < again) {
            ledger.report(
                    Invariant.OBEDIENT,
                    "sent " + (again - clock.millis()) + " ms before the time named: " + Lines.of(request));
        }
    }

    private static Object record(WriteRequest request) {
        return request instanceof WriteRequest.Create create ? create.key() : Requests.ref(request);
    }
}
