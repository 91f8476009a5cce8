package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.ObjectUpdate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One batch of updates: properties first, then the parents of those whose properties were written or that have none to write. Where
 * the second step goes wrong after the first ran, the item is unknown, so that the engine reads the record again and merges.
 */
final class UpdateBatch {
    private final HubSpotClient fenced;
    private final HubSpotClient client;
    private final Records records;
    private final ObjectType type;
    private final List<WriteRequest.Update> updates;
    private final Answers answers;
    private final SortedMap<Integer, ObjectUpdate> properties = new TreeMap<>();
    private final SortedMap<Integer, FieldValue> parents = new TreeMap<>();

    UpdateBatch(
            HubSpotClient fenced,
            HubSpotClient client,
            Records records,
            ObjectType type,
            List<WriteRequest.Update> updates) {
        this.fenced = fenced;
        this.client = client;
        this.records = records;
        this.type = type;
        this.updates = updates;
        this.answers = new Answers(updates.size());
    }

    List<WriteAnswer> run() {
        for (int i = 0; i < updates.size(); i++) {
            sort(i, Outgoing.of(updates.get(i).values()));
        }
        writeProperties();
        writeParents();
        return answers.all();
    }

    private void sort(int i, Outgoing values) {
        String id = updates.get(i).ref().id();
        WriteAnswer refusal = Numbers.isId(id) ? values.refusal() : Faults.NO_ID;
        FieldValue parent = values.parent();
        if (refusal != null) {
            answers.set(i, refusal);
            return;
        }
        if (!values.properties().isEmpty()) {
            properties.put(i, new ObjectUpdate(id, values.properties(), Outcomes.trace(i)));
        }
        if (parent != null) {
            parents.put(i, parent);
        } else if (values.properties().isEmpty()) {
            answers.set(i, WriteAnswer.Done.of(updates.get(i).ref(), null, null));
        }
    }

    private void writeProperties() {
        Writer.attempt(
                        answers,
                        properties,
                        type,
                        Faults.Write.UPDATE,
                        batch -> fenced.objects(type.name()).batchUpdate(batch))
                .ifRan(result -> {
                    Outcomes outcomes = new Outcomes(records, type, Faults.Write.UPDATE, result);
                    properties.keySet().forEach(i -> answers.set(i, outcomes.update(i, updates.get(i))));
                });
    }

    private void writeParents() {
        SortedMap<String, FieldValue> wanted = new TreeMap<>();
        parents.forEach((i, parent) -> {
            if (isDue(i)) {
                wanted.put(updates.get(i).ref().id(), parent);
            }
        });
        if (wanted.isEmpty()) {
            return;
        }
        boolean first = properties.isEmpty();
        ParentWrite.Outcome outcome = new ParentWrite(fenced, client, type, first).run(wanted);
        parents.forEach((i, parent) -> {
            if (isDue(i)) {
                answers.set(i, joined(i, parent, outcome.of(updates.get(i).ref().id())));
            }
        });
    }

    /** Not where the properties were not written: then the whole item was not. */
    private boolean isDue(int i) {
        return !properties.containsKey(i) || answers.get(i) instanceof WriteAnswer.Done;
    }

    private WriteAnswer joined(int i, FieldValue parent, WriteAnswer parentAnswer) {
        Values stored = Values.of(Parents.FIELD, parent);
        if (!(answers.get(i) instanceof WriteAnswer.Done written)) {
            return parentAnswer instanceof WriteAnswer.Done
                    ? WriteAnswer.Done.of(updates.get(i).ref(), null, stored)
                    : parentAnswer;
        }
        if (!(parentAnswer instanceof WriteAnswer.Done)) {
            return new WriteAnswer.Unknown("the properties were written, the parent company perhaps not");
        }
        Values properties = written.asStored();
        return WriteAnswer.Done.of(
                written.ref(), written.stamp(), properties == null ? stored : properties.overlay(stored));
    }
}
