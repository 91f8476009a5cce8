package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the sides of a pair by digest: goes along the sorted digests until enough groups have a record on each side. Page by page:
 * over all digests at once a planner may sort them all for each answer.
 */
final class Matcher {
    /** Sorts behind the name of each side. */
    private static final String AFTER_SIDES = "~";

    private final Database db;
    private final int pair;
    private final MatchQuery query;
    private final List<MatchGroup> groups = new ArrayList<>();
    private Digest last;
    private List<RecordRef> left = new ArrayList<>();
    private List<RecordRef> right = new ArrayList<>();

    private record Digest(String digest, String side, String ref) {}

    private Matcher(Database db, int pair, MatchQuery query) {
        this.db = db;
        this.pair = pair;
        this.query = query;
        this.last = new Digest(query.after(), AFTER_SIDES, "");
    }

    static List<MatchGroup> matches(Database db, int pair, MatchQuery query) throws SQLException {
        return new Matcher(db, pair, query).groups();
    }

    private List<MatchGroup> groups() throws SQLException {
        while (groups.size() < query.limit() && page() == Database.CHUNK) {
            // The next page begins where this one ended.
            continue;
        }
        close();
        return groups;
    }

    /** Answers how many digests it went along. */
    private int page() throws SQLException {
        PreparedStatement statement = db.prepare(Sql.DIGESTS_AFTER);
        db.parameters(statement)
                .number(pair)
                .text(query.rule())
                .text(last.digest())
                .text(last.side())
                .text(last.ref())
                .number(pair);
        int digests = 0;
        try (Rows row = db.query(statement)) {
            while (groups.size() < query.limit() && row.next()) {
                Digest next = new Digest(row.text(1), row.text(2), row.text(3));
                if (!next.digest().equals(last.digest())) {
                    close();
                }
                last = next;
                if (EntryState.UNMATCHED.name().equals(row.textOrNull(4))) {
                    add(next);
                }
                digests++;
            }
        }
        return digests;
    }

    private void add(Digest member) throws SQLException {
        String what = "a digest of " + member.ref();
        boolean isLeft = Columns.constant(what, Side.class, member.side()) == Side.LEFT;
        List<RecordRef> members = isLeft ? left : right;
        if (members.size() < MatchGroup.CAP) {
            members.add(Columns.ref(what, member.ref()));
        }
    }

    private void close() {
        if (!left.isEmpty() && !right.isEmpty() && groups.size() < query.limit()) {
            groups.add(new MatchGroup(last.digest(), left, right));
        }
        left = new ArrayList<>();
        right = new ArrayList<>();
    }
}
