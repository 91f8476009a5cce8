package io.github.tandemsync.state.jdbc;

import java.util.List;

/** The tables in PostgreSQL. Text is compared by code points, as everywhere in the store. */
final class PostgresTables {
    private static final String TEXT = " TEXT COLLATE \"C\"";
    private static final String NO = "no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    private static final String SMALL_NO = "no INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    static final List<List<String>> MIGRATIONS = List.of(
            List.of(
                    "CREATE TABLE tandem_schema (version INTEGER NOT NULL)",
                    "CREATE TABLE tandem_connection (" + SMALL_NO + ", name" + TEXT + " NOT NULL UNIQUE,"
                            + " epoch BIGINT NOT NULL, holder" + TEXT + ", until BIGINT)",
                    "CREATE TABLE tandem_pair (" + SMALL_NO + ", connection INTEGER NOT NULL, name" + TEXT
                            + " NOT NULL," + " state BYTEA, UNIQUE (connection, name))",
                    "CREATE TABLE tandem_pin (connection INTEGER NOT NULL, name" + TEXT + " NOT NULL, value" + TEXT
                            + " NOT NULL, PRIMARY KEY (connection, name))",
                    "CREATE TABLE tandem_cursor (pair INTEGER NOT NULL, type" + TEXT + " NOT NULL, mode" + TEXT
                            + " NOT NULL," + " value" + TEXT
                            + " NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (pair, type, mode))",
                    "CREATE TABLE tandem_entry (" + NO + ", pair INTEGER NOT NULL, ref" + TEXT + " NOT NULL, side"
                            + TEXT
                            + " NOT NULL, state" + TEXT + " NOT NULL, create_key" + TEXT + ", waits_for" + TEXT
                            + ", seen BIGINT NOT NULL, seq BIGINT NOT NULL, attempts INTEGER NOT NULL, due BIGINT,"
                            + " body BYTEA NOT NULL, digests BYTEA, UNIQUE (pair, ref))",
                    "CREATE INDEX tandem_entry_state ON tandem_entry (pair, state, ref)",
                    "CREATE INDEX tandem_entry_due ON tandem_entry (pair, due, ref) WHERE due IS NOT NULL",
                    "CREATE INDEX tandem_entry_key ON tandem_entry (pair, create_key) WHERE create_key IS NOT NULL",
                    "CREATE INDEX tandem_entry_waits ON tandem_entry (pair, waits_for) WHERE waits_for IS NOT NULL",
                    "CREATE TABLE tandem_digest (pair INTEGER NOT NULL, rule" + TEXT + " NOT NULL, digest" + TEXT
                            + " NOT NULL, side" + TEXT + " NOT NULL, ref" + TEXT
                            + " NOT NULL, PRIMARY KEY (pair, rule, digest, side, ref))",
                    "CREATE TABLE tandem_link (" + NO + ", pair INTEGER NOT NULL, left_ref" + TEXT
                            + " NOT NULL, right_ref"
                            + TEXT + " NOT NULL, live INTEGER, body BYTEA NOT NULL, UNIQUE (pair, left_ref, right_ref),"
                            + " UNIQUE (pair, left_ref, live), UNIQUE (pair, right_ref, live))",
                    "CREATE TABLE tandem_intent (" + NO + ", connection INTEGER NOT NULL, id" + TEXT + " NOT NULL,"
                            + " body BYTEA NOT NULL, UNIQUE (connection, id))",
                    "CREATE TABLE tandem_history (" + NO + ", connection INTEGER NOT NULL, pair INTEGER NOT NULL, run"
                            + TEXT
                            + " NOT NULL, kind" + TEXT + " NOT NULL, ref" + TEXT + " NOT NULL, other" + TEXT
                            + ", open INTEGER NOT NULL, at BIGINT NOT NULL, body BYTEA NOT NULL)",
                    "CREATE INDEX tandem_history_ref ON tandem_history (connection, ref)",
                    "CREATE INDEX tandem_history_other ON tandem_history (connection, other) WHERE other IS NOT NULL",
                    "CREATE INDEX tandem_history_run ON tandem_history (connection, run, no)",
                    "CREATE INDEX tandem_history_kind ON tandem_history (pair, kind, at)",
                    "CREATE INDEX tandem_history_open ON tandem_history (connection, no) WHERE open = 1"),
            // What history is pruned by, and by what a cipher is known again.
            List.of(
                    "CREATE INDEX tandem_history_age ON tandem_history (connection, at, no) WHERE open = 0",
                    "ALTER TABLE tandem_schema ADD COLUMN cipher BYTEA"),
            // Bodies of events may hold what a policy was told, which an older release can not read.
            List.of());

    private PostgresTables() {}
}
