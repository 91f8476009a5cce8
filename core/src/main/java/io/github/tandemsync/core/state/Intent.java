package io.github.tandemsync.core.state;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A write about to be sent, durable before it is sent. With what both sides held when it was decided, so that after a crash the
 * outcome can be told from what the systems show.
 *
 * @param id within the connection
 * @param pair the pair it belongs to
 * @param kind what is written
 * @param target the side written to
 * @param type the type of the record written
 * @param source the record whose values are carried over, or whose removal is
 * @param ref the record written; null for a create
 * @param key the key of a create; null otherwise
 * @param how of a removal; null otherwise
 * @param sourceStamp the source's version as read for the decision; null if it is gone
 * @param targetStamp the target's version as read for the decision; null for a create
 * @param sourceValues the source's mapped values as read
 * @param targetValues the target's mapped values as read; none for a create
 * @param intended the values to be written
 * @param rules the field rules this write completes
 * @param run the run that decided it
 * @param epoch the lease under which it was decided
 * @param at when it was journalled, by the runner's clock
 */
public record Intent(
        IntentId id,
        PairId pair,
        Kind kind,
        Side target,
        ObjectType type,
        RecordRef source,
        @Nullable RecordRef ref,
        @Nullable CreateKey key,
        WriteRequest.@Nullable How how,
        @Nullable Stamp sourceStamp,
        @Nullable Stamp targetStamp,
        Values sourceValues,
        Values targetValues,
        Values intended,
        Set<String> rules,
        String run,
        long epoch,
        Instant at) {

    /** What an intent writes. */
    public enum Kind {
        CREATE,
        UPDATE,
        REMOVE
    }

    public Intent {
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
    }
}
