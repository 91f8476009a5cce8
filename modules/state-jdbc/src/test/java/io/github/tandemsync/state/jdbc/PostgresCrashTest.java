package io.github.tandemsync.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Crashes over PostgreSQL. */
@Tag("long")
class PostgresCrashTest extends CommitCrashes {
    private static final String SCHEMA = "crash";

    @BeforeAll
    static void create() {
        JdbcStateStore.open(TestPostgres.fresh(SCHEMA)).close();
    }

    @Override
    Connection fresh(int number) throws SQLException {
        TestPostgres.empty(SCHEMA);
        return again(number);
    }

    @Override
    Connection again(int number) throws SQLException {
        return TestPostgres.connect(TestPostgres.url(SCHEMA));
    }

    @Override
    Dialect dialect() {
        return PostgresServer.DIALECT;
    }
}
