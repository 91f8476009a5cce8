package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StoreWitness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything a runner was built with; what the settings mean is said at {@link SyncRunnerBuilder}. */
record Settings(
        ConnectionId connection,
        Connector left,
        Connector right,
        List<ObjectPair> pairs,
        Map<PairId, Fingerprint> fingerprints,
        StateStore store,
        StoreWitness witness,
        InstantSource clock,
        Supplier<String> ids,
        HolderId holder,
        Duration leaseTerm,
        Duration settleTime,
        Duration removalScan,
        int removalPages,
        Duration referenceScan,
        @Nullable Duration fullCompare,
        Duration historyRetention,
        int roundSize,
        int callReserve,
        Stage stage,
        HostCode hostCode,
        SyncListener listener) {
    /** The pair of that name; null if the runner was built without it. */
    @Nullable
    ObjectPair pair(PairId id) {
        return pairs.stream().filter(pair -> pair.id().equals(id)).findFirst().orElse(null);
    }

    Fingerprint fingerprint(PairId pair) {
        return Contract.known(fingerprints.get(pair));
    }
}
