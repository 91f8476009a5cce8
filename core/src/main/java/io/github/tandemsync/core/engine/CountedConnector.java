package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the calls of a connector, whatever becomes of them, and says before each that it comes. Safe for use by several threads. */
final class CountedConnector implements Connector {
    private final Connector connector;
    private final Runnable before;
    private final SortedMap<CallKind, CallCount> calls = new TreeMap<>();

    CountedConnector(Connector connector, Runnable before) {
        this.connector = connector;
        this.before = before;
    }

    synchronized SortedMap<CallKind, CallCount> calls() {
        return new TreeMap<>(calls);
    }

    private Connector count(CallKind kind, int records) {
        before.run();
        add(kind, records);
        return connector;
    }

    private synchronized void add(CallKind kind, int records) {
        calls.merge(kind, new CallCount(1, records), CallCount::plus);
    }

    @Override
    public SystemIdentity identify() {
        return count(CallKind.DESCRIBE, 0).identify();
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return count(CallKind.DESCRIBE, 0).schema(type);
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return count(CallKind.DESCRIBE, 0).access(wanted);
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return count(CallKind.CHANGES, 0).changes(request);
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        return count(CallKind.READ, request.ids().size()).read(request);
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return count(CallKind.LOCATE, keys.size()).locate(type, keys, fields);
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        return count(CallKind.HISTORY, after.size()).history(type, after, fields);
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        return count(CallKind.WRITE, batch.size()).write(batch, fence);
    }

    @Override
    public boolean precedes(Stamp one, Stamp other) {
        return connector.precedes(one, other);
    }

    @Override
    public @Nullable CallQuota quota() {
        return connector.quota();
    }

    @Override
    public @Nullable Duration leastTime(Map<CallKind, CallCount> wanted) {
        return connector.leastTime(wanted);
    }

    @Override
    public @Nullable Instant serverTime() {
        return connector.serverTime();
    }

    @Override
    public void close() {
        connector.close();
    }
}
