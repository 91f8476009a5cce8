package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import org.jspecify.annotations.Nullable;

/**
 * A write that a plan announces, or that was sent.
 *
 * @param type of the record written
 * @param ref the record; null for a create
 * @param values what is written; none for a removal
 */
public record PlannedWrite(ObjectType type, @Nullable RecordRef ref, Values values) {

    static PlannedWrite of(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return new PlannedWrite(create.type(), null, create.values());
        }
        return request instanceof WriteRequest.Update update
                ? new PlannedWrite(update.type(), update.ref(), update.values())
                : new PlannedWrite(request.type(), ((WriteRequest.Remove) request).ref(), Values.none());
    }

    @Override
    public String toString() {
        return (ref == null ? "new " + type : ref.toString()) + Lines.of(values);
    }
}
