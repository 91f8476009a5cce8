package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.dynamics.DynamicsClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dataverse as a {@link Connector}. Object types are {@code dynamics:} and the table's logical name, ids GUIDs in lower case,
 * fields the columns' logical names ({@code parentaccountid}, not {@code _parentaccountid_value}), options the stored number as
 * text, stamps etags.
 *
 * <p>Choices that a caller may want to know:
 *
 * <ul>
 *   <li>Writes go without {@code MSCRM.SuppressDuplicateDetection}: the service then does not apply duplicate detection rules
 *       to them. They go without {@code MSCRM.BypassBusinessLogicExecution}: plug-ins and workflows of the organisation run.
 *   <li>A column under column-level security is never readable: without a field permission it reads as null, which would look
 *       like an empty field.
 *   <li>The CHANGES feed started without a cursor pages once through the ids of the whole table (5,000 a call), because the
 *       service gives a delta token only at the end of a listing.
 *   <li>A table's description is kept from the last {@link #schema} on; that call always asks the service.
 * </ul>
 *
 * <p>Safe for use by several threads. {@link #close()} closes the client.
 */
public final class DynamicsConnector implements Connector {
    /** The system's name in object types. */
    public static final String SYSTEM = "dynamics";

    private final DynamicsClient client;
    private final Tables tables;
    private final Feed feed;
    private final Reader reader;
    private final Writer writer;

    private DynamicsConnector(DynamicsClient client) {
        this.client = client;
        this.tables = new Tables(client.metadata());
        this.feed = new Feed(client, tables);
        this.reader = new Reader(client, tables);
        this.writer = new Writer(client, tables);
    }

    /** A connector for the client's organisation; it closes the client. */
    public static DynamicsConnector of(DynamicsClient client) {
        return new DynamicsConnector(client);
    }

    @Override
    public SystemIdentity identify() {
        return new SystemIdentity(SYSTEM, client.users().whoAmI().organizationId(), client.host());
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return Schemas.of(type, tables.refresh(type).table());
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return new Access(client, tables).report(wanted);
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return feed.page(request);
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        return reader.read(request);
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return reader.locate(type, keys, fields);
    }

    /**
     * Not possible.
     *
     * @throws ConnectorException always: the service keeps no history of fields that an application could read
     */
    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        throw new ConnectorException(
                Category.INVALID,
                "Dataverse gives no history of fields; ask only types whose traits say fieldHistory. Its writes are "
                        + "conditional instead");
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        return writer.write(batch, fence);
    }

    /** By the number in the etag, which grows with every change in the organisation. */
    @Override
    public boolean precedes(Stamp one, Stamp other) {
        return Versions.precedes(one, other);
    }

    /** By the client's budget; each write of a batch counts as an operation. */
    @Override
    public @Nullable Duration leastTime(Map<CallKind, CallCount> calls) {
        long operations = 0;
        for (Map.Entry<CallKind, CallCount> kind : calls.entrySet()) {
            CallCount count = kind.getValue();
            operations += kind.getKey() == CallKind.WRITE ? count.records() : count.calls();
        }
        return client.leastTime(operations);
    }

    /** The {@code Date} of the newest page of changes, to the second. */
    @Override
    public @Nullable Instant serverTime() {
        return feed.told();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "DynamicsConnector[" + client.host() + "]";
    }
}
