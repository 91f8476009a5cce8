package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dataverse in small: conditional writes, ids chosen by the client, a change feed by token that expires and reports removals,
 * no field history, removed records that read as "not found", merge losers that stay and name their master.
 */
public final class DataverseModel extends ModelServer {
    private static final Comparator<Row> FEED_ORDER =
            Comparator.<Row>comparingInt(row -> row.live() ? 0 : 1).thenComparingLong(Row::version);

    private static final long CHANGES_OF_OTHERS = 1000;

    private long version = 1000;
    private long oldestToken;

    public DataverseModel(SimClock clock, Quirks quirks, Collection<ModelType> types) {
        super(Side.RIGHT, clock, quirks, types);
    }

    /** Every token given so far is worthless from now on. */
    public void expireTokens() {
        oldestToken = ++version;
    }

    /** What it holds now. The organisation goes on: other tables change as well, and every change counts. */
    public SystemBackup backUp() {
        SystemBackup backup = new SystemBackup(rows(), version);
        version += CHANGES_OF_OTHERS;
        return backup;
    }

    /** The whole system is put back to what it was, its counter of versions too; answers the records that are not in it any more. */
    public List<Row> putBack(SystemBackup backup) {
        List<Row> since = rows().subList(backup.count(), rows().size());
        List<Row> lost = since.stream().filter(row -> !row.lost()).toList();
        since.forEach(this::lose);
        backup.putBack();
        version = backup.version();
        oldestToken = Math.min(oldestToken, version);
        return lost;
    }

    @Override
    protected RecordRef freshRef(ModelType type, int number) {
        String digits = Integer.toString(number);
        return type.type().ref("00000000-0000-4000-8000-000000000000".substring(0, 36 - digits.length()) + digits);
    }

    @Override
    protected long nextVersion(Row row) {
        return ++version;
    }

    @Override
    protected FieldValue stored(Field field, FieldValue value) {
        return quirks.rewrites() && field == Field.DOMAIN && value instanceof FieldValue.Text text
                ? FieldValue.text(text.value().trim().toUpperCase(Locale.ROOT))
                : value;
    }

    @Override
    protected void removed(Row row) {
        row.version = nextVersion(row);
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        return switch (request.mode()) {
            case CHANGES -> delta(request);
            case BASELINE -> list(request, false);
            case REMOVALS -> list(request, true);
        };
    }

    private ChangeAnswer delta(ChangeRequest request) {
        if (request.cursor() == null) {
            return new ChangeAnswer.Page(
                    List.of(), Token.of(version, serverTime()).cursor(), true);
        }
        ModelType type = type(request.type());
        Token token = Token.parse(request.cursor());
        if (expired(token, type.traits().cursorLife())) {
            return new ChangeAnswer.Expired("the version stamp has expired");
        }
        if (token.isOfALaterTime(version)) {
            return new ChangeAnswer.Older("read up to version " + token.from + ", and it is at " + version + " now");
        }
        Token page = token.opened(version, serverTime());
        List<Row> changed = changed(type, page);
        int most = Math.min(request.limit(), quirks.page());
        List<ChangeAnswer.Row> found = new ArrayList<>();
        for (Row row : changed) {
            if (found.size() == most) {
                return new ChangeAnswer.Page(found, page.cursor(), false);
            }
            found.add(visible(row) ? shown(row, Set.of()) : new ChangeAnswer.Removed(row.ref()));
            page = page.after(row);
        }
        return new ChangeAnswer.Page(found, Token.of(page.until, page.issued).cursor(), true);
    }

    private List<Row> changed(ModelType type, Token page) {
        List<Row> changed = new ArrayList<>();
        for (Row row : rows()) {
            boolean told = (visible(row) || type.reportsRemovals()) && !row.lost();
            boolean current = row(row.ref()) == row;
            if (row.of(type) && current && told && page.covers(row)) {
                changed.add(row);
            }
        }
        changed.sort(FEED_ORDER);
        return changed;
    }

