package io.github.tandemsync.state.jdbc;

/**
 * Every statement, in SQL that SQLite and PostgreSQL both take. {@code {in}} stands for a list of parameters, see
 * {@link Database#prepareIn}.
 */
final class Sql {
    static final String FIND_CONNECTION = "SELECT c.no, s.version, CASE WHEN s.cipher IS NULL THEN 0 ELSE 1 END"
            + " FROM tandem_connection c CROSS JOIN tandem_schema s WHERE c.name = ?";
    static final String ADD_CONNECTION =
            "INSERT INTO tandem_connection (name, epoch) VALUES (?, 0) ON CONFLICT (name) DO NOTHING";
    static final String READ_LEASE = "SELECT epoch, holder, until FROM tandem_connection WHERE name = ?";
    static final String WRITE_LEASE = "UPDATE tandem_connection SET epoch = ?, holder = ?, until = ? WHERE name = ?";

    /** In microseconds since 1970. PostgreSQL's alone: a SQLite file goes by the process's clock. */
    static final String DATABASE_TIME = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)";

    static final String FIND_PAIR = "SELECT no FROM tandem_pair WHERE connection = ? AND name = ?";
    static final String ADD_PAIR =
            "INSERT INTO tandem_pair (connection, name) VALUES (?, ?) ON CONFLICT (connection, name) DO NOTHING";
    static final String LIST_PAIRS = "SELECT no, name, state FROM tandem_pair WHERE connection = ? ORDER BY name";
    static final String DROP_PAIR = "DELETE FROM tandem_pair WHERE connection = ? AND name = ?";
    static final String DROP_ENTRIES = "DELETE FROM tandem_entry WHERE pair = ?";
    static final String DROP_DIGESTS = "DELETE FROM tandem_digest WHERE pair = ?";
    static final String DROP_LINKS = "DELETE FROM tandem_link WHERE pair = ?";
    static final String DROP_CURSORS = "DELETE FROM tandem_cursor WHERE pair = ?";
    static final String DROP_EVENTS = "DELETE FROM tandem_history WHERE pair = ?";
    static final String WRITE_PAIR_STATE = "UPDATE tandem_pair SET state = ? WHERE no = ?";

    static final String LIST_PINS = "SELECT name, value FROM tandem_pin WHERE connection = ?";
    static final String WRITE_PIN = "INSERT INTO tandem_pin (connection, name, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (connection, name) DO UPDATE SET value = excluded.value";

    static final String LIST_CURSORS =
            "SELECT p.name, c.type, c.mode, c.value, c.at FROM tandem_cursor c JOIN tandem_pair p ON p.no = c.pair"
                    + " WHERE p.connection = ?";
    static final String WRITE_CURSOR = "INSERT INTO tandem_cursor (pair, type, mode, value, at) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (pair, type, mode) DO UPDATE SET value = excluded.value, at = excluded.at";
    static final String DROP_CURSOR = "DELETE FROM tandem_cursor WHERE pair = ? AND type = ? AND mode = ?";

    static final String ENTRY_COLUMNS =
            "ref, side, state, create_key, waits_for, seen, seq, attempts, due, body, digests";
    private static final String ENTRIES = "SELECT " + ENTRY_COLUMNS + " FROM tandem_entry WHERE pair = ?";
    static final String ENTRIES_BY_REF = ENTRIES + " AND ref IN ({in})";
    static final String ENTRIES_BY_KEY = ENTRIES + " AND create_key IN ({in})";
    static final String ENTRIES_WAITING = ENTRIES + " AND waits_for IN ({in})";
    static final String ENTRIES_BY_DIGEST = ENTRIES
            + " AND ref IN (SELECT ref FROM tandem_digest WHERE pair = ? AND rule = ? AND side = ? AND digest IN ({in}))";
    static final String ENTRIES_SHARING = "SELECT e." + ENTRY_COLUMNS.replace(", ", ", e.")
            + " FROM tandem_digest d JOIN tandem_entry e ON e.pair = d.pair AND e.ref = d.ref"
            + " WHERE d.pair = ? AND d.rule = ? AND d.side = ? AND d.ref > ? AND d.digest IN ({in})"
            + " AND e.state IN ({states}) ORDER BY d.ref LIMIT ?";
    static final String ENTRIES_DUE = ENTRIES + " AND due <= ? ORDER BY due, ref LIMIT ?";
    static final String ENTRIES_DUE_AFTER = ENTRIES + " AND due <= ? AND (due, ref) > (?, ?) ORDER BY due, ref LIMIT ?";
    static final String ENTRIES_IN_STATE = ENTRIES + " AND state = ? AND ref > ? ORDER BY ref LIMIT ?";
    static final String ENTRIES_UNSEEN = ENTRIES
            + " AND ref > ? AND ref < ? AND seen < ? AND state NOT IN ('REMOVED', 'REPLACED') ORDER BY ref LIMIT ?";
    static final String COUNT_STATES = "SELECT state, count(*) FROM tandem_entry WHERE pair = ? GROUP BY state";

    static final String STORED_ENTRIES =
            "SELECT no, ref, side, state, create_key, waits_for, seq, attempts, due, digests FROM tandem_entry"
                    + " WHERE pair = ? AND ref IN ({in})";
    static final String MARKS_BY_REF =
            "SELECT no, ref, seq, attempts, due FROM tandem_entry WHERE pair = ? AND ref IN ({in})";
    static final String MARKS_WAITING =
            "SELECT no, ref, seq, attempts, due FROM tandem_entry WHERE pair = ? AND waits_for IN ({in})";
    static final String ADD_ENTRY =
            "INSERT INTO tandem_entry (pair, ref, side, state, create_key, waits_for, seen, seq,"
                    + " attempts, due, body, digests) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String WRITE_MARK = "UPDATE tandem_entry SET seq = ?, attempts = ?, due = ? WHERE no = ?";
    static final String ERASE_DIGESTS = "UPDATE tandem_entry SET digests = NULL WHERE no = ?";

    static final String ADD_DIGEST = "INSERT INTO tandem_digest (pair, rule, digest, side, ref) VALUES (?, ?, ?, ?, ?)";
    static final String DROP_DIGEST =
            "DELETE FROM tandem_digest WHERE pair = ? AND rule = ? AND digest = ? AND side = ? AND ref = ?";
    // The limit is a constant, so that a planner knows how few rows are to be looked up.
    static final String DIGESTS_AFTER = "SELECT d.digest, d.side, d.ref, e.state FROM (SELECT digest, side, ref"
            + " FROM tandem_digest WHERE pair = ? AND rule = ? AND (digest, side, ref) > (?, ?, ?)"
            + " ORDER BY digest, side, ref LIMIT " + Database.CHUNK
            + ") d LEFT JOIN tandem_entry e ON e.pair = ? AND e.ref = d.ref ORDER BY d.digest, d.side, d.ref";

    private static final String LINKS = "SELECT no, left_ref, right_ref, live, body FROM tandem_link WHERE pair = ?";
    static final String LINKS_BY_LEFT = LINKS + " AND left_ref IN ({in})";
    static final String LINKS_BY_RIGHT = LINKS + " AND right_ref IN ({in})";
    static final String STORED_LINKS =
            "SELECT no, left_ref, right_ref, live FROM tandem_link WHERE pair = ? AND left_ref IN ({in})";
    static final String ADD_LINK =
            "INSERT INTO tandem_link (pair, left_ref, right_ref, live, body) VALUES (?, ?, ?, ?, ?)";
    static final String WRITE_LINK = "UPDATE tandem_link SET body = ? WHERE no = ?";
    static final String WRITE_LINK_LIFE = "UPDATE tandem_link SET body = ?, live = ? WHERE no = ?";

    static final String LIST_INTENTS = "SELECT no, id, body FROM tandem_intent WHERE connection = ? ORDER BY no";
    static final String ADD_INTENT = "INSERT INTO tandem_intent (connection, id, body) VALUES (?, ?, ?)";
    static final String DROP_INTENT = "DELETE FROM tandem_intent WHERE connection = ? AND id = ?";
    static final String DROP_INTENT_ROW = "DELETE FROM tandem_intent WHERE no = ?";
    static final String WRITE_INTENT = "UPDATE tandem_intent SET body = ? WHERE no = ?";

    static final String EVENT_COLUMNS = "h.no, p.name, h.run, h.kind, h.ref, h.other, h.open, h.at, h.body";
    static final String ADD_EVENT =
            "INSERT INTO tandem_history (connection, pair, run, kind, ref, other, open, at, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String WRITE_EVENT = "UPDATE tandem_history SET body = ? WHERE no = ?";
    private static final String EVENTS = "SELECT " + EVENT_COLUMNS
            + " FROM tandem_history h JOIN tandem_pair p ON p.no = h.pair WHERE h.connection = ?";
    static final String EVENTS_BY_REF = EVENTS + " AND h.ref IN ({in})";
    static final String OPEN_EVENTS_BY_REF = EVENTS_BY_REF + " AND h.open = 1";
    static final String SETTLE_EVENT = "UPDATE tandem_history SET open = 0 WHERE no = ?";
    static final String PRUNE_EVENTS = "DELETE FROM tandem_history WHERE no IN (SELECT no FROM tandem_history"
            + " WHERE connection = ? AND open = 0 AND at < ? ORDER BY at, no LIMIT ?)";
    static final String EVENTS_BY_OTHER = EVENTS + " AND h.other IN ({in})";

    /** The indexed columns of an entry, as bits of the mask given to {@link #updateEntry}. */
    static final int STATE = 1;

    static final int CREATE_KEY = 2;
    static final int WAITS_FOR = 4;
    static final int DUE = 8;
    private static final String[] UPDATE_ENTRY = new String[16];

    static {
        for (int mask = 0; mask < UPDATE_ENTRY.length; mask++) {
            UPDATE_ENTRY[mask] =
                    "UPDATE tandem_entry SET side = ?, seen = ?, seq = ?, attempts = ?, body = ?, digests = ?"
                            + ((mask & STATE) == 0 ? "" : ", state = ?")
                            + ((mask & CREATE_KEY) == 0 ? "" : ", create_key = ?")
                            + ((mask & WAITS_FOR) == 0 ? "" : ", waits_for = ?")
                            + ((mask & DUE) == 0 ? "" : ", due = ?")
                            + " WHERE no = ?";
        }
    }

    static final String READ_CIPHER = "SELECT cipher, (SELECT count(*) FROM tandem_connection) FROM tandem_schema";
    static final String WRITE_CIPHER = "UPDATE tandem_schema SET cipher = ?";
    static final String WRITE_ENTRY = "UPDATE tandem_entry SET body = ? WHERE no = ?";
    private static final String PAGE = " WHERE t.no > ? ORDER BY t.no LIMIT " + Database.CHUNK;
    private static final String IN_PAIR = " t JOIN tandem_pair p ON p.no = t.pair" + PAGE;
    static final String RECODE_ENTRIES = "SELECT t.no, t.body, p.name, t.ref FROM tandem_entry" + IN_PAIR;
    static final String RECODE_LINKS =
            "SELECT t.no, t.body, p.name, t.left_ref, t.right_ref FROM tandem_link" + IN_PAIR;
    static final String RECODE_INTENTS = "SELECT t.no, t.body, t.id FROM tandem_intent t" + PAGE;
    static final String RECODE_EVENTS =
            "SELECT t.no, t.body, p.name, t.run, t.kind, t.ref FROM tandem_history" + IN_PAIR;
    static final String RECODE_PINS = "SELECT connection, name, value FROM tandem_pin";

    private Sql() {}

    /** Sets indexed columns only where they change: naming a column rewrites its index. */
    static String updateEntry(int mask) {
        return UPDATE_ENTRY[mask];
    }

    static String events(String criteria) {
        return EVENTS + criteria + " ORDER BY h.no LIMIT ? OFFSET ?";
    }

    static String countEvents(String criteria) {
        return "SELECT count(*) FROM tandem_history h WHERE h.connection = ?" + criteria;
    }
}
