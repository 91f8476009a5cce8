package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Joins the sides of a pair by digest: goes along the sorted digests until enough groups have a record on each side. */
final class Matcher {
    private static final int PAGE = 2000;
    /** Sorts behind the name of each side. */
    private static final String AFTER_SIDES = "~";

    private final Database db;
    private final int pair;
    private final MatchQuery query;
    private final List<MatchGroup> groups = new ArrayList<>();
    private String digest;
    private String side = AFTER_SIDES;
    private String ref = "";
    private List<RecordRef> left = new ArrayList<>();
    private List<RecordRef> right = new ArrayList<>();

    private Matcher(Database db, int pair, MatchQuery query) {
        this.db = db;
        this.pair = pair;
        this.query = query;
        this.digest = query.after();
    }

    static List<MatchGroup> matches(Database db, int pair, MatchQuery query) throws SQLException {
        Matcher matcher = new Matcher(db, pair, query);
        while (matcher.groups.size() < query.limit() && matcher.page() == PAGE) {
            // The next page begins where this one ended.
            continue;
        }
        matcher.close();
        return matcher.groups;
    }

    /** Answers how many rows it read. */
    private int page() throws SQLException {
        PreparedStatement statement = db.prepare(Sql.MATCHES);
        db.parameters(statement)
                .number(pair)
                .text(query.rule())
                .text(digest)
                .text(side)
                .text(ref)
                .number(PAGE);
        int rows = 0;
        try (Rows row = db.query(statement)) {
            while (groups.size() < query.limit() && row.next()) {
                add(row.text(1), row.text(2), row.text(3));
                rows++;
            }
        }
        return rows;
    }

    private void add(String rowDigest, String rowSide, String rowRef) {
        if (!rowDigest.equals(digest)) {
            close();
            digest = rowDigest;
        }
        side = rowSide;
        ref = rowRef;
        String what = "a digest of " + ref;
        List<RecordRef> members = Columns.constant(what, Side.class, side) == Side.LEFT ? left : right;
        if (members.size() < MatchGroup.CAP) {
            members.add(Columns.ref(what, ref));
        }
    }

    private void close() {
        if (!left.isEmpty() && !right.isEmpty() && groups.size() < query.limit()) {
            groups.add(new MatchGroup(digest, left, right));
        }
        left = new ArrayList<>();
        right = new ArrayList<>();
    }
}
