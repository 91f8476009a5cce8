package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.hubspot.BatchRead;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotException;
import io.github.tandemsync.hubspot.HubSpotObject;
import io.github.tandemsync.hubspot.ObjectSearch;
import io.github.tandemsync.hubspot.ObjectSearch.Filter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads by id and by key. */
record Reader(HubSpotClient client, Records records) {

    /**
     * One batch for all; then one look at each id that is missing, which tells a merged record (it answers with its successor) from
     * a hidden one; then one batch for those in the bin. The look comes before the bin, because nothing says that a merged record
     * is not listed there too.
     */
    List<ReadAnswer> read(ReadRequest request) {
        ObjectType type = request.type();
        TypeProfile.of(type);
        Found found = new Found();
        Set<String> properties = records.properties(request.fields());
        for (HubSpotObject object : batch(type, BatchRead.of(checked(request.ids()), properties))) {
            found.live.put(object.id(), object);
        }
        List<String> unknown = new ArrayList<>();
        for (String id : request.ids()) {
            if (!found.live.containsKey(id)) {
                look(type, id, properties, found, unknown);
            }
        }
        if (!unknown.isEmpty()) {
            BatchRead bin = BatchRead.of(unknown, properties).inBin();
            batch(type, bin).forEach(object -> found.archived.put(object.id(), object));
        }
        return answers(request, found);
    }

    /** What was found out about the ids asked for. */
    private static final class Found {
        final SortedMap<String, HubSpotObject> live = new TreeMap<>();
        final SortedMap<String, HubSpotObject> successors = new TreeMap<>();
        final SortedMap<String, HubSpotObject> archived = new TreeMap<>();
        final SortedMap<String, String> hidden = new TreeMap<>();
    }

    private void look(ObjectType type, String id, Set<String> properties, Found found, List<String> unknown) {
        try {
            Optional<HubSpotObject> one = client.objects(type.name()).get(id, properties);
            if (one.isEmpty()) {
                unknown.add(id);
            } else {
                (one.get().id().equals(id) ? found.live : found.successors).put(id, one.get());
            }
        } catch (HubSpotException e) {
            if (e.category() != Category.FORBIDDEN) {
                throw e;
            }
            found.hidden.put(
                    id,
                    "HubSpot refuses to show it (" + e.errorCategory() + "): give the token's app the right to see it");
        }
    }

    private List<ReadAnswer> answers(ReadRequest request, Found found) {
        Map<String, FieldValue> parents = parents(request, found);
        List<ReadAnswer> answers = new ArrayList<>();
        for (String id : request.ids()) {
            RecordRef asked = request.type().ref(id);
            try {
                answers.add(answer(asked, request.fields(), found, parents));
            } catch (UnreadableValue e) {
                answers.add(new ReadAnswer.Unreadable(asked, e.reason()));
            }
        }
        return answers;
    }

    private ReadAnswer answer(RecordRef asked, Set<String> fields, Found found, Map<String, FieldValue> parents)
            throws UnreadableValue {
        ObjectType type = asked.type();
        HubSpotObject live = found.live.get(asked.id());
        if (live != null && !live.archived()) {
            return new ReadAnswer.Found(records.record(type, live, fields, parents.get(live.id())));
        }
        HubSpotObject successor = found.successors.get(asked.id());
        if (successor != null) {
            return new ReadAnswer.Replaced(asked, records.record(type, successor, fields, parents.get(successor.id())));
        }
        HubSpotObject archived = live == null ? found.archived.get(asked.id()) : live;
        if (archived != null) {
            return new ReadAnswer.Archived(asked, records.record(type, archived, fields, null));
        }
        String hidden = found.hidden.get(asked.id());
        return hidden == null ? new ReadAnswer.Gone(asked) : new ReadAnswer.Hidden(asked, hidden);
    }

