package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * HubSpot in small: no conditional writes, a history of every property with its author, unique key properties, a search that lags,
 * a bin that the change feed does not report, merges that keep or change the id, versions that are times.
 */
public final class HubSpotModel extends ModelServer {
    private static final Duration BIN_LIFE = Duration.ofDays(90);
    private static final int KEPT_EDITS = 4;

    private final LongSupplier indexLag;

    /**
     * A portal without records.
     *
     * @param indexLag drawn for each version: milliseconds until search shows it
     */
    public HubSpotModel(SimClock clock, Quirks quirks, Collection<ModelType> types, LongSupplier indexLag) {
        super(Side.LEFT, clock, quirks, types);
        this.indexLag = indexLag;
    }

    @Override
    protected RecordRef freshRef(ModelType type, int number) {
        return type.type().ref(Integer.toString(100 + number));
    }

    @Override
    protected long nextVersion(Row row) {
        return Math.max(serverTime(), row.version + 1);
    }

    @Override
    protected FieldValue stored(Field field, FieldValue value) {
        return quirks.rewrites() && field == Field.DOMAIN && value instanceof FieldValue.Text text
                ? FieldValue.text(text.value().toLowerCase(Locale.ROOT))
                : value;
    }

    @Override
    protected void renewed(Row row) {
        long lag = indexLag.getAsLong();
        long declared = row.type().traits().indexLag().toMillis();
        if (row.keyFoundFrom == 0) {
            row.keyFoundFrom = serverTime() + lag;
        }
        if (lag > declared && quirks.has(Hardship.LATE_CHANGE)) {
            feel(Hardship.LATE_CHANGE);
        } else {
            lag = Math.min(lag, declared);
        }
        row.index.add(row.version, serverTime() + lag);
    }

    @Override
    public void editTogether(List<Row> together, Field field, List<FieldValue> values) {
        long version = 0;
        for (Row row : together) {
            version = Math.max(version, nextVersion(row));
        }
        for (int i = 0; i < together.size(); i++) {
            touch(together.get(i), field, values.get(i), Author.USER, version);
        }
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return switch (request.mode()) {
            case CHANGES -> search(request);
            case BASELINE -> list(request, Row.State.LIVE);
            case REMOVALS -> list(request, Row.State.REMOVED);
        };
    }

    // a window from a low-water mark of server time to now, paged by id; the next window begins a lag before the end of
    // this one
    private ChangeAnswer search(ChangeRequest request) {
        if (request.cursor() == null) {
            return new ChangeAnswer.Page(List.of(), new Window(serverTime(), 0, 0).cursor(), true);
        }
        Window window = Window.parse(request.cursor()).opened(serverTime());
        ModelType type = type(request.type());
        int most = Math.min(request.limit(), quirks.page());
        List<ChangeAnswer.Row> found = new ArrayList<>();
        for (Row row : rows()) {
            long shown = row.index.shownAt(serverTime());
            if (row.number() <= window.after || !row.of(type) || !row.live() || row.hidden || shown < window.low) {
                continue;
            }
            if (found.size() == most) {
                return new ChangeAnswer.Page(found, window.cursor(), false);
            }
            found.add(new ChangeAnswer.Changed(row.ref(), new Stamp(Long.toString(shown)), Values.none()));
            window = new Window(window.low, window.until, row.number());
        }
        long overlap = type.traits().indexLag().toMillis();
        long next = Math.max(window.low, window.until - overlap);
        return new ChangeAnswer.Page(found, new Window(next, 0, 0).cursor(), true);
    }

    private ChangeAnswer list(ChangeRequest request, Row.State state) {
        int after =
                request.cursor() == null ? 0 : Integer.parseInt(request.cursor().value());
        ModelType type = type(request.type());
        int most = Math.min(request.limit(), quirks.page());
        List<ChangeAnswer.Row> found = new ArrayList<>();
        for (Row row : rows()) {
            if (row.number() <= after || !row.of(type) || row.state() != state || row.hidden || isForgotten(row)) {
                continue;
            }
            if (found.size() == most) {
                return new ChangeAnswer.Page(found, new Cursor(Integer.toString(after)), false);
            }
            CreateKey key = row.key() == null ? null : new CreateKey(row.key());
            found.add(
                    state == Row.State.LIVE
                            ? new ChangeAnswer.Changed(row.ref(), row.stamp(), row.show(request.fields()), key)
                            : new ChangeAnswer.Removed(row.ref(), key));
            after = row.number();
        }
        return new ChangeAnswer.Page(found, new Cursor(Integer.toString(after)), true);
    }

