package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dataverse's accounts: ids that the client chooses, a version for each change of the table, conditional writes, a delta feed. */
final class GeneratedDataverse extends GeneratedSystem {
    static final ObjectType ACCOUNT = ObjectType.parse("dynamics:account");

    private static final int PAGE = 5000;
    private static final int READ_BATCH = 500;
    private static final int WRITE_BATCH = 100;
    private static final Duration CURSOR_LIFE = Duration.ofDays(7);
    /** The first half of the ids of those that are there from the beginning; the second is their number. */
    private static final long SEEDED = 0x1d5f00000000_4000L;

    private static final long SEEDED_LOW = 0x8000000000000000L;

    private final CreatedRecords created;
    /** Version to id, of those that were changed after they were made. */
    private final NavigableMap<Long, String> log = new TreeMap<>();

    private long version;

    /** @param creates how many may be created at most */
    GeneratedDataverse(int seeded, int creates) {
        super(Side.RIGHT, ACCOUNT, traits(), seeded);
        this.created = new CreatedRecords(creates);
        this.version = seeded;
    }

    private static TypeTraits traits() {
        return new TypeTraits(
                true,
                false,
                CreateKeyKind.CLIENT_ID,
                EnumSet.allOf(Reported.class),
                Duration.ZERO,
                CURSOR_LIFE,
                null,
                READ_BATCH,
                WRITE_BATCH,
                1);
    }

    @Override
    String id(int number) {
        return new UUID(SEEDED, SEEDED_LOW | number).toString();
    }

    @Override
    int number(String id) {
        UUID uuid = UUID.fromString(id);
        if (uuid.getMostSignificantBits() == SEEDED) {
            return (int) uuid.getLeastSignificantBits();
        }
        int place = created.place(uuid);
        return place < 0 ? -1 : created.number(place);
    }

    @Override
    long firstVersion(String id) {
        UUID uuid = UUID.fromString(id);
        return uuid.getMostSignificantBits() == SEEDED
                ? 1 + (int) uuid.getLeastSignificantBits()
                : created.version(created.place(uuid));
    }

    @Override
    synchronized long nextVersion(long before) {
        return ++version;
    }

    @Override
    Stamp stamp(long of) {
        return new Stamp("W/\"" + of + "\"");
    }

    @Override
    int size() {
        return seeded() + created.size();
    }

    @Override
    String idAt(int place) {
        return place < seeded() ? id(place) : created.id(place - seeded()).toString();
    }

    @Override
    int listPage() {
        return PAGE;
    }

    @Override
    synchronized Cursor now() {
        return new Cursor(Long.toString(version));
    }

    @Override
    synchronized ChangeAnswer.Page changesSince(Cursor cursor, int limit) {
        long from = Long.parseLong(cursor.value());
        NavigableMap<Long, String> rows = new TreeMap<>();
        int most = Math.min(limit, PAGE);
        for (int place = created.firstAfter(from); place < created.size() && rows.size() < most; place++) {
            String id = created.id(place).toString();
            if (changed(id) == null) {
                rows.put(created.version(place), id);
            }
        }
        int after = 0;
        for (Map.Entry<Long, String> change : log.tailMap(from, false).entrySet()) {
            if (after++ == most) {
                break;
            }
            rows.put(change.getKey(), change.getValue());
        }
        List<ChangeAnswer.Row> page = new ArrayList<>();
        long last = from;
        for (Map.Entry<Long, String> row : rows.entrySet()) {
            if (page.size() == most) {
                return new ChangeAnswer.Page(page, new Cursor(Long.toString(last)), false);
            }
            last = row.getKey();
            page.add(new ChangeAnswer.Changed(type().ref(row.getValue()), stamp(last), Values.none()));
        }
        boolean complete = page.size() < most;
        return new ChangeAnswer.Page(page, new Cursor(Long.toString(complete ? version : last)), complete);
    }

    @Override
    synchronized void happened(String id, @Nullable Row before, Row after, Values change, Author author) {
        if (before != null) {
            log.remove(before.version());
        }
        log.put(after.version(), id);
    }

    @Override
    List<FieldTrail> trails(Map<String, Stamp> after, Set<String> fields) {
        throw new UnsupportedOperationException("Dataverse has no field history");
    }

    @Override
    synchronized WriteAnswer create(WriteRequest.Create create) {
        String id = create.key().value();
        long made = version + 1;
        if (!created.add(UUID.fromString(id), made, Firms.number(Side.RIGHT, create.values()))) {
            return new WriteAnswer.Exists(type().ref(id), "the id is taken");
        }
        version = made;
        return WriteAnswer.Done.of(type().ref(id), stamp(made), create.values());
    }

    @Override
    boolean isMoved(WriteRequest.Update update) {
        Stamp expected = update.expected();
        return expected != null && !expected.equals(stamp(version(update.ref().id())));
    }
}
