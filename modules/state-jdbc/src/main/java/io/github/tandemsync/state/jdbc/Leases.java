package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may write for a connection. */
final class Leases {
    private final Database db;
    private final Names names;

    private record Row(long epoch, @Nullable String holder, Instant until) {}

    Leases(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    Optional<Lease> acquire(ConnectionId connection, HolderId who, Instant now, Duration term) throws SQLException {
        names.findOrAdd(connection);
        Row row = read(connection);
        boolean running = row.holder() != null && now.isBefore(row.until());
        if (running && !who.value().equals(row.holder())) {
            return Optional.empty();
        }
        Lease lease = new Lease(connection, who, running ? row.epoch() : row.epoch() + 1, now.plus(term));
        write(connection, new Row(lease.epoch(), who.value(), lease.until()));
        return Optional.of(lease);
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
        Parameters.of(statement).text(connection.value());
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? new Row(rows.getLong(1), rows.getString(2), Nanos.instant(rows.getLong(3)))
                    : new Row(0, null, Instant.EPOCH);
        }
    }

    private void write(ConnectionId connection, Row row) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.WRITE_LEASE);
        Parameters.of(statement)
                .number(row.epoch())
                .text(row.holder())
                .time(row.until())
                .text(connection.value());
        statement.executeUpdate();
    }
}
