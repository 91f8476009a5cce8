package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may write for a connection. */
final class Leases {
    private final Database db;
    private final Names names;

    private record Row(long epoch, @Nullable String holder, Instant until) {
        boolean isRunning(Instant now) {
            return holder != null && now.isBefore(until);
        }
    }

    Leases(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    Optional<Lease> acquire(ConnectionId connection, HolderId who, Instant now, Duration term) throws SQLException {
        names.findOrAdd(connection);
        Row row = read(connection);
        if (row.isRunning(now) && !who.value().equals(row.holder())) {
            return Optional.empty();
        }
        return Optional.of(give(new Lease(connection, who, row.epoch() + 1, now.plus(term))));
    }

    Optional<Lease> renew(Lease held, Instant now, Duration term) throws SQLException {
        if (!read(held.connection()).isRunning(now)) {
            return acquire(held.connection(), held.holder(), now, term);
        }
        return isNewest(held)
                ? Optional.of(give(new Lease(held.connection(), held.holder(), held.epoch(), now.plus(term))))
                : Optional.empty();
    }

    private Lease give(Lease lease) throws SQLException {
        write(lease.connection(), new Row(lease.epoch(), lease.holder().value(), lease.until()));
        return lease;
    }

    /** What time it is at the database; the same for all of its users. */
    Instant databaseTime() throws SQLException {
        try (Rows row = db.query(db.prepare(Sql.DATABASE_TIME))) {
            if (!row.next()) {
                throw new SQLException("The database does not tell the time");
            }
            return Instant.EPOCH.plus(row.number(1), ChronoUnit.MICROS);
        }
    }

    void release(Lease lease) throws SQLException {
        if (isNewest(lease)) {
            write(lease.connection(), new Row(lease.epoch(), null, lease.until()));
        }
    }

    boolean isNewest(Lease lease) throws SQLException {
        Row row = read(lease.connection());
        return row.epoch() == lease.epoch() && lease.holder().value().equals(row.holder());
    }

    private Row read(ConnectionId connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.READ_LEASE);
        db.parameters(statement).text(connection.value());
        try (Rows rows = db.query(statement)) {
            return rows.next()
                    ? new Row(rows.number(1), rows.textOrNull(2), Nanos.instant(rows.number(3)))
                    : new Row(0, null, Instant.EPOCH);
        }
    }

    private void write(ConnectionId connection, Row row) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.WRITE_LEASE);
        db.parameters(statement)
                .number(row.epoch())
                .text(row.holder())
                .time(row.until())
                .text(connection.value());
        statement.executeUpdate();
    }
}
