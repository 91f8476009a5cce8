package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.hubspot.BatchRead;
import io.github.tandemsync.hubspot.BatchResult;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotObject;
import io.github.tandemsync.hubspot.PropertyVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Former values of fields, and who set them. */
record Trails(HubSpotClient client, Schemas schemas, AppIdentity app) {
    private static final List<String> SHOWN = List.of(Records.MERGED);

    List<FieldTrail> read(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        TypeProfile.of(type);
        Set<String> properties = new TreeSet<>(fields);
        properties.remove(Parents.FIELD);
        if (after.isEmpty() || properties.isEmpty()) {
            return after.keySet().stream()
                    .sorted()
                    .map(id -> FieldTrail.none(type.ref(id)))
                    .toList();
        }
        SortedMap<String, HubSpotObject> found = new TreeMap<>();
        List<String> ids = List.copyOf(new TreeSet<>(after.keySet()));
        List<String> missing = read(type, BatchRead.of(ids, SHOWN).history(properties), ids, found);
        if (!missing.isEmpty()) {
            read(type, BatchRead.of(missing, SHOWN).history(properties).inBin(), missing, found);
        }
        List<FieldTrail> trails = new ArrayList<>();
        new TreeMap<>(after).forEach((id, stamp) -> {
            HubSpotObject object = found.get(id);
            if (object != null) {
                trails.add(trail(type, object, stamp, properties));
            }
        });
        return trails;
    }

    /**
     * Reads into {@code found}; the answer is what is not there.
     *
     * @throws ConnectorException if nothing is said about a record: that it has no history would be a guess
     */
    private List<String> read(
            ObjectType type, BatchRead read, List<String> ids, SortedMap<String, HubSpotObject> found) {
        BatchResult result = client.objects(type.name()).batchRead(read);
        result.results().forEach(object -> found.put(object.id(), object));
        List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        long silent = missing.stream().filter(id -> !names(result, id)).count();
        if (silent > 0) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "HubSpot's answer about the history of " + ids.size() + " " + type.name() + " says nothing about "
                            + silent
                            + " of them. If it lasts, something between here and the portal changes the answers");
        }
        return missing;
    }

    /** An error that names no record stands for all that are missing; for one that was merged, its successor answers. */
    private static boolean names(BatchResult result, String id) {
        return result.errors().stream()
                        .anyMatch(error -> error.ids().isEmpty() || error.ids().contains(id))
                || result.results().stream().flatMap(Records::merged).anyMatch(id::equals);
    }

    private FieldTrail trail(ObjectType type, HubSpotObject object, Stamp stamp, Set<String> properties) {
        Instant after = time(stamp);
        SortedMap<String, List<Edit>> edits = new TreeMap<>();
        for (String property : properties) {
            List<Edit> some = edits(type, property, object.history().getOrDefault(property, List.of()), after);
            if (!some.isEmpty()) {
                edits.put(property, some);
            }
        }
        return new FieldTrail(type.ref(object.id()), edits);
    }

    private static Instant time(Stamp stamp) {
        try {
            return stamp.equals(Stamp.BEGINNING) ? Instant.MIN : Instant.parse(stamp.value());
        } catch (DateTimeException e) {
            throw new ConnectorException(
                    Category.INVALID,
                    "A stamp of HubSpot is a time, and the one given is not: give one that this connector answered");
        }
    }

    /** HubSpot lists the newest first; turned round before sorting, so that equal times keep their order. */
    private List<Edit> edits(ObjectType type, String property, List<PropertyVersion> versions, Instant after) {
        List<PropertyVersion> oldestFirst = new ArrayList<>(versions);
        Collections.reverse(oldestFirst);
        return oldestFirst.stream()
                .filter(version -> version.timestamp().isAfter(after))
                .sorted(Comparator.comparing(PropertyVersion::timestamp))
                .map(version ->
                        new Edit(value(type, property, version), version.timestamp(), author(version), by(version)))
                .toList();
    }

    /** A value from before a change of the property's type is kept as text: unlike any value of now, which is what it is. */
    private FieldValue value(ObjectType type, String property, PropertyVersion version) {
        FieldValue value = PropertyCodec.decode(schemas.kind(type, property), version.value());
        return value == null ? FieldValue.text(version.value()) : value;
    }

    /** The kind of source and its id, which for a person is a user's number; no name. */
    private static String by(PropertyVersion version) {
        return version.sourceId().isEmpty() ? version.sourceType() : version.sourceType() + " " + version.sourceId();
    }

    private Author author(PropertyVersion version) {
        return app.wrote(version) ? Author.OURSELVES : Author.SOMEBODY;
    }
}
