package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run has learnt about rights, so that a system is not asked for every batch. Confined to the run's thread. */
final class KnownRights {
    private static final Duration AGE = Duration.ofMinutes(1);

    private final Map<AccessRequest, Asked> asked = new HashMap<>();

    private record Asked(Instant at, @Nullable String remedy) {}

    /** As {@link #ask}, unless it was asked a short while ago. */
    @Nullable
    String remedy(Endpoint endpoint, AccessRequest wanted, Instant now) {
        Asked last = asked.get(wanted);
        if (last == null || !last.at().plus(AGE).isAfter(now)) {
            last = new Asked(now, ask(endpoint, wanted));
            asked.put(wanted, last);
        }
        return last.remedy();
    }

    /** What is to be done about the right, by the system's word; null if it is there. */
    static @Nullable String ask(Endpoint endpoint, AccessRequest wanted) {
        return endpoint.connector().access(Set.of(wanted)).findings().stream()
                .filter(finding -> finding.missing() && finding.request().equals(wanted))
                .map(AccessReport.Finding::remedy)
                .map(remedy -> remedy.endsWith(".") ? remedy.substring(0, remedy.length() - 1) : remedy)
                .findFirst()
                .orElse(null);
    }
}
