package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
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
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One system in memory: answers with what a test has put into it, and keeps the requests that it was sent. */
final class FakeSystem implements Connector {
    final Map<RecordRef, ReadAnswer> records = new TreeMap<>();
    final Map<RecordRef, FieldTrail> trails = new HashMap<>();
    final Map<CreateKey, List<ReadAnswer>> carriers = new HashMap<>();
    final List<ReadRequest> reads = new ArrayList<>();
    private final String name;
    private TypeTraits traits;

    private FakeSystem(String name, TypeTraits traits) {
        this.name = name;
        this.traits = traits;
    }

    /** A system that refuses a write to a record that has moved. */
    static FakeSystem conditional(String name) {
        return new FakeSystem(name, traits(true, CreateKeyKind.CLIENT_ID));
    }

    /** A system that takes any write, and can tell afterwards who edited what. */
    static FakeSystem historic(String name) {
        return new FakeSystem(name, traits(false, CreateKeyKind.UNIQUE));
    }

    private static TypeTraits traits(boolean conditional, CreateKeyKind key) {
        return new TypeTraits(
                conditional,
                !conditional,
                key,
                Set.of(Reported.CREATES, Reported.EDITS, Reported.REMOVALS),
                Duration.ZERO,
                null,
                null,
                100,
                100,
                50);
    }

    /** Whether a create finds its own key again, and how late. */
    void keys(CreateKeyKind kind, Duration lag) {
        traits = new TypeTraits(
                traits.conditionalWrites(),
                traits.fieldHistory(),
                kind,
                traits.reports(),
                lag,
                null,
                null,
                100,
                100,
                50);
    }

    void put(RecordRef ref, Values fields, Stamp stamp) {
        records.put(ref, new ReadAnswer.Found(CrmRecord.of(ref, fields, stamp)));
    }

    @Override
    public SystemIdentity identify() {
        return new SystemIdentity(name, "1", "localhost");
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        return new ObjectSchema(type, new TreeMap<>(), traits);
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        reads.add(request);
        return request.ids().stream()
                .map(request.type()::ref)
                .map(ref -> records.getOrDefault(ref, new ReadAnswer.Gone(ref)))
                .toList();
    }

    @Override
    public List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return keys.stream()
                .map(key -> new LocateAnswer(key, carriers.getOrDefault(key, List.of())))
                .toList();
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        return after.keySet().stream()
                .map(type::ref)
                .filter(trails::containsKey)
                .map(trails::get)
                .toList();
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