    private boolean expired(Token token, @Nullable Duration life) {
        return token.from < oldestToken || (life != null && serverTime() - token.issued > life.toMillis());
    }

    // a merge loser is deactivated, not removed: listings and feeds go on showing it
    private static boolean visible(Row row) {
        return row.state() != Row.State.REMOVED && !row.hidden;
    }

    private ChangeAnswer list(ChangeRequest request, boolean removed) {
        int after =
                request.cursor() == null ? 0 : Integer.parseInt(request.cursor().value());
        ModelType type = type(request.type());
        int most = Math.min(request.limit(), quirks.page());
        List<ChangeAnswer.Row> found = new ArrayList<>();
        for (Row row : rows()) {
            boolean wanted = removed ? row.state() == Row.State.REMOVED && !row.lost() : visible(row);
            if (row.number() <= after || !row.of(type) || !wanted || row(row.ref()) != row) {
                continue;
            }
            if (found.size() == most) {
                return new ChangeAnswer.Page(found, new Cursor(Integer.toString(after)), false);
            }
            found.add(removed ? new ChangeAnswer.Removed(row.ref()) : shown(row, request.fields()));
            after = row.number();
        }
        return new ChangeAnswer.Page(found, new Cursor(Integer.toString(after)), true);
    }

    private ChangeAnswer.Row shown(Row row, Set<String> fields) {
        Row successor = row.successor();
        if (successor != null && quirks.namesSuccessor() && quirks.has(Hardship.REPLACED_IN_FEED)) {
            feel(Hardship.REPLACED_IN_FEED);
            return new ChangeAnswer.Replaced(row.ref(), successor.ref());
        }
        return new ChangeAnswer.Changed(row.ref(), row.stamp(), row.show(fields));
    }

    @Override
    public ReadAnswer read(RecordRef ref, Set<String> fields) {
        Row row = row(ref);
        if (row == null || row.state() == Row.State.REMOVED) {
            return new ReadAnswer.Gone(ref);
        }
        return row.hidden
                ? new ReadAnswer.Hidden(ref, "no access")
                : new ReadAnswer.Found(row.show(fields, quirks.namesSuccessor()));
    }

    @Override
    public List<ReadAnswer> locate(ModelType type, String key, Set<String> fields) {
        ReadAnswer answer = read(type.type().ref(key), fields);
        return answer instanceof ReadAnswer.Gone ? List.of() : List.of(answer);
    }

    @Override
    public FieldTrail history(RecordRef ref, Stamp after, Set<String> fields) {
        return FieldTrail.none(ref);
    }

    /** The version up to which a token has reported everything, for the checker. */
    public static long lowWater(Cursor cursor) {
        return Token.parse(cursor).from;
    }

    /** A token: reported up to, and while it is being paged: until where, after which row. */
    private record Token(long from, long until, long issued, int afterRank, long afterVersion) {
        static Token of(long from, long issued) {
            return new Token(from, 0, issued, 0, 0);
        }

        static Token parse(Cursor cursor) {
            String[] parts = cursor.value().split("!");
            return new Token(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]),
                    Long.parseLong(parts[4]));
        }

        Token opened(long version, long now) {
            return until == 0 ? new Token(from, version, now, 0, 0) : this;
        }

        /** Of a page in between nobody can tell. */
        boolean isOfALaterTime(long version) {
            return until == 0 && from > version;
        }

        Token after(Row row) {
            return new Token(from, until, issued, rank(row), row.version());
        }

        boolean covers(Row row) {
            boolean later = rank(row) > afterRank || (rank(row) == afterRank && row.version() > afterVersion);
            return row.version() > from && row.version() <= until && later;
        }

        private static int rank(Row row) {
            return row.live() ? 0 : 1;
        }

        Cursor cursor() {
            return new Cursor(from + "!" + until + "!" + issued + "!" + afterRank + "!" + afterVersion);
        }
    }
}
