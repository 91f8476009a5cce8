package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A shelf behind the connector SPI, with versions, conditional writes and a feed of changes, unless it is told otherwise. Pages and
 * batches are small. A test hears of each call before it takes effect, and may throw there, and of each write before it is
 * answered. Safe for use by several threads.
 */
final class ShelfConnector extends ShelfSystem implements Connector {
    private final String system;
    private final List<String> calls = new ArrayList<>();
    private volatile Consumer<String> onCall = call -> {};
    private volatile Runnable onWritten = () -> {};
    private volatile Line line = Line.UP;
    private final List<WriteRequest> late = new ArrayList<>();
    private boolean namesVersions = true;
    private volatile boolean refusesCreates;
    private volatile boolean refusesUpdates;
    private volatile boolean refusesRemovals;
    private final Set<AccessRequest> lacking = ConcurrentHashMap.newKeySet();
    private final Set<RecordRef> untouchable = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CallQuota quota;
    private volatile @Nullable Duration takes;
    private volatile boolean unreachable;

    /** What becomes of writes on their way. */
    enum Line {
        UP,
        /** The write takes effect, and its answer is lost. */
        ANSWERS_LOST,
        /** The write does not arrive, which nobody hears of. */
        WRITES_LOST,
        /** As above, but it arrives after all, when the test says so. */
        WRITES_LATE
    }

    ShelfConnector(String system) {
        super(system);
        this.system = system;
    }

    /** Creates are refused, or taken again. */
    void refusesCreates(boolean value) {
        refusesCreates = value;
    }

    /** Answers to writes do not say which version the record has now. */
    void namesNoVersions() {
        namesVersions = false;
    }

    void refusesUpdates(boolean value) {
        refusesUpdates = value;
    }

    void refusesRemovals() {
        refusesRemovals = true;
    }

    void takesRemovals() {
        refusesRemovals = false;
    }

    /** The right to so treat records of the type is taken away. */
    void takesAway(Right right, String type) {
        lacking.add(new AccessRequest(type(type), right));
    }

    void gives(Right right, String type) {
        lacking.remove(new AccessRequest(type(type), right));
    }

    /** Of this record alone nothing may be written, or may again. */
    void untouchable(RecordRef ref, boolean value) {
        if (value) {
            untouchable.add(ref);
        } else {
            untouchable.remove(ref);
        }
    }

    void line(Line value) {
        line = value;
    }

    /** The writes that are under way arrive. */
    synchronized void deliver() {
        written(late);
        late.clear();
    }

    void quota(CallQuota value) {
        quota = value;
    }

    @Override
    public @Nullable CallQuota quota() {
        return quota;
    }

    /** Each call takes so long at least. */
    void takes(Duration each) {
        takes = each;
    }

    @Override
    public @Nullable Duration leastTime(Map<CallKind, CallCount> calls) {
        Duration each = takes;
        return each == null
                ? null
                : each.multipliedBy(
                        calls.values().stream().mapToLong(CallCount::calls).sum());
    }

    // ---- what a test sees of the calls

    void onCall(Consumer<String> listener) {
        onCall = listener;
    }

    /** After a write took effect, or was lost, before it is answered. */
    void onWritten(Runnable listener) {
        onWritten = listener;
    }

    synchronized List<String> calls(String kind) {
        return calls.stream().filter(call -> call.startsWith(kind)).toList();
    }

    synchronized void clearCalls() {
        calls.clear();
    }

    private void called(String call) {
        synchronized (this) {
            calls.add(call);
        }
        onCall.accept(call);
    }

    // ---- the system

    /** It does not say any more who it is. */
    void unreachable() {
        unreachable = true;
    }

    @Override
    public SystemIdentity identify() {
        if (unreachable) {
            throw new ConnectorException(ConnectorException.Category.UNAVAILABLE, "no answer");
        }
        return new SystemIdentity(system, "account", system + ".example");
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        called("schema " + type.name());
        return described(type);
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        called("access");
        return new AccessReport(wanted.stream()
                .filter(lacking::contains)
                .map(right -> new AccessReport.Finding(right, true, "add " + right.right() + " of " + right.type()))
                .toList());
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        called(request.mode() + " " + request.type().name());
        return switch (request.mode()) {
            case CHANGES -> changed(request);
            case BASELINE -> listed(request);
            case REMOVALS -> removed(request);
        };
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        called("read " + request.type().name() + request.ids());
        return answered(request);
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> wanted) {
        called("locate " + type.name() + keys);
        return located(type, keys, wanted);
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> wanted) {
        called("history " + type.name() + after.keySet());
        return trails(type, after, wanted);
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        fence.check();
        called("write " + batch.get(0).type().name() + " " + batch.size());
        boolean arrives = line == Line.UP || line == Line.ANSWERS_LOST;
        List<WriteAnswer> answers = arrives ? written(batch) : lost(batch);
        if (line == Line.WRITES_LATE) {
            late.addAll(batch);
        }
        onWritten.run();
        return line == Line.ANSWERS_LOST ? lost(batch) : answers;
    }

