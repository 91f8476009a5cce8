package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which entries are wanted. Queries that page go on after the last ref of the page before, in the order of refs. */
public sealed interface EntryQuery {
    ConnectionId connection();

    /** By address, in one pair; at most 1,000. Unknown ones are missing from the answer. */
    record ByRef(ConnectionId connection, PairId pair, List<RecordRef> refs) implements EntryQuery {
        public ByRef(ConnectionId connection, PairId pair, Collection<RecordRef> refs) {
            this(connection, pair, List.copyOf(refs));
        }
    }

    /** By address, in every pair; at most 1,000. For references into other pairs. */
    record InAnyPair(ConnectionId connection, List<RecordRef> refs) implements EntryQuery {
        public InAnyPair(ConnectionId connection, Collection<RecordRef> refs) {
            this(connection, List.copyOf(refs));
        }
    }

    /** By create key, in one pair; at most 1,000 keys. */
    record ByKey(ConnectionId connection, PairId pair, List<CreateKey> keys) implements EntryQuery {
        public ByKey(ConnectionId connection, PairId pair, Collection<CreateKey> keys) {
            this(connection, pair, List.copyOf(keys));
        }
    }

    /** By match digest: records of one side with one of the given digests under the rule; at most 1,000 digests. */
    record ByDigest(ConnectionId connection, PairId pair, Side side, String rule, List<String> digests)
            implements EntryQuery {
        public ByDigest(ConnectionId connection, PairId pair, Side side, String rule, Collection<String> digests) {
            this(connection, pair, side, rule, List.copyOf(digests));
        }
    }

    /**
     * As {@link ByDigest}, of those in one of the given states, paged by ref.
     *
     * @param digests at most 1,000
     */
    record Sharing(
            ConnectionId connection,
            PairId pair,
            Side side,
            String rule,
            List<String> digests,
            Set<EntryState> states,
            @Nullable RecordRef after,
            int limit)
            implements EntryQuery {
        public Sharing {
            digests = List.copyOf(digests);
            states = Set.copyOf(states);
        }
    }

    /** Those that wait for one of the given records, in every pair. */
    record WaitingFor(ConnectionId connection, List<RecordRef> refs) implements EntryQuery {
        public WaitingFor(ConnectionId connection, Collection<RecordRef> refs) {
            this(connection, List.copyOf(refs));
        }
    }

    /**
     * Those with a mark due at the given time, of one pair, earliest first; of those due at the same time, in the order of refs.
     * Paged by both: what is due later, or at the same time with a ref that comes later.
     *
     * @param after where the page before ended; null to start
     */
    record Due(
            ConnectionId connection,
            PairId pair,
            Instant now,
            @Nullable Place after,
            int limit) implements EntryQuery {
        public Due(ConnectionId connection, PairId pair, Instant now, int limit) {
            this(connection, pair, now, null, limit);
        }

        /** An entry's place in the order of what is due. */
        public record Place(Instant due, RecordRef ref) {}
    }

    /** Those in one of the given states, paged by ref. */
    record InState(
            ConnectionId connection,
            PairId pair,
            Set<EntryState> states,
            @Nullable RecordRef after,
            int limit) implements EntryQuery {
        public InState {
            states = Set.copyOf(states);
        }
    }

    /** Those of a type that the given generation of a listing did not show and that are not tombstones, paged by ref. */
    record Unseen(
            ConnectionId connection,
            PairId pair,
            ObjectType type,
            long generation,
            @Nullable RecordRef after,
            int limit)
            implements EntryQuery {}
}