    @Override
    public ReadAnswer read(RecordRef ref, Set<String> fields) {
        Row row = row(ref);
        if (row == null) {
            return new ReadAnswer.Gone(ref);
        }
        Row now = row.survivor();
        if (isForgotten(now)) {
            feel(Hardship.BIN_FORGETS);
            return new ReadAnswer.Gone(ref);
        }
        if (now.hidden) {
            return new ReadAnswer.Hidden(ref, "no access");
        }
        if (!now.live()) {
            return new ReadAnswer.Archived(ref, row == now ? row.show(fields, false) : null);
        }
        return row == now
                ? new ReadAnswer.Found(row.show(fields, false))
                : new ReadAnswer.Replaced(ref, now.show(fields, false));
    }

    @Override
    public List<ReadAnswer> locate(ModelType type, String key, Set<String> fields) {
        List<ReadAnswer> hits = new ArrayList<>();
        boolean searched = type.traits().createKey() == CreateKeyKind.SEARCHED;
        for (Row row : carrying(key)) {
            boolean visible = !searched || isFound(row);
            if (row.of(type)
                    && visible
                    && !isForgotten(row.survivor())
                    && (row.state() != Row.State.MERGED || !carries(row.survivor(), key))) {
                hits.add(read(row.ref(), fields));
            }
        }
        return hits;
    }

    private boolean isFound(Row row) {
        boolean indexed = row.index.shownAt(serverTime()) != SearchIndex.NOT_YET;
        if (indexed && quirks.has(Hardship.LATE_KEY) && row.keyFoundFrom > serverTime()) {
            feel(Hardship.LATE_KEY);
            return false;
        }
        return indexed;
    }

    private static boolean carries(Row row, String key) {
        return key.equals(row.key());
    }

    @Override
    public FieldTrail history(RecordRef ref, Stamp after, Set<String> fields) {
        Row row = row(ref);
        if (row == null || isForgotten(row.survivor())) {
            return FieldTrail.none(ref);
        }
        long version = after.equals(Stamp.BEGINNING) ? 0 : Long.parseLong(after.value());
        SortedMap<String, List<FieldTrail.Edit>> edits = new TreeMap<>();
        for (Edit edit : row.survivor().edits()) {
            String name = edit.field().on(side());
            if (edit.shown() && edit.version() > version && fields.contains(name)) {
                edits.computeIfAbsent(name, any -> new ArrayList<>()).add(shown(edit));
            }
        }
        if (quirks.has(Hardship.TRAIL_CUT)) {
            edits.replaceAll((name, all) -> newest(all));
        }
        return new FieldTrail(ref, edits);
    }

    private List<FieldTrail.Edit> newest(List<FieldTrail.Edit> edits) {
        if (edits.size() <= KEPT_EDITS) {
            return edits;
        }
        feel(Hardship.TRAIL_CUT);
        return edits.subList(edits.size() - KEPT_EDITS, edits.size());
    }

    private FieldTrail.Edit shown(Edit edit) {
        boolean ours = edit.author() == Author.ENGINE;
        if (ours && quirks.has(Hardship.TRAIL_UNSIGNED)) {
            feel(Hardship.TRAIL_UNSIGNED);
            ours = false;
        }
        return new FieldTrail.Edit(
                edit.value(),
                Instant.ofEpochMilli(edit.version()),
                ours ? FieldTrail.Author.OURSELVES : FieldTrail.Author.SOMEBODY);
    }

    @Override
    public boolean isForgotten(Row row) {
        return quirks.has(Hardship.BIN_FORGETS)
                && row.state() == Row.State.REMOVED
                && serverTime() - row.removedOn > quirks.skew().plus(BIN_LIFE).toMillis();
    }

    /** A window of a search: from when, until when (0: not begun), after which record. */
    private record Window(long low, long until, int after) {
        static Window parse(Cursor cursor) {
            String[] parts = cursor.value().split("\\|");
            return new Window(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
        }

        Window opened(long now) {
            return until == 0 ? new Window(low, now, 0) : this;
        }

        Cursor cursor() {
            return new Cursor(low + "|" + until + "|" + after);
        }
    }

    /** The low-water mark of a cursor, for the checker: every version below it was reported. */
    public static long lowWater(Cursor cursor) {
        return Window.parse(cursor).low;
    }
}
