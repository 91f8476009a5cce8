package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** The one connection that there will be. */
final class OneConnection implements Connections {
    private final Connection connection;
    private boolean broken;

    OneConnection(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection take() {
        if (broken) {
            throw new StateStoreException(
                    "The state store failed before and could not take back what it had begun. Close it and open it again",
                    null);
        }
        return connection;
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public void giveBack(Connection given) {}

    @Override
    public void discard(Connection given) {
        broken = true;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