    private Map<String, FieldValue> parents(ReadRequest request, Found found) {
        if (!request.fields().contains(Parents.FIELD) || !Parents.areOf(request.type())) {
            return Map.of();
        }
        List<String> ids = new ArrayList<>(found.live.keySet());
        found.successors.values().forEach(successor -> ids.add(successor.id()));
        return ids.isEmpty() ? Map.of() : Parents.read(client, request.type(), ids);
    }

    /** By the unique property, then in the bin; for a type without one by the lagging search. */
    List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        Set<String> properties = records.properties(fields);
        List<HubSpotObject> hits = new ArrayList<>();
        if (TypeProfile.of(type).createKey() == CreateKeyKind.SEARCHED) {
            keys.forEach(key -> hits.addAll(search(type, key, properties)));
        } else {
            hits.addAll(byKey(type, keys, properties));
        }
        List<LocateAnswer> answers = new ArrayList<>();
        for (CreateKey key : keys) {
            answers.add(new LocateAnswer(key, answers(type, key, hits, fields)));
        }
        return answers;
    }

    private List<HubSpotObject> byKey(ObjectType type, List<CreateKey> keys, Set<String> properties) {
        List<String> values = keys.stream().map(CreateKey::value).toList();
        BatchRead live = BatchRead.of(values, properties).by(records.keyProperty());
        List<HubSpotObject> hits = new ArrayList<>(batch(type, live));
        List<String> missing = values.stream()
                .filter(value -> hits.stream().noneMatch(hit -> value.equals(hit.property(records.keyProperty()))))
                .toList();
        if (!missing.isEmpty()) {
            BatchRead bin = BatchRead.of(missing, properties).by(records.keyProperty());
            hits.addAll(batch(type, bin.inBin()));
        }
        return hits;
    }

    private List<HubSpotObject> search(ObjectType type, CreateKey key, Set<String> properties) {
        Filter filter = new Filter(records.keyProperty(), "EQ", key.value());
        return client.objects(type.name())
                .search(new ObjectSearch(List.of(filter), "hs_object_id", properties, ObjectSearch.MAX_PAGE, null))
                .results();
    }

    private List<ReadAnswer> answers(ObjectType type, CreateKey key, List<HubSpotObject> hits, Set<String> fields) {
        Map<String, FieldValue> parents = fields.contains(Parents.FIELD) && Parents.areOf(type) && !hits.isEmpty()
                ? Parents.read(client, type, live(hits))
                : Map.of();
        List<ReadAnswer> answers = new ArrayList<>();
        hits.stream()
                .filter(hit -> key.equals(records.key(hit)))
                .sorted(Comparator.comparing(HubSpotObject::id, Numbers.SHORTER_FIRST))
                .forEach(hit -> answers.add(hit(type, hit, fields, parents)));
        return answers;
    }

    private ReadAnswer hit(ObjectType type, HubSpotObject hit, Set<String> fields, Map<String, FieldValue> parents) {
        try {
            return hit.archived()
                    ? new ReadAnswer.Archived(type.ref(hit.id()), records.record(type, hit, fields, null))
                    : new ReadAnswer.Found(records.record(type, hit, fields, parents.get(hit.id())));
        } catch (UnreadableValue e) {
            return new ReadAnswer.Unreadable(type.ref(hit.id()), e.reason());
        }
    }

    private static List<String> live(List<HubSpotObject> hits) {
        return hits.stream()
                .filter(hit -> !hit.archived())
                .map(HubSpotObject::id)
                .toList();
    }

    private List<HubSpotObject> batch(ObjectType type, BatchRead read) {
        return read.ids().isEmpty()
                ? List.of()
                : client.objects(type.name()).batchRead(read).results();
    }

    private static List<String> checked(List<String> ids) {
        for (String id : ids) {
            if (!Numbers.isId(id)) {
                throw new ConnectorException(
                        Category.INVALID,
                        "A HubSpot record id is up to 20 digits, and one of those asked for is not: give those that HubSpot shows as Record ID");
            }
        }
        return ids;
    }
}
