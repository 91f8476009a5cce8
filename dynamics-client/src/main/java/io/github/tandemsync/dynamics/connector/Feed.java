package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.ApiError;
import io.github.tandemsync.dynamics.Changes;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.Continuation;
import io.github.tandemsync.dynamics.DeltaPage;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.DynamicsException;
import io.github.tandemsync.dynamics.Query;
import io.github.tandemsync.dynamics.Row;
import io.github.tandemsync.dynamics.RowPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two feeds: changes by delta token, and the listing by pages. A cursor is a {@link Continuation}'s query. */
final class Feed {
    private final DynamicsClient client;
    private final Tables tables;

    private volatile @Nullable Instant told;

    Feed(DynamicsClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** Dataverse's clock when it answered the newest page of changes; null before the first, or where not told. */
    @Nullable
    Instant told() {
        return told;
    }

    ChangeAnswer page(ChangeRequest request) {
        TableCodec codec = tables.of(request.type());
        return switch (request.mode()) {
            case CHANGES -> changes(codec, request);
            case BASELINE -> baseline(codec, request);
            case REMOVALS ->
                throw new ConnectorException(
                        Category.INVALID,
                        "Dataverse reports removals in the CHANGES feed; there is no other feed to ask");
        };
    }

    private ChangeAnswer changes(TableCodec codec, ChangeRequest request) {
        Cursor cursor = request.cursor();
        if (cursor == null) {
            return start(codec);
        }
        Continuation place = place(cursor);
        if (place == null) {
            return notOurs();
        }
        try {
            DeltaPage page = client.changes().after(codec.table().entitySet(), place, request.limit());
            String regress = Versions.regress(place, page.next());
            return regress == null ? page(codec, page) : new ChangeAnswer.Older("changes of " + codec.type() + regress);
        } catch (DynamicsException fault) {
            if (fault.code().equals(ApiError.EXPIRED_TOKEN)) {
                return new ChangeAnswer.Expired(fault.code());
            }
            throw fault;
        }
    }

    /** From now on: the rows on the way to the token are the past. */
    private ChangeAnswer start(TableCodec codec) {
        String entitySet = codec.table().entitySet();
        Changes changes = client.changes();
        DeltaPage page = changes.start(entitySet, codec.select(List.of()), Query.LARGEST_PAGE);
        while (!page.last()) {
            page = changes.after(entitySet, page.next(), Query.LARGEST_PAGE);
        }
        told = page.serverTime();
        return new ChangeAnswer.Page(List.of(), new Cursor(page.next().query()), true);
    }

    private ChangeAnswer page(TableCodec codec, DeltaPage page) {
        told = page.serverTime();
        List<ChangeAnswer.Row> rows = new ArrayList<>();
        page.changed().forEach(row -> rows.add(row(codec, row, Values.none())));
        page.deleted()
                .forEach(id -> rows.add(new ChangeAnswer.Removed(codec.type().ref(id))));
        return new ChangeAnswer.Page(rows, new Cursor(page.next().query()), page.last());
    }

    private ChangeAnswer baseline(TableCodec codec, ChangeRequest request) {
        Cursor cursor = request.cursor();
        Continuation place = cursor == null ? null : place(cursor);
        if (cursor != null && place == null) {
            return notOurs();
        }
        List<Column> columns = codec.columns(request.fields());
        int size = Math.max(1, Math.min(request.limit(), Query.LARGEST_PAGE));
        Query query = new Query(
                codec.table().entitySet(), codec.select(columns), null, size, TableCodec.needsLookupTypes(columns));
        RowPage page =
                place == null ? client.records().page(query) : client.records().page(query, place);
        List<ChangeAnswer.Row> rows = new ArrayList<>();
        page.rows().forEach(row -> rows.add(row(codec, row, content(codec, row, columns))));
        Continuation next = page.next();
        String end = cursor == null ? "" : cursor.value();
        return new ChangeAnswer.Page(rows, new Cursor(next == null ? end : next.query()), next == null);
    }

    /** A row that can not be read is listed without content; reading it by id says why. */
    private static Values content(TableCodec codec, Row row, List<Column> columns) {
        try {
            return codec.values(row, columns);
        } catch (ColumnDecoder.Unreadable unreadable) {
            return Values.none();
        }
    }

    private static ChangeAnswer.Row row(TableCodec codec, Row row, Values content) {
        try {
            RecordRef ref = codec.ref(row);
            RecordRef successor = codec.successor(row);
            return successor == null
                    ? new ChangeAnswer.Changed(ref, TableCodec.stamp(row), content)
                    : new ChangeAnswer.Replaced(ref, successor);
        } catch (IllegalStateException | IllegalArgumentException noId) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "A row of " + codec.type()
                            + " came without a readable id; if it lasts, ask the organisation's support");
        }
    }

    private static @Nullable Continuation place(Cursor cursor) {
        try {
            return new Continuation(cursor.value());
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static ChangeAnswer notOurs() {
        return new ChangeAnswer.Expired("the stored cursor is not one of Dataverse");
    }
}
