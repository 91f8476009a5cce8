package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Types of which a run's creates were refused. What no record can help, a missing right or property, the system is asked for once a
 * run and said as a problem of the run, however many records it keeps back.
 */
final class RefusedCreates {
    private final SortedMap<ObjectType, Side> open = new TreeMap<>();
    private final Set<ObjectType> asked = new TreeSet<>();

    void add(Side side, ObjectType type) {
        open.put(type, side);
    }

    /** Asks about the types that were not asked about yet. */
    void explain(Function<Side, Endpoint> endpoints, Ledger ledger) {
        for (Map.Entry<ObjectType, Side> type : open.entrySet()) {
            if (asked.add(type.getKey())) {
                explain(endpoints.apply(type.getValue()), type.getKey(), ledger);
            }
        }
        open.clear();
    }

    private static void explain(Endpoint endpoint, ObjectType type, Ledger ledger) {
        AccessRequest create = new AccessRequest(type, Right.CREATE);
        try {
            endpoint.connector().access(Set.of(create)).findings().stream()
                    .filter(AccessReport.Finding::missing)
                    .forEach(finding -> ledger.note(type + " " + create.right(), finding.remedy()));
        } catch (ConnectorException unknown) {
            // then each record has its own reason, and that is all there is to say
        }
    }
}
