package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A shelf as a system that can be asked: its fields, its traits, its feeds, and what it shows. */
class ShelfSystem extends Shelf {
    static final int PAGE = 4;
    static final int BATCH = 3;

    private final SortedMap<String, FieldSchema> fields = new TreeMap<>();
    private EnumSet<Reported> reports = EnumSet.allOf(Reported.class);
    private CreateKeyKind keys = CreateKeyKind.CLIENT_ID;
    private final Set<RecordRef> unlisted = new HashSet<>();
    private final Set<RecordRef> lost = new HashSet<>();
    private final Set<RecordRef> secret = new HashSet<>();
    private Duration indexLag = Duration.ZERO;
    private boolean historic;
    private boolean tellsVersions;
    private boolean listingExpires;
    private boolean changesExpire;
    private boolean pagesChanges;
    private String unique = "";
    private String omitted = "";

    ShelfSystem(String system) {
        super(system);
        has("name", FieldSchema.Kind.TEXT);
    }

    synchronized void has(String field, FieldSchema.Kind kind) {
        fields.put(field, FieldSchema.of(field, kind));
    }

    synchronized void hasNo(String field) {
        fields.remove(field);
    }

    /** A text that may be read, and not be written. */
    synchronized void readOnly(String field, boolean value) {
        FieldSchema text = FieldSchema.of(field, FieldSchema.Kind.TEXT);
        fields.put(
                field,
                new FieldSchema(
                        field, field, text.kind(), !value, !value, true, false, null, null, text.options(), Set.of()));
    }

    synchronized void reportsNoRemovals() {
        reports = EnumSet.of(Reported.CREATES, Reported.EDITS);
    }

    /** Takes any write from now on, whatever version it expects, and can tell who edited what. */
    synchronized void hasHistory() {
        historic = true;
    }

    synchronized void keys(CreateKeyKind kind) {
        keys = kind;
    }

    synchronized void indexLag(Duration value) {
        indexLag = value;
    }

    /** No two records of a type hold the same in the field. */
    synchronized void unique(String field) {
        unique = field;
    }

    /** The next continuation of a listing is answered with "expired". */
    synchronized void expireListing() {
        listingExpires = true;
    }

    /** Its answers lack the field from now on; given an empty name, none. */
    synchronized void omits(String field) {
        omitted = field;
    }

    private Values listed(Values values) {
        Set<String> fields = new TreeSet<>(values.names());
        return fields.remove(omitted) ? values.only(fields) : values;
    }

    /** Its listings lack the record. */
    synchronized void hides(RecordRef ref) {
        unlisted.add(ref);
    }

    /** Its feed of changes says nothing of the record any more, whatever happens to it. */
    synchronized void loses(RecordRef ref) {
        lost.add(ref);
    }

    /** Its feed of changes tells of the record again, as of one that has just changed. */
    synchronized void finds(RecordRef ref) {
        lost.remove(ref);
        moved(row(ref), row(ref).place);
    }

    /** We are no longer allowed to see the record. */
    synchronized void keepsFromUs(RecordRef ref) {
        secret.add(ref);
    }

    synchronized void keepsNothingFromUs() {
        secret.clear();
    }

    /** Every cursor of changes is too old from now on; a feed can only be begun anew. */
    synchronized void expireChanges() {
        changesExpire = true;
    }

    /** Its versions are numbers that never run backwards. */
    synchronized void tellsVersions() {
        tellsVersions = true;
    }

    public final synchronized boolean precedes(Stamp one, Stamp other) {
        return tellsVersions && number(one) < number(other);
    }

    private static long number(Stamp stamp) {
        return Long.parseLong(stamp.value().substring(1));
    }

    final synchronized boolean isHistoric() {
        return historic;
    }

    final synchronized CreateKeyKind keys() {
        return keys;
    }

    final synchronized ObjectSchema described(ObjectType type) {
        return new ObjectSchema(
                type,
                fields,
                new TypeTraits(!historic, historic, keys, reports, indexLag, null, null, BATCH, BATCH, BATCH));
    }

