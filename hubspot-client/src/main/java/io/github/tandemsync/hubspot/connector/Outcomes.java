package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.BatchError;
import io.github.tandemsync.hubspot.BatchResult;
import io.github.tandemsync.hubspot.HubSpotObject;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A batch's answer, found by trace id, record id or key, never by position. */
final class Outcomes {
    private final Records records;
    private final ObjectType type;
    private final Faults.Write write;
    private final SortedMap<String, HubSpotObject> byTrace = new TreeMap<>();
    private final SortedMap<String, HubSpotObject> byId = new TreeMap<>();
    private final SortedMap<String, HubSpotObject> byKey = new TreeMap<>();
    private final SortedMap<String, BatchError> errorByTrace = new TreeMap<>();
    private final SortedMap<String, BatchError> errorById = new TreeMap<>();

    Outcomes(Records records, ObjectType type, Faults.Write write, BatchResult result) {
        this.records = records;
        this.type = type;
        this.write = write;
        result.results().forEach(this::take);
        result.errors().forEach(error -> {
            error.traceIds().forEach(trace -> errorByTrace.put(trace, error));
            error.ids().forEach(id -> errorById.put(id, error));
        });
    }

    /** The trace id of a request, unique in its batch. */
    static String trace(int request) {
        return "item-" + request;
    }

    private void take(HubSpotObject object) {
        String trace = object.traceId();
        if (trace != null) {
            byTrace.put(trace, object);
        }
        byId.put(object.id(), object);
        String key = object.property(records.keyProperty());
        if (key != null && !key.isEmpty()) {
            byKey.put(key, object);
        }
    }

    WriteAnswer create(int request, WriteRequest.Create create) {
        HubSpotObject done = byTrace.get(trace(request));
        HubSpotObject found = done == null ? byKey.get(create.key().value()) : done;
        return answer(found, errorByTrace.get(trace(request)), create.values());
    }

    WriteAnswer update(int request, WriteRequest.Update update) {
        HubSpotObject done = byTrace.get(trace(request));
        HubSpotObject found = done == null ? byId.get(update.ref().id()) : done;
        BatchError error = errorByTrace.get(trace(request));
        if (found != null && !found.id().equals(update.ref().id())) {
            return new WriteAnswer.Unknown(
                    "HubSpot answered with another record, which the one written was merged into");
        }
        return answer(found, error == null ? errorById.get(update.ref().id()) : error, update.values());
    }

    private WriteAnswer answer(@Nullable HubSpotObject done, @Nullable BatchError error, Values written) {
        if (done != null && error == null) {
            return done(done, written);
        }
        if (done == null && error != null) {
            return Faults.item(error, type, write);
        }
        return new WriteAnswer.Unknown(
                done == null ? "HubSpot's answer does not name this item" : "HubSpot's answer contradicts itself");
    }

    private WriteAnswer done(HubSpotObject object, Values written) {
        Set<String> fields = new HashSet<>(written.names());
        fields.remove(Parents.FIELD);
        try {
            Values stored = records.values(type, object, fields);
            return WriteAnswer.Done.of(type.ref(object.id()), Records.stamp(object), stored.isEmpty() ? null : stored);
        } catch (UnreadableValue e) {
            return new WriteAnswer.Unknown(e.reason());
        }
    }
}
