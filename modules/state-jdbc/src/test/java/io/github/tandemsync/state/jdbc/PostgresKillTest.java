package io.github.tandemsync.state.jdbc;

import org.junit.jupiter.api.Tag;

/** Kills over PostgreSQL: of the node, not of the server. */
@Tag("long")
class PostgresKillTest extends Kills {
    @Override
    String url() {
        return TestPostgres.fresh("kills");
    }

    @Override
    int kills() {
        return 4;
    }
}
