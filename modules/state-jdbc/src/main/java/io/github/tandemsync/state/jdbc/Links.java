package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Links. That a record has one live link at most is a constraint of the table: {@code live} is 1 or null. */
final class Links {
    private final Database db;
    private final Names names;

    private record Stored(long no, boolean live) {}

    Links(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    List<Link> find(ConnectionId connection, PairId pair, Collection<LinkId> ids) throws SQLException {
        int number = names.find(connection, pair);
        Map<LinkId, Link> found = new TreeMap<>();
        TreeSet<LinkId> wanted = new TreeSet<>(ids);
        for (List<String> chunk : lefts(wanted)) {
            PreparedStatement statement = db.prepareIn(Sql.LINKS_BY_LEFT, chunk.size());
            db.parameters(statement).number(number).list(chunk);
            try (Rows row = db.query(statement)) {
                while (row.next()) {
                    LinkId id = id(row);
                    if (wanted.contains(id)) {
                        found.put(id, read(id, pair, row));
                    }
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    private static List<List<String>> lefts(Collection<LinkId> ids) {
        return Chunks.ofRefs(ids.stream().map(LinkId::left).toList());
    }

    private static LinkId id(Rows row) throws SQLException {
        String what = "link " + row.number(1);
        return new LinkId(Columns.ref(what, row.text(2)), Columns.ref(what, row.text(3)));
    }

    /** Reads the columns of {@link Sql#LINKS_BY_LEFT}. */
    static Link read(PairId pair, Rows row) throws SQLException {
        return read(id(row), pair, row);
    }

    private static Link read(LinkId id, PairId pair, Rows row) throws SQLException {
        return LinkForm.read(id, pair, row.integer(4) == 1, row.body(5, LinkForm.about(pair, id)));
    }

    void put(ConnectionId connection, Collection<Link> links) throws SQLException {
        Map<PairId, List<Link>> byPair = new LinkedHashMap<>();
        for (Link link : links) {
            byPair.computeIfAbsent(link.pair(), pair -> new ArrayList<>()).add(link);
        }
        for (Map.Entry<PairId, List<Link>> each : byPair.entrySet()) {
            put(names.findOrAdd(connection, each.getKey()), each.getValue());
        }
    }

    private void put(int pair, List<Link> links) throws SQLException {
        Map<LinkId, Stored> stored = new HashMap<>();
        for (List<String> chunk : lefts(links.stream().map(Link::id).toList())) {
            stored(pair, chunk, stored);
        }
        // What ends makes room for what begins, in whatever order the change names them.
        for (boolean live : new boolean[] {false, true}) {
            Batches batches = new Batches(db);
            for (Link link : links) {
                if (link.live() == live) {
                    put(batches, pair, link, stored.get(link.id()));
                }
            }
            batches.send();
        }
    }

    private void stored(int pair, List<String> lefts, Map<LinkId, Stored> found) throws SQLException {
        PreparedStatement statement = db.prepareIn(Sql.STORED_LINKS, lefts.size());
        db.parameters(statement).number(pair).list(lefts);
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                found.put(id(row), new Stored(row.number(1), row.integer(4) == 1));
            }
        }
    }

    private static void put(Batches batches, int pair, Link link, @Nullable Stored old) throws SQLException {
        byte[] body = LinkForm.write(link);
        String about = LinkForm.about(link.pair(), link.id());
        if (old == null) {
            batches.add(Sql.ADD_LINK, row -> {
                row.number(pair).ref(link.id().left()).ref(link.id().right());
                life(row, link.live()).body(about, body);
            });
        } else if (old.live() == link.live()) {
            batches.add(Sql.WRITE_LINK, row -> row.body(about, body).number(old.no()));
        } else {
            batches.add(
                    Sql.WRITE_LINK_LIFE,
                    row -> life(row.body(about, body), link.live()).number(old.no()));
        }
    }

    private static Parameters life(Parameters row, boolean live) throws SQLException {
        return live ? row.number(1) : row.absentNumber();
    }
}
