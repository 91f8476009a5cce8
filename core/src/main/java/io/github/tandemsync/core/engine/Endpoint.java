package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One side's connector, asked in batches of the size it takes. Schemas are asked for once. */
final class Endpoint {
    private final Side side;
    private final Connector connector;
    private final Map<ObjectType, ObjectSchema> schemas = new HashMap<>();

    Endpoint(Side side, Connector connector) {
        this.side = side;
        this.connector = connector;
    }

    Side side() {
        return side;
    }

    Connector connector() {
        return connector;
    }

    ObjectSchema schema(ObjectType type) {
        ObjectSchema known = schemas.get(type);
        if (known == null) {
            known = connector.schema(type);
            schemas.put(type, known);
        }
        return known;
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
        for (List<RecordRef> batch : Batches.of(refs, traits(type).readBatch())) {
            List<String> ids = batch.stream().map(RecordRef::id).toList();
            List<ReadAnswer> read = connector.read(new ReadRequest(type, ids, fields));
            Contract.sameCount("read", batch, read);
            for (int i = 0; i < batch.size(); i++) {
                answers.put(batch.get(i), read.get(i));
            }
        }
        return answers;
    }

    /** The records that carry the keys; one answer for every key. */
    Map<CreateKey, LocateAnswer> locate(ObjectType type, Collection<CreateKey> keys, Set<String> fields) {
        Map<CreateKey, LocateAnswer> located = new HashMap<>();
        for (List<CreateKey> batch : Batches.of(keys, traits(type).readBatch())) {
            List<LocateAnswer> answers = connector.locate(type, batch, fields);
            Contract.sameCount("locate", batch, answers);
            answers.forEach(answer -> located.put(answer.key(), answer));
        }
        return located;
    }

    /** The edits after the given versions; a record without edits has an empty trail. */
    Map<RecordRef, FieldTrail> history(ObjectType type, Map<RecordRef, Stamp> after, Set<String> fields) {
        Map<RecordRef, FieldTrail> trails = new HashMap<>();
        for (List<RecordRef> batch : Batches.of(after.keySet(), traits(type).historyBatch())) {
            Map<String, Stamp> asked = new TreeMap<>();
            batch.forEach(ref -> asked.put(ref.id(), Contract.known(after.get(ref))));
            batch.forEach(ref -> trails.put(ref, FieldTrail.none(ref)));
            for (FieldTrail trail : new ArrayList<>(connector.history(type, asked, fields))) {
                trails.put(trail.ref(), trail);
            }
        }
        return trails;
    }
}
