package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One system, as the engine sees it. Obligations of an implementation:
 *
 * <ul>
 *   <li>An expected outcome MUST be an answer; a fault (no connection, no permission, an answer that can not be read) MUST be a
 *       {@link ConnectorException}. What can not be parsed is a fault or {@link ReadAnswer.Unreadable}, never empty.
 *   <li>It MUST NOT re-send a write that may have run. A write without a readable answer is {@link WriteAnswer.Unknown}.
 *   <li>{@link #write} MUST send at most one remote batch, and MUST ask the fence immediately before sending it.
 *   <li>It MUST answer once for every id, key or request given, in the order given, whatever order the system uses, and name what was
 *       given: {@link ReadAnswer#asked()} is the id asked for, spelled as it was, also of a record that was merged into another or that
 *       the system calls by another spelling ({@link ReadAnswer.Replaced} then); {@link LocateAnswer#key()} is the key; and {@link
 *       WriteAnswer.Done#ref()} is the record that was to be written. An answer that names something else is a fault of the pair.
 *   <li>It MUST respect the system's quotas, waiting or answering {@link WriteAnswer.Retry}.
 *   <li>It MUST be safe for use by several threads at a time.
 * </ul>
 */
public interface Connector extends AutoCloseable {

    /** Who this is: the portal or organisation, pinned in the state store at the first run. */
    SystemIdentity identify();

    /** The type's fields and traits, as the live system describes them. */
    ObjectSchema schema(ObjectType type);

    /** Which of the wanted rights the credentials have; one finding per missing right. */
    AccessReport access(Set<AccessRequest> wanted);

    /** The next page of a feed. */
    ChangeAnswer changes(ChangeRequest request);

    /** Reads records by id; one answer per id, in order. Strongly consistent: MUST NOT come from a lagging index. */
    List<ReadAnswer> read(ReadRequest request);

    /**
     * Looks creates up by key, archived records included; one answer per key, in order. For a type with
     * {@link TypeTraits.CreateKeyKind#SEARCHED} keys it may lag by {@link TypeTraits#indexLag()} and find several.
     */
    List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields);

    /**
     * The edits of the given fields after the given version of each record, oldest first; archived records included. An edit
     * that made that version, or came before it, is not wanted. Only called for types with {@link TypeTraits#fieldHistory()}.
     * A record that is not there at all is missing from the answer. That a record has no edits must be known: a system that says
     * nothing about one is a fault, and never an empty trail.
     *
     * @param after record id to the version after which edits are wanted
     */
    List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields);

    /**
     * Sends the requests, all of one type and one kind, as at most one remote batch; one answer per request, in order. A fault of
     * category UNAUTHORIZED or FORBIDDEN MUST mean that nothing of the batch ran: the engine sends it again once the right is there.
     * A single request that was turned away for want of a right MUST be {@link WriteAnswer.Refused} with
     * {@link WriteAnswer.Refused#forRights()}.
     *
     * @throws FencedException if the fence says that the lease is gone; nothing was sent then
     */
    List<WriteAnswer> write(List<WriteRequest> batch, Fence fence);

    /**
     * Whether one version of a record comes before another of the same record. Only where versions never run backwards unless the
     * whole system was put back to an earlier state: the engine then stops. Where nobody can tell, false. MUST NOT make a call.
     */
    default boolean precedes(Stamp one, Stamp other) {
        return false;
    }

    /** The system's long-term quota of calls as it last told; null where it tells nothing. MUST NOT make a call. */
    default @Nullable CallQuota quota() {
        return null;
    }

    /**
     * The least time in which the system's rate limits let through so many calls, beginning with limits that nobody has used; null
     * where they are not known. Latency does not count. MUST NOT make a call.
     */
    default @Nullable Duration leastTime(Map<CallKind, CallCount> calls) {
        return null;
    }

    /**
     * What time it was by the system's clock when it answered the newest {@link #changes} of mode CHANGES; null where it did not say.
     * Only measured with. MUST NOT make a call.
     */
    default @Nullable Instant serverTime() {
        return null;
    }

    /** Releases connections; calls in flight end with {@link ConnectorException}. */
    @Override
    void close();
}