    private static List<WriteAnswer> lost(List<WriteRequest> batch) {
        WriteAnswer unknown = new WriteAnswer.Unknown("no answer");
        return batch.stream().map(request -> unknown).toList();
    }

    private synchronized List<WriteAnswer> written(List<WriteRequest> batch) {
        return batch.stream().map(this::written).toList();
    }

    private boolean isForbidden(WriteRequest request) {
        Right right = request instanceof WriteRequest.Create
                ? Right.CREATE
                : request instanceof WriteRequest.Update ? Right.UPDATE : Right.REMOVE;
        boolean record = (request instanceof WriteRequest.Update update && untouchable.contains(update.ref()))
                || (request instanceof WriteRequest.Remove remove && untouchable.contains(remove.ref()));
        return record || lacking.contains(new AccessRequest(request.type(), right));
    }

    private WriteAnswer written(WriteRequest request) {
        if (isForbidden(request)) {
            return WriteAnswer.Refused.forRights("403", "the user lacks a privilege");
        }
        if (request instanceof WriteRequest.Create create) {
            return created(create);
        }
        if (request instanceof WriteRequest.Remove remove) {
            if (refusesRemovals) {
                return new WriteAnswer.Refused("IN_USE", "something depends on it");
            }
            if (isThere(remove.ref()) && isMoved(remove.ref(), remove.expected())) {
                return new WriteAnswer.Moved("another version");
            }
            if (isThere(remove.ref())) {
                moved(row(remove.ref()), place(remove.how()));
            }
            return WriteAnswer.Done.of(remove.ref(), null, null);
        }
        WriteRequest.Update update = (WriteRequest.Update) request;
        if (!isThere(update.ref()) || isMoved(update.ref(), update.expected())) {
            return new WriteAnswer.Moved("another version");
        }
        if (row(update.ref()).readOnly) {
            return new WriteAnswer.Refused("READ_ONLY", "the record is not active");
        }
        if (refusesUpdates) {
            return new WriteAnswer.Refused("VALIDATION", "a value was not accepted");
        }
        return stored(row(update.ref()), update.values());
    }

    /** What is set inactive stays where it is, in a new version. */
    private static Place place(WriteRequest.How how) {
        return switch (how) {
            case DELETE -> Place.DELETED;
            case ARCHIVE -> Place.BIN;
            case DEACTIVATE -> Place.THERE;
        };
    }

    private boolean isMoved(RecordRef ref, @Nullable Stamp expected) {
        return !isHistoric() && !row(ref).stamp().equals(expected);
    }

    private WriteAnswer created(WriteRequest.Create create) {
        if (refusesCreates) {
            return new WriteAnswer.Refused("PROPERTY_DOESNT_EXIST", "there is no such property");
        }
        Row taken = taken(create);
        if (taken != null) {
            return new WriteAnswer.Exists(taken.ref, "taken: " + uniqueField());
        }
        boolean byId = keys() == CreateKeyKind.CLIENT_ID;
        RecordRef ref = create.type().ref(byId ? create.key().value() : "n" + changes());
        return stored(made(ref, byId ? null : create.key()), create.values());
    }

    private @Nullable Row taken(WriteRequest.Create create) {
        List<Row> same = keys() == CreateKeyKind.SEARCHED ? List.of() : carriers(create.type(), create.key());
        for (Row row : same) {
            if (row.place != Place.DELETED) {
                return row;
            }
        }
        return holder(create.type(), create.values());
    }

    private WriteAnswer stored(Row row, Values values) {
        set(row, values, Author.OURSELVES);
        return WriteAnswer.Done.of(row.ref, namesVersions ? row.stamp() : null, row.values);
    }

    @Override
    public @Nullable Instant serverTime() {
        return time();
    }

    @Override
    public void close() {}
}
