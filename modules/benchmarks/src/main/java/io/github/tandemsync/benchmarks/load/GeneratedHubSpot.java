package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's companies: a change feed by search, paged by id, that tells an edit again until the index lag has passed; no conditional
 * writes, and a history of every field. Records can not be created in it.
 */
final class GeneratedHubSpot extends GeneratedSystem {
    static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    static final Duration INDEX_LAG = Duration.ofMinutes(2);

    private static final int LIST_PAGE = 100;
    private static final int SEARCH_PAGE = 200;
    private static final int BATCH = 100;
    private static final int HISTORY_BATCH = 50;
    private static final int FIRST_ID = 1_000_000_000;
    private static final long BEGINNING = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final InstantSource clock;
    private final NavigableMap<String, Long> search = new ConcurrentSkipListMap<>();
    private final Map<String, List<Change>> history = new ConcurrentHashMap<>();
    private volatile @Nullable Instant told;

    private record Change(long version, Values values, Author author) {}

    /** A place in the feed: from which time on, and after which id; empty at the beginning of a pass. */
    private record Place(long from, long next, String last) {
        static Place of(Cursor cursor) {
            String[] parts = cursor.value().split(":", 3);
            return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
        }

        Cursor cursor() {
            return new Cursor(from + ":" + next + ":" + last);
        }
    }

    GeneratedHubSpot(int seeded, InstantSource clock) {
        super(Side.LEFT, COMPANIES, traits(), seeded);
        this.clock = clock;
    }

    private static TypeTraits traits() {
        return new TypeTraits(
                false,
                true,
                CreateKeyKind.UNIQUE,
                Set.of(Reported.CREATES, Reported.EDITS),
                INDEX_LAG,
                null,
                null,
                BATCH,
                BATCH,
                HISTORY_BATCH);
    }

    @Override
    String id(int number) {
        return Integer.toString(FIRST_ID + number);
    }

    @Override
    int number(String id) {
        if (id.length() != 10) {
            return -1; // a create key
        }
        int number = Integer.parseInt(id) - FIRST_ID;
        return number < seeded() ? number : -1;
    }

    @Override
    long firstVersion(String id) {
        return BEGINNING;
    }

    @Override
    long nextVersion(long before) {
        return Math.max(before + 1, clock.millis());
    }

    @Override
    Stamp stamp(long version) {
        return new Stamp(Instant.ofEpochMilli(version).toString());
    }

    @Override
    int size() {
        return seeded();
    }

    @Override
    String idAt(int place) {
        return id(place);
    }

    @Override
    int listPage() {
        return LIST_PAGE;
    }

    @Override
    Cursor now() {
        return new Place(clock.millis() - INDEX_LAG.toMillis(), 0, "").cursor();
    }

    @Override
    ChangeAnswer.Page changesSince(Cursor cursor, int limit) {
        Place place = Place.of(cursor);
        Instant now = clock.instant();
        told = now;
        long next = place.last().isEmpty() ? now.minus(INDEX_LAG).toEpochMilli() : place.next();
        List<ChangeAnswer.Row> rows = new ArrayList<>();
        for (Map.Entry<String, Long> hit : search.tailMap(place.last(), false).entrySet()) {
            if (hit.getValue() < place.from()) {
                continue;
            }
            if (rows.size() == Math.min(limit, SEARCH_PAGE)) {
                String last = rows.get(rows.size() - 1).ref().id();
                return new ChangeAnswer.Page(rows, new Place(place.from(), next, last).cursor(), false);
            }
            rows.add(new ChangeAnswer.Changed(type().ref(hit.getKey()), stamp(hit.getValue()), Values.none()));
        }
        return new ChangeAnswer.Page(rows, new Place(Math.max(place.from(), next), 0, "").cursor(), true);
    }

    @Override
    void happened(String id, @Nullable Row before, Row after, Values change, Author author) {
        search.put(id, after.version());
        List<Change> all = new ArrayList<>(history.getOrDefault(id, List.of()));
        all.add(new Change(after.version(), change, author));
        history.put(id, List.copyOf(all));
    }

    @Override
    List<FieldTrail> trails(Map<String, Stamp> after, Set<String> fields) {
        List<FieldTrail> trails = new ArrayList<>();
        after.forEach((id, stamp) -> trails.add(trail(id, stamp, fields)));
        return trails;
    }

    private FieldTrail trail(String id, Stamp after, Set<String> fields) {
        long version =
                after.equals(Stamp.BEGINNING) ? 0 : Instant.parse(after.value()).toEpochMilli();
        SortedMap<String, List<Edit>> edits = new TreeMap<>();
        for (Change change : history.getOrDefault(id, List.of())) {
            if (change.version() > version) {
                Instant at = Instant.ofEpochMilli(change.version());
                change.values()
                        .only(fields)
                        .forEach((name, value) -> edits.computeIfAbsent(name, any -> new ArrayList<>())
                                .add(new Edit(value, at, change.author())));
            }
        }
        return new FieldTrail(type().ref(id), edits);
    }

    @Override
    WriteAnswer create(WriteRequest.Create create) {
        throw new UnsupportedOperationException("No record is to be created in HubSpot under load");
    }

    @Override
    boolean isMoved(WriteRequest.Update update) {
        return false;
    }

    @Override
    public @Nullable Instant serverTime() {
        return told;
    }
}