    /** The feed of changes answers in pages from now on. Its window ends where the pass began. */
    synchronized void pagesChanges() {
        pagesChanges = true;
    }

    private ChangeAnswer pageOfChanges(ObjectType type, Cursor cursor) {
        String[] parts = cursor.value().split(" ");
        long since = Long.parseLong(parts[0]);
        long until = parts.length == 1 ? changes() : Long.parseLong(parts[1]);
        List<ChangeAnswer.Row> page = new ArrayList<>();
        List<Row> rest = rows(type).stream()
                .filter(row -> row.changed > since && row.changed <= until)
                .sorted(Comparator.comparing(row -> row.changed))
                .toList();
        for (Row row : rest.subList(0, Math.min(PAGE, rest.size()))) {
            page.add(
                    row.place == Place.THERE
                            ? new ChangeAnswer.Changed(row.ref, row.stamp(), Values.none())
                            : gone(row));
        }
        if (rest.size() <= PAGE) {
            return new ChangeAnswer.Page(page, new Cursor(Long.toString(until)), true);
        }
        return new ChangeAnswer.Page(page, new Cursor(rest.get(PAGE - 1).changed + " " + until), false);
    }

    final synchronized ChangeAnswer changed(ChangeRequest request) {
        Cursor cursor = request.cursor();
        if (changesExpire && cursor != null) {
            return new ChangeAnswer.Expired("the cursor is too old");
        }
        if (pagesChanges && cursor != null) {
            return pageOfChanges(request.type(), cursor);
        }
        long since = cursor == null ? changes() : Long.parseLong(cursor.value());
        if (tellsVersions && since > changes()) {
            return new ChangeAnswer.Older("read up to " + since + ", and at " + changes());
        }
        List<ChangeAnswer.Row> page = new ArrayList<>();
        for (Row row : rows(request.type())) {
            if (lost.contains(row.ref)) {
                continue;
            }
            if (row.changed > since && row.place == Place.THERE) {
                page.add(new ChangeAnswer.Changed(row.ref, row.stamp(), Values.none()));
            } else if (row.changed > since && reports.contains(Reported.REMOVALS)) {
                page.add(gone(row));
            }
        }
        return new ChangeAnswer.Page(page, new Cursor(Long.toString(changes())), true);
    }

    private static ChangeAnswer.Row gone(Row row) {
        return row.place == Place.MERGED && row.successor != null
                ? new ChangeAnswer.Replaced(row.ref, row.successor)
                : new ChangeAnswer.Removed(row.ref, row.key);
    }

    /** What is in the bin, in pages, in the order of the ids. */
    final synchronized ChangeAnswer removed(ChangeRequest request) {
        String after = request.cursor() == null ? "" : request.cursor().value();
        List<ChangeAnswer.Row> rest = rows(request.type()).stream()
                .filter(row -> row.place == Place.BIN && row.ref.id().compareTo(after) > 0)
                .map(ShelfSystem::gone)
                .toList();
        List<ChangeAnswer.Row> page = rest.subList(0, Math.min(PAGE, rest.size()));
        String last = page.isEmpty() ? after : page.get(page.size() - 1).ref().id();
        return new ChangeAnswer.Page(page, new Cursor(last), rest.size() <= PAGE);
    }

    final synchronized ChangeAnswer listed(ChangeRequest request) {
        if (listingExpires && request.cursor() != null) {
            listingExpires = false;
            return new ChangeAnswer.Expired("the cursor is too old");
        }
        String after = request.cursor() == null ? "" : request.cursor().value();
        List<Row> rest = rows(request.type()).stream()
                .filter(row -> row.place == Place.THERE && !unlisted.contains(row.ref))
                .filter(row -> row.ref.id().compareTo(after) > 0)
                .toList();
        List<ChangeAnswer.Row> page = new ArrayList<>();
        String last = after;
        for (Row row : rest.subList(0, Math.min(PAGE, rest.size()))) {
            page.add(
                    new ChangeAnswer.Changed(row.ref, row.stamp(), listed(row.values.only(request.fields())), row.key));
            last = row.ref.id();
        }
        return new ChangeAnswer.Page(page, new Cursor(last), rest.size() <= PAGE);
    }

