package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.TableState.Tombstone;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of change tracking: new and changed rows first, then deletes, both ordered by id and so unordered in time. */
final class Deltas {
    private final World world;
    private final Table table;
    private final int size;

    Deltas(World world, Table table, int size) {
        this.world = world;
        this.table = table;
        this.size = size;
    }

    /** The first page of everything. */
    Listing initial() {
        return page(new Cookie(
                1,
                new UUID(Long.MIN_VALUE, 0),
                "rows",
                0,
                world.organisation().state().version()));
    }

    /** The first page of what changed after a token. */
    Listing since(Tracking.Token token) {
        if (!world.tracking().expired(table, token)) {
            return page(new Cookie(
                    1,
                    new UUID(Long.MIN_VALUE, 0),
                    "rows",
                    token.version(),
                    world.organisation().state().version()));
        }
        if (world.tracking().behaviour().expiredToken() == Behaviour.ExpiredToken.REFUSED) {
            throw Faults.expiredStamp();
        }
        return initial();
    }

    /** How many rows and deletes came after a token. */
    int count(Tracking.Token token) {
        return changed(token.version()).size() + deleted(token.version()).size();
    }

    /** The page that a cookie asks for. */
    Listing page(Cookie cookie) {
        List<Row> rows = new ArrayList<>();
        List<Tombstone> deletes = new ArrayList<>();
        if (cookie.phase().equals("rows")) {
            for (Row row : changed(cookie.from())) {
                if (row.id().compareTo(cookie.last()) > 0 && world.access().sees(table, row)) {
                    if (rows.size() == size) {
                        return new Listing(
                                rows,
                                deletes,
                                next(cookie, "rows", rows.get(size - 1).id()),
                                0);
                    }
                    rows.add(row);
                }
            }
        }
        UUID last = cookie.phase().equals("rows") ? null : cookie.last();
        for (Tombstone delete : deleted(cookie.from())) {
            if (last == null || delete.id().compareTo(last) > 0) {
                if (rows.size() + deletes.size() == size) {
                    return new Listing(rows, deletes, next(cookie, "deletes", lastOf(deletes)), 0);
                }
                deletes.add(delete);
            }
        }
        boolean first = world.tracking().behaviour().deltaStart() == Behaviour.DeltaStart.FIRST_PAGE;
        return new Listing(
                rows,
                deletes,
                null,
                first ? cookie.until() : world.organisation().state().version());
    }

    private static UUID lastOf(List<Tombstone> deletes) {
        return deletes.isEmpty()
                ? new UUID(Long.MIN_VALUE, 0)
                : deletes.get(deletes.size() - 1).id();
    }

    private static Cookie next(Cookie cookie, String phase, UUID last) {
        return new Cookie(cookie.page() + 1, last, phase, cookie.from(), cookie.until());
    }

    private Collection<Row> changed(long from) {
        TableState state = world.organisation().state().table(table.name());
        if (from == 0) {
            return state.rows.values();
        }
        Map<UUID, Row> changed = new TreeMap<>();
        for (UUID id : state.byVersion.tailMap(from, false).values()) {
            @Nullable Row row = state.rows.get(id);
            if (row != null) {
                changed.put(id, row);
            }
        }
        return changed.values();
    }

    private Collection<Tombstone> deleted(long from) {
        Map<UUID, Tombstone> deleted = new TreeMap<>();
        if (from > 0) {
            TableState state = world.organisation().state().table(table.name());
            state.tombstones.tailMap(from, false).values().forEach(t -> deleted.put(t.id(), t));
        }
        return deleted.values();
    }
}
