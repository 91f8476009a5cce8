package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Changed;
import io.github.tandemsync.core.connector.ChangeAnswer.Expired;
import io.github.tandemsync.core.connector.ChangeAnswer.Page;
import io.github.tandemsync.core.connector.ChangeAnswer.Removed;
import io.github.tandemsync.core.connector.ChangeAnswer.Row;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.BatchRead;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotObject;
import io.github.tandemsync.hubspot.ObjectList;
import io.github.tandemsync.hubspot.ObjectPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The BASELINE and REMOVALS feeds, over HubSpot's listing of live and of archived records. */
record Listing(HubSpotClient client, Records records) {
    private static final String BEGIN = "1:";
    // HubSpot answers longer addresses with 414, from about 8,000 characters on.
    private static final int LONGEST_QUERY = 4000;

    ChangeAnswer removals(ChangeRequest request) {
        return page(request, new TreeSet<>(Set.of("hs_object_id", records.keyProperty())), true);
    }

    ChangeAnswer baseline(ChangeRequest request) {
        Set<String> properties = new TreeSet<>(request.fields());
        properties.remove(Parents.FIELD);
        properties.add(records.keyProperty());
        return page(request, properties, false);
    }

    private ChangeAnswer page(ChangeRequest request, Set<String> properties, boolean archived) {
        TypeProfile.of(request.type());
        Cursor cursor = request.cursor();
        if (cursor != null && !cursor.value().startsWith(BEGIN)) {
            return new Expired("the cursor was not written by this version of the connector");
        }
        String after = cursor == null || cursor.value().equals(BEGIN)
                ? null
                : cursor.value().substring(BEGIN.length());
        boolean separately = String.join(",", properties).length() > LONGEST_QUERY;
        int limit = Math.max(1, Math.min(request.limit(), ObjectList.MAX_PAGE));
        ObjectPage page = client.objects(request.type().name())
                .list(new ObjectList(separately ? Set.of() : properties, archived, limit, after));
        List<Row> rows = archived ? removed(request.type(), page) : changed(request, page, properties, separately);
        return new Page(rows, next(page, after), page.after() == null);
    }

    private static Cursor next(ObjectPage page, @Nullable String after) {
        String next = page.after() == null ? after : page.after();
        return new Cursor(BEGIN + (next == null ? "" : next));
    }

    private List<Row> removed(ObjectType type, ObjectPage page) {
        List<Row> rows = new ArrayList<>();
        for (HubSpotObject object : page.results()) {
            String key = object.property(records.keyProperty());
            rows.add(new Removed(type.ref(object.id()), key == null || key.isEmpty() ? null : new CreateKey(key)));
        }
        return rows;
    }

    private List<Row> changed(ChangeRequest request, ObjectPage page, Set<String> properties, boolean separately) {
        Map<String, HubSpotObject> content = content(request.type(), page, properties, separately);
        Map<String, FieldValue> parents = request.fields().contains(Parents.FIELD) && !content.isEmpty()
                ? Parents.read(client, request.type(), content.keySet())
                : Map.of();
        Set<String> wanted = new TreeSet<>(request.fields());
        wanted.remove(Parents.FIELD);
        List<Row> rows = new ArrayList<>();
        for (HubSpotObject listed : page.results()) {
            HubSpotObject object = content.getOrDefault(listed.id(), listed);
            Values values = records.readable(request.type(), object, wanted);
            FieldValue parent = parents.get(object.id());
            rows.add(new Changed(
                    request.type().ref(object.id()),
                    Records.stamp(object),
                    parent == null ? values : values.with(Parents.FIELD, parent),
                    records.key(object)));
        }
        return rows;
    }

    private Map<String, HubSpotObject> content(
            ObjectType type, ObjectPage page, Set<String> properties, boolean separately) {
        List<HubSpotObject> objects = page.results();
        if (separately && !objects.isEmpty()) {
            List<String> ids = objects.stream().map(HubSpotObject::id).toList();
            objects = client.objects(type.name())
                    .batchRead(BatchRead.of(ids, properties))
                    .results();
        }
        SortedMap<String, HubSpotObject> byId = new TreeMap<>();
        objects.forEach(object -> byId.put(object.id(), object));
        return byId;
    }
}