    final synchronized List<ReadAnswer> answered(ReadRequest request) {
        return request.ids().stream()
                .map(id -> answer(request.type().ref(id), request.fields()))
                .toList();
    }

    private ReadAnswer answer(RecordRef ref, Set<String> wanted) {
        if (secret.contains(ref)) {
            return new ReadAnswer.Hidden(ref, "no right to read it");
        }
        if (!isKnown(ref)) {
            return new ReadAnswer.Gone(ref);
        }
        Row row = row(ref);
        Row heir = row;
        while (heir.place == Place.MERGED) {
            heir = row(Contract.known(heir.successor));
        }
        if (heir.place == Place.DELETED || (heir != row && heir.place == Place.BIN)) {
            return new ReadAnswer.Gone(ref);
        }
        CrmRecord shown = record(heir, wanted);
        if (heir != row) {
            return new ReadAnswer.Replaced(ref, shown);
        }
        return row.place == Place.BIN ? new ReadAnswer.Archived(ref, shown) : new ReadAnswer.Found(shown);
    }

    private CrmRecord record(Row row, Set<String> wanted) {
        Values shown = Values.none();
        for (String field : wanted) {
            shown = field.equals(omitted) ? shown : shown.with(field, row.values.orEmpty(field));
        }
        return new CrmRecord(
                row.ref, shown, row.stamp(), row.key, row.lineage(), row.modified, row.created, row.modifiedBy);
    }

    final synchronized List<LocateAnswer> located(ObjectType type, List<CreateKey> keys, Set<String> wanted) {
        return keys.stream()
                .map(key -> new LocateAnswer(
                        key,
                        carriers(type, key).stream()
                                .map(row -> answer(row.ref, wanted))
                                .filter(hit -> !(hit instanceof ReadAnswer.Gone))
                                .toList()))
                .toList();
    }

    /** The records with the key, the oldest first; of one that was merged, the one that took the key over. */
    final List<Row> carriers(ObjectType type, CreateKey key) {
        boolean byId = keys == CreateKeyKind.CLIENT_ID;
        return rows(type).stream()
                .filter(row -> byId ? row.ref.id().equals(key.value()) : key.equals(row.key))
                .filter(row -> row.place != Place.MERGED || !key.equals(row(Contract.known(row.successor)).key))
                .sorted(Comparator.comparing(row -> row.born))
                .toList();
    }

    final String uniqueField() {
        return unique;
    }

    /** Who holds the same in the field that is unique. */
    final @Nullable Row holder(ObjectType type, Values values) {
        for (Row row : unique.isEmpty() ? List.<Row>of() : rows(type)) {
            if (row.place == Place.THERE && row.values.orEmpty(unique).equals(values.orEmpty(unique))) {
                return row;
            }
        }
        return null;
    }

    final synchronized List<FieldTrail> trails(ObjectType type, Map<String, Stamp> after, Set<String> wanted) {
        List<FieldTrail> trails = new ArrayList<>();
        after.forEach((id, stamp) -> {
            SortedMap<String, List<Edit>> edits = new TreeMap<>();
            long since = stamp.equals(Stamp.BEGINNING)
                    ? 0
                    : Long.parseLong(stamp.value().substring(1));
            for (Mark mark : isKnown(type.ref(id)) ? row(type.ref(id)).marks : List.<Mark>of()) {
                if (mark.change() > since && wanted.contains(mark.field())) {
                    edits.computeIfAbsent(mark.field(), field -> new ArrayList<>())
                            .add(mark.edit());
                }
            }
            trails.add(new FieldTrail(type.ref(id), edits));
        });
        return trails;
    }
}
