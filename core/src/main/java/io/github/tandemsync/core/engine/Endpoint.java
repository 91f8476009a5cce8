package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One side's connector, asked in batches of the size it takes, several at a time. Schemas are kept until they are renewed. */
final class Endpoint {
    private final Side side;
    private final CountedConnector connector;
    private final Stage stage;
    private final Map<ObjectType, ObjectSchema> schemas = new ConcurrentHashMap<>();
    private final Map<ObjectType, Instant> renewed = new HashMap<>();
    private @Nullable Duration ahead;

    /** @param before run before each call to the system */
    Endpoint(Side side, Connector connector, Stage stage, Runnable before, InstantSource clock) {
        this.side = side;
        this.connector = new CountedConnector(connector, before, clock);
        this.stage = stage;
    }

    Side side() {
        return side;
    }

    Connector connector() {
        return connector;
    }

    /** A feed has just been read: compares the clocks. */
    void compareClocks(Instant now) {
        Instant theirs = connector.serverTime();
        ahead = theirs == null ? null : Duration.between(now, theirs);
    }

    /** How far the system's clock is ahead of the runner's, to the second and the length of a call; null if it is not known. */
    @Nullable
    Duration ahead() {
        return ahead;
    }

    /** The calls made so far, over all runs. */
    SortedMap<CallKind, CallCount> calls() {
        return connector.calls();
    }

    ObjectSchema schema(ObjectType type) {
        ObjectSchema known = schemas.get(type);
        if (known == null) {
            known = connector.schema(type);
            schemas.put(type, known);
        }
        return known;
    }

    /** Asks for the schema again if it is older than that. */
    void renew(ObjectType type, Instant now, Duration age) {
        Instant last = renewed.get(type);
        if (last == null || !last.plus(age).isAfter(now)) {
            schemas.put(type, connector.schema(type));
            renewed.put(type, now);
        }
    }

    /** The schema is old at once. */
    void forget(ObjectType type) {
        renewed.remove(type);
    }

    TypeTraits traits(ObjectType type) {
        return schema(type).traits();
    }

    /** Whether an edit of ours may have covered a user's, so that the field history has to be asked. */
    boolean needsHistory(ObjectType type) {
        TypeTraits traits = traits(type);
        return traits.fieldHistory() && !traits.conditionalWrites();
    }

    /** What became of each record; one answer for every ref. */
    Map<RecordRef, ReadAnswer> read(ObjectType type, Collection<RecordRef> refs, Set<String> fields) {
        Map<RecordRef, ReadAnswer> answers = new HashMap<>();
        List<List<RecordRef>> batches = Batches.of(refs, traits(type).readBatch());
        List<List<ReadAnswer>> read = stage.all(batches, batch -> readBatch(type, batch, fields));
        for (int i = 0; i < batches.size(); i++) {
            for (int j = 0; j < batches.get(i).size(); j++) {
                answers.put(batches.get(i).get(j), read.get(i).get(j));
            }
        }
        return answers;
    }

    /**
     * The same of records of any types.
     *
     * @param fields the fields to read of records of a type
     */
    Map<RecordRef, ReadAnswer> read(Collection<RecordRef> refs, Function<ObjectType, Set<String>> fields) {
        SortedMap<ObjectType, List<RecordRef>> types = new TreeMap<>();
        refs.forEach(ref ->
                types.computeIfAbsent(ref.type(), type -> new ArrayList<>()).add(ref));
        Map<RecordRef, ReadAnswer> answers = new LinkedHashMap<>();
        types.forEach((type, some) -> answers.putAll(read(type, some, fields.apply(type))));
        return answers;
    }

    private List<ReadAnswer> readBatch(ObjectType type, List<RecordRef> batch, Set<String> fields) {
        List<String> ids = batch.stream().map(RecordRef::id).toList();
        return connector.read(new ReadRequest(type, ids, fields));
    }

    /** The records that carry the keys; one answer for every key. */
    Map<CreateKey, LocateAnswer> locate(ObjectType type, Collection<CreateKey> keys, Set<String> fields) {
        Map<CreateKey, LocateAnswer> located = new HashMap<>();
        List<List<CreateKey>> batches = Batches.of(keys, traits(type).readBatch());
        for (List<LocateAnswer> answers : stage.all(batches, batch -> connector.locate(type, batch, fields))) {
            answers.forEach(answer -> located.put(answer.key(), answer));
        }
        return located;
    }

    /** Sends a batch of one type; each answer is about its own record. */
    List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        boolean keyIsId = traits(batch.get(0).type()).createKey() == CreateKeyKind.CLIENT_ID;
        return connector.write(batch, fence, keyIsId);
    }

    /** The edits after the given versions; a record without edits has an empty trail. */
    Map<RecordRef, FieldTrail> history(ObjectType type, Map<RecordRef, Stamp> after, Set<String> fields) {
        Map<RecordRef, FieldTrail> trails = new HashMap<>();
        after.keySet().forEach(ref -> trails.put(ref, FieldTrail.none(ref)));
        List<List<RecordRef>> batches = Batches.of(after.keySet(), traits(type).historyBatch());
        stage.all(batches, batch -> historyBatch(type, batch, after, fields))
                .forEach(answers -> answers.forEach(trail -> trails.put(trail.ref(), trail)));
        return trails;
    }

    /** The edits of one record after the given version. */
    FieldTrail trail(RecordRef ref, Stamp after, Set<String> fields) {
        return Contract.known(history(ref.type(), Map.of(ref, after), fields).get(ref));
    }

    private List<FieldTrail> historyBatch(
            ObjectType type, List<RecordRef> batch, Map<RecordRef, Stamp> after, Set<String> fields) {
        Map<String, Stamp> asked = new TreeMap<>();
        batch.forEach(ref -> asked.put(ref.id(), Contract.known(after.get(ref))));
        return connector.history(type, asked, fields);
    }
}
