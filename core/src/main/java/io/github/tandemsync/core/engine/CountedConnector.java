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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a connector, whatever becomes of them, and says before each that it comes; none is made before the time that
 * the system names. Safe for use by several threads.
 */
final class CountedConnector implements Connector {
    private final Connector connector;
    private final Runnable before;
    private final Patience patience;
    private final SortedMap<CallKind, CallCount> calls = new TreeMap<>();

    CountedConnector(Connector connector, Runnable before, InstantSource clock) {
        this.connector = connector;
        this.before = before;
        this.patience = new Patience(clock);
    }

    synchronized SortedMap<CallKind, CallCount> calls() {
        return new TreeMap<>(calls);
    }

    private <T> T ask(CallKind kind, int records, Supplier<T> call) {
        return patience.ask(() -> counted(kind, records, call));
    }

    private <T> T counted(CallKind kind, int records, Supplier<T> call) {
        before.run();
        add(kind, records);
        return call.get();
    }

    private synchronized void add(CallKind kind, int records) {
        calls.merge(kind, new CallCount(1, records), CallCount::plus);
    }

    @Override
    public SystemIdentity identify() {
        return ask(CallKind.DESCRIBE, 0, () -> connector.identify());
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return ask(CallKind.DESCRIBE, 0, () -> connector.schema(type));
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return ask(CallKind.DESCRIBE, 0, () -> connector.access(wanted));
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return ask(CallKind.CHANGES, 0, () -> connector.changes(request));
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        return ask(CallKind.READ, request.ids().size(), () -> connector.read(request));
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return ask(CallKind.LOCATE, keys.size(), () -> connector.locate(type, keys, fields));
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        return ask(CallKind.HISTORY, after.size(), () -> connector.history(type, after, fields));
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        return patience.write(batch, due -> counted(CallKind.WRITE, due.size(), () -> connector.write(due, fence)));
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
