package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/** PostgreSQL's faults in words, by their SQLSTATE. */
final class PostgresFaults {
    private static final String SERIALIZATION = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String NOTHING = ". Nothing of this change was stored";

    /** The server ends the connection: shut down by its operator, crashed, or starting; or ended for standing still. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** Classes whose messages can repeat what was to be stored. */
    private static final Set<String> SPEAKING = Set.of("21", "22", "23", "44", "54", "P0");

    private PostgresFaults() {}

    static boolean isLost(SQLException fault) {
        String state = state(fault);
        return state.startsWith("08") || ENDED.contains(state);
    }

    static boolean isPassing(SQLException fault) {
        String state = state(fault);
        return isLost(fault) || state.equals(SERIALIZATION) || state.equals(DEADLOCK);
    }

    static StateStoreException fault(SQLException cause) {
        return new StateStoreException(message(cause), silenced(cause));
    }

    static StateStoreException uncommitted(SQLException cause) {
        if (!isLost(cause) && !state(cause).isEmpty()) {
            // The server has answered, so it has rolled back.
            return fault(cause);
        }
        return new StateStoreException(
                "The connection to the state store's database broke while a change was being committed. The change is stored"
                        + " whole or not at all; the next run sees which. Check the database and the network",
                silenced(cause));
    }

    private static String state(SQLException fault) {
        String state = fault.getSQLState();
        return state == null ? "" : state;
    }

    private static String message(SQLException cause) {
        String state = state(cause);
        if (isLost(cause)) {
            return "The state store's database can not be reached, or ended the connection (" + state + ")" + NOTHING
                    + ". Check that the server runs and that this host may connect to it; the next call connects again";
        }
        return switch (state) {
            case "23505" -> constraint(cause);
            case "25006" ->
                "The state store's database can only be read: it is a standby, or set so" + NOTHING
                        + ". Connect to the primary, for instance by targetServerType=primary in the URL";
            case "28000", "28P01" -> "The state store's database refuses the user or its password. Check both";
            case "3D000" -> "The database of the state store does not exist. Create it, with the encoding UTF8";
            case "42501" ->
                "The user of the state store lacks a privilege" + NOTHING
                        + ". Let it own the schema of the tables, or see the page about state stores for what it needs";
            case "42P01", "42703" ->
                "A table of the state store is gone or is another's" + NOTHING
                        + ". Restore it from a backup, or name another schema";
            case "53100" -> "The disk of the state store's database is full" + NOTHING + "; free space and run again";
            case "53300" ->
                "The server of the state store takes no more connections" + NOTHING
                        + ". Raise max_connections, or let nodes share a pool";
            case "54000" ->
                "An id, key or name is too long for an index of the state store" + NOTHING
                        + "; PostgreSQL takes about 2,600 bytes";
            case "55P03" ->
                "Another node is writing to the state store for the same connection and did not come to an end"
                        + NOTHING
                        + ". Try again; if it stays so, look for a session that holds a lock on tandem_connection";
            case SERIALIZATION, DEADLOCK ->
                "The state store's database gave another transaction the precedence twice (" + state + ")" + NOTHING
                        + "; run again";
            default -> "The state store's database failed (SQLSTATE " + state + ")" + NOTHING + "; see the cause";
        };
    }

    private static String constraint(SQLException cause) {
        String text = String.valueOf(cause.getMessage());
        if (text.contains("tandem_link")) {
            return "The commit would give a record a second live link in its pair. Nothing was stored; end the other link in"
                    + " the same commit";
        }
        if (text.contains("tandem_intent")) {
            return "An intent of the commit is open already. Nothing was stored; give each intent its own id";
        }
        return "The commit breaks a rule of the tables. Nothing was stored; see the cause";
    }

    /** The driver repeats values in messages about rows, and whole statements in those about batches. */
    private static SQLException silenced(SQLException cause) {
        String state = state(cause);
        boolean speaks = cause instanceof BatchUpdateException
                || cause.getNextException() != null
                || SPEAKING.contains(state.length() < 2 ? "" : state.substring(0, 2));
        if (!speaks) {
            return cause;
        }
        SQLException silent =
                new SQLException(cause.getClass().getName() + " with SQLSTATE " + state, state, cause.getErrorCode());
        silent.setStackTrace(cause.getStackTrace());
        return silent;
    }
}
