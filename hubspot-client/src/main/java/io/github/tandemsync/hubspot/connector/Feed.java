package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Changed;
import io.github.tandemsync.core.connector.ChangeAnswer.Expired;
import io.github.tandemsync.core.connector.ChangeAnswer.Page;
import io.github.tandemsync.core.connector.ChangeAnswer.Row;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.HubSpotObject;
import io.github.tandemsync.hubspot.ObjectPage;
import io.github.tandemsync.hubspot.ObjectSearch;
import io.github.tandemsync.hubspot.ObjectSearch.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CHANGES feed, over the search. One pass takes all records changed at or after the low-water mark, in the order of their ids,
 * each page starting after the last id of the one before: so neither equal times nor HubSpot's limit of 10,000 results a query
 * matter, and a record that changes meanwhile is still in the pass or in the next one. The next mark is HubSpot's clock at the
 * pass's first page, less the time by which its index may lag; so it slides without any change.
 */
final class Feed {
    private static final String ID = "hs_object_id";

    private final HubSpotClient client;
    private final Duration indexLag;
    private volatile @Nullable Instant told;

    Feed(HubSpotClient client, Duration indexLag) {
        this.client = client;
        this.indexLag = indexLag;
    }

    /** HubSpot's clock when it answered the newest search; null before the first. */
    @Nullable
    Instant told() {
        return told;
    }

    ChangeAnswer changes(ChangeRequest request) {
        TypeProfile profile = TypeProfile.of(request.type());
        Cursor given = request.cursor();
        if (given == null) {
            return new Page(List.of(), start(profile).text(), true);
        }
        FeedCursor cursor = FeedCursor.parse(given);
        return cursor == null
                ? new Expired("the cursor was not written by this version of the connector")
                : pass(request, profile, cursor);
    }

    /** The answer's content does not matter here, only its time. */
    private FeedCursor start(TypeProfile profile) {
        ObjectSearch search = new ObjectSearch(List.of(new Filter(ID, "GT", "0")), ID, List.of(ID), 1, null);
        return FeedCursor.start(
                time(client.objects(profile.name()).search(search)).minus(indexLag));
    }

    private ChangeAnswer pass(ChangeRequest request, TypeProfile profile, FeedCursor cursor) {
        int limit = Math.max(1, Math.min(request.limit(), ObjectSearch.MAX_PAGE));
        ObjectPage page = client.objects(profile.name()).search(search(profile, cursor, limit));
        Instant now = time(page);
        if (cursor.from().isAfter(now.plus(indexLag).plus(1, ChronoUnit.DAYS))) {
            return new Expired("the cursor lies in the future of HubSpot's clock");
        }
        Instant next = cursor.next() == null ? later(cursor.from(), now.minus(indexLag)) : cursor.next();
        boolean complete = page.total() < 0
                ? page.results().size() < limit
                : page.total() <= page.results().size();
        FeedCursor after =
                complete ? FeedCursor.start(next) : new FeedCursor(cursor.from(), next, highest(page, cursor.last()));
        return new Page(rows(request.type(), page), after.text(), complete);
    }

    private static ObjectSearch search(TypeProfile profile, FeedCursor cursor, int limit) {
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter(
                profile.lastModified(), "GTE", Long.toString(cursor.from().toEpochMilli())));
        String last = cursor.last();
        if (last != null) {
            filters.add(new Filter(ID, "GT", last));
        }
        return new ObjectSearch(filters, ID, List.of(ID), limit, null);
    }

    private static List<Row> rows(ObjectType type, ObjectPage page) {
        List<Row> rows = new ArrayList<>();
        for (HubSpotObject object : page.results()) {
            rows.add(new Changed(type.ref(object.id()), Records.stamp(object), Values.none()));
        }
        return rows;
    }

    /** A page that does not lead on, though there is more, would be asked for again for ever, or skipped. */
    private static String highest(ObjectPage page, @Nullable String last) {
        String highest = page.results().stream()
                .map(HubSpotObject::id)
                .max(Numbers.SHORTER_FIRST)
                .orElse("");
        if (!Numbers.isId(highest) || (last != null && Numbers.SHORTER_FIRST.compare(highest, last) <= 0)) {
            throw new ConnectorException(
                    Category.UNAVAILABLE, "HubSpot's search does not go on after the last id; try again later");
        }
        return highest;
    }

    private Instant time(ObjectPage page) {
        Instant time = page.serverTime();
        if (time == null) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "HubSpot's answer has no Date header, without which the feed can not go on. If it lasts, a proxy in between"
                            + " takes it away");
        }
        told = time;
        return time;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
