package io.github.tandemsync.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections to a server: one that is kept and opened anew after a fault, or one of the host's pool for each piece of work. */
final class ServerConnections implements Connections {
    private final Opener opener;
    private final boolean keep;
    private @Nullable Connection kept;
    private boolean autoCommit = true;

    /** Opens a connection, or borrows one. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    /**
     * Opens nothing yet.
     *
     * @param keep whether one connection serves all work
     */
    ServerConnections(Opener opener, boolean keep) {
        this.opener = opener;
        this.keep = keep;
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = kept == null ? opener.open() : kept;
        if (keep) {
            kept = connection;
            return connection;
        }
        try {
            autoCommit = connection.getAutoCommit();
            return connection;
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
    }

    @Override
    public boolean keeps() {
        return keep;
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
        if (!keep) {
            try (connection) {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    @Override
    public void discard(Connection connection) {
        kept = null;
        try {
            connection.close();
        } catch (SQLException e) {
            // It was given up already; the fault that led here is thrown.
            return;
        }
    }

    @Override
    public void close() throws SQLException {
        if (kept != null) {
            kept.close();
        }
    }
}
