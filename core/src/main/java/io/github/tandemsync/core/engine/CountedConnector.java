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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a connector, whatever becomes of them, says before each that it comes, and holds it to its {@link Duties}; none is
 * made before the time that the system names. Safe for use by several threads.
 */
final class CountedConnector implements Connector {
    private final Connector connector;
    private final Runnable before;
    private final Patience patience;
    private final Duties duties;
    private final SortedMap<CallKind, CallCount> calls = new TreeMap<>();

    CountedConnector(Connector connector, Runnable before, InstantSource clock) {
        this.connector = connector;
        this.before = before;
        this.patience = new Patience(clock);
        this.duties = new Duties(connector.getClass());
    }

    synchronized SortedMap<CallKind, CallCount> calls() {
        return new TreeMap<>(calls);
    }

    private <T> T ask(CallKind kind, int records, String call, Supplier<@Nullable T> ask, Consumer<T> check) {
        return patience.ask(() -> {
            counted(kind, records);
            return duties.answer(call, ask, check);
        });
    }

    private <T> T ask(String call, Supplier<@Nullable T> ask) {
        return ask(CallKind.DESCRIBE, 0, call, ask, answer -> {});
    }

    private void counted(CallKind kind, int records) {
        before.run();
        add(kind, records);
    }

    private synchronized void add(CallKind kind, int records) {
        calls.merge(kind, new CallCount(1, records), CallCount::plus);
    }

    @Override
    public SystemIdentity identify() {
        return ask("identify", connector::identify);
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return ask("schema", () -> connector.schema(type));
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return ask("access", () -> connector.access(wanted));
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return ask(
                CallKind.CHANGES,
                0,
                "changes",
                () -> connector.changes(request),
                answer -> duties.changes(request, answer));
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        int records = request.ids().size();
        return ask(
                CallKind.READ,
                records,
                "read",
                () -> connector.read(request),
                answers -> duties.read(request, answers));
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return ask(
                CallKind.LOCATE,
                keys.size(),
                "locate",
                () -> connector.locate(type, keys, fields),
                answers -> duties.locate(keys, answers));
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        return ask(
                CallKind.HISTORY,
                after.size(),
                "history",
                () -> connector.history(type, after, fields),
                trails -> duties.history(type, after.keySet(), trails));
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        return patience.write(batch, due -> {
            counted(CallKind.WRITE, due.size());
            return duties.sent(fence, noted -> connector.write(due, noted), due.size());
        });
    }

    /** As {@link #write}, where each answer is about its own record; {@link Duties#ownAnswers} says what that is. */
    List<WriteAnswer> write(List<WriteRequest> batch, Fence fence, boolean keyIsId) {
        return duties.ownAnswers(batch, write(batch, fence), keyIsId);
    }

    @Override
    public boolean precedes(Stamp one, Stamp other) {
        return duties.answer("precedes", () -> connector.precedes(one, other), answer -> {});
    }

    @Override
    public @Nullable CallQuota quota() {
        return duties.answerOrNull("quota", connector::quota);
    }

    @Override
    public @Nullable Duration leastTime(Map<CallKind, CallCount> wanted) {
        return duties.answerOrNull("leastTime", () -> connector.leastTime(wanted));
    }

    @Override
    public @Nullable Instant serverTime() {
        return duties.answerOrNull("serverTime", connector::serverTime);
    }

    @Override
    public void close() {
        connector.close();
    }
}
