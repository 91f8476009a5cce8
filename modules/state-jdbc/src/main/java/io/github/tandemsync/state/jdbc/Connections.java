package io.github.tandemsync.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where {@link Database} gets its connection for a piece of work, and where it goes afterwards. Not safe for several threads. */
interface Connections {
    Connection take() throws SQLException;

    /** Whether the next {@link #take} answers the same connection, so that its statements stay prepared. */
    boolean keeps();

    /** The work is done, and nothing is open. */
    void giveBack(Connection connection) throws SQLException;

    /** It may be broken, or have something open: it is not used again. */
    void discard(Connection connection);

    /** Closes what is kept. */
    void close() throws SQLException;
}
