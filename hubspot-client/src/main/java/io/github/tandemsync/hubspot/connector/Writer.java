package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.hubspot.Associations;
import io.github.tandemsync.hubspot.BatchResult;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.ObjectCreate;
import io.github.tandemsync.hubspot.ObjectCreate.AssociationTo;
import io.github.tandemsync.hubspot.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends one batch, and finds out what became of each item. */
record Writer(HubSpotClient client, Records records) {

    List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        if (batch.isEmpty()) {
            return List.of();
        }
        ObjectType type = batch.get(0).type();
        TypeProfile.of(type);
        HubSpotClient fenced = client.withOptions(RequestOptions.guarded(fence::check));
        if (batch.get(0) instanceof WriteRequest.Create) {
            return creates(fenced, type, only(batch, WriteRequest.Create.class));
        }
        if (batch.get(0) instanceof WriteRequest.Remove) {
            return removes(fenced, type, only(batch, WriteRequest.Remove.class));
        }
        return new UpdateBatch(fenced, client, records, type, only(batch, WriteRequest.Update.class)).run();
    }

    private List<WriteAnswer> creates(HubSpotClient fenced, ObjectType type, List<WriteRequest.Create> creates) {
        SortedMap<Integer, ObjectCreate> sent = new TreeMap<>();
        Answers answers = new Answers(creates.size());
        for (int i = 0; i < creates.size(); i++) {
            Outgoing values = Outgoing.of(creates.get(i).values());
            WriteAnswer refusal = values.refusal();
            if (refusal == null) {
                sent.put(i, create(values, creates.get(i).key().value(), Outcomes.trace(i)));
            } else {
                answers.set(i, refusal);
            }
        }
        attempt(
                        answers,
                        sent,
                        type,
                        Faults.Write.CREATE,
                        batch -> fenced.objects(type.name()).batchCreate(batch))
                .ifRan(result -> {
                    Outcomes outcomes = new Outcomes(records, type, Faults.Write.CREATE, result);
                    sent.forEach((i, create) -> answers.set(i, outcomes.create(i, creates.get(i))));
                });
        return answers.all();
    }

    private ObjectCreate create(Outgoing values, String key, String trace) {
        SortedMap<String, String> properties = new TreeMap<>(values.properties());
        properties.values().removeIf(String::isEmpty);
        properties.put(records.keyProperty(), key);
        String parent = values.parent() == null ? null : Parents.target(values.parent());
        List<AssociationTo> associations =
                parent == null ? List.of() : List.of(new AssociationTo(parent, Associations.CHILD_TO_PARENT_COMPANY));
        return new ObjectCreate(properties, associations, trace);
    }

    private static List<WriteAnswer> removes(HubSpotClient fenced, ObjectType type, List<WriteRequest.Remove> removes) {
        SortedMap<Integer, String> sent = new TreeMap<>();
        Answers answers = new Answers(removes.size());
        for (int i = 0; i < removes.size(); i++) {
            WriteRequest.Remove remove = removes.get(i);
            if (!Numbers.isId(remove.ref().id())) {
                answers.set(i, Faults.NO_ID);
            } else if (remove.how() == WriteRequest.How.ARCHIVE) {
                sent.put(i, remove.ref().id());
            } else {
                answers.set(
                        i,
                        new WriteAnswer.Refused(
                                "not-supported",
                                "HubSpot records can only be archived: let removals archive or unlink (on-delete in a mapping)"));
            }
        }
        attempt(answers, sent, type, Faults.Write.REMOVE, ids -> archive(fenced, type, ids));
        sent.forEach((i, id) -> answers.setIfOpen(i, WriteAnswer.Done.of(type.ref(id), null, null)));
        sent.forEach((i, id) -> answers.replaceMoved(i, WriteAnswer.Done.of(type.ref(id), null, null)));
        return answers.all();
    }

    private static BatchResult archive(HubSpotClient fenced, ObjectType type, List<String> ids) {
        fenced.objects(type.name()).batchArchive(ids);
        return new BatchResult(List.of(), List.of());
    }

    /** Sends the batch, if there is anything to send; a fault becomes the answer of every item. */
    static <T> Ran attempt(
            Answers answers,
            SortedMap<Integer, T> sent,
            ObjectType type,
            Faults.Write write,
            Function<List<T>, BatchResult> send) {
        if (sent.isEmpty()) {
            return new Ran(null);
        }
        try {
            return new Ran(send.apply(List.copyOf(sent.values())));
        } catch (TransportException e) {
            WriteAnswer failed = Faults.whole(e, type, write, sent.size()).get(0);
            sent.keySet().forEach(i -> answers.set(i, failed));
            return new Ran(null);
        }
    }

    /** What came of sending; null if nothing was sent or there was no answer. */
    record Ran(@Nullable BatchResult result) {
        void ifRan(Consumer<BatchResult> then) {
            if (result != null) {
                then.accept(result);
            }
        }
    }

    private static <T extends WriteRequest> List<T> only(List<WriteRequest> batch, Class<T> kind) {
        List<T> all = new ArrayList<>();
        for (WriteRequest request : batch) {
            if (!kind.isInstance(request)) {
                throw new IllegalArgumentException("A batch holds requests of one kind");
            }
            all.add(kind.cast(request));
        }
        return all;
    }
}
