package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Joins the sides of a pair by digest: goes along the sorted digests until enough groups have a record on each side. */
final class Matcher {
    private final int limit;
    private final List<MatchGroup> groups = new ArrayList<>();
    private String digest = "";
    private List<RecordRef> left = new ArrayList<>();
    private List<RecordRef> right = new ArrayList<>();

    private Matcher(int limit) {
        this.limit = limit;
    }

    static List<MatchGroup> matches(Database db, int pair, MatchQuery query) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.MATCHES);
        Parameters.of(statement).number(pair).text(query.rule()).text(query.after());
        Matcher matcher = new Matcher(query.limit());
        try (ResultSet row = statement.executeQuery()) {
            while (matcher.groups.size() < query.limit() && row.next()) {
                matcher.add(row.getString(1), row.getString(2), row.getString(3));
            }
        }
        matcher.close();
        return matcher.groups;
    }

    private void add(String rowDigest, String side, String ref) {
        if (!rowDigest.equals(digest)) {
            close();
            digest = rowDigest;
        }
        String what = "a digest of " + ref;
        List<RecordRef> members = Columns.constant(what, Side.class, side) == Side.LEFT ? left : right;
        if (members.size() < MatchGroup.CAP) {
            members.add(Columns.ref(what, ref));
        }
    }

    private void close() {
        if (!left.isEmpty() && !right.isEmpty() && groups.size() < limit) {
            groups.add(new MatchGroup(digest, left, right));
        }
        left = new ArrayList<>();
        right = new ArrayList<>();
    }
}
