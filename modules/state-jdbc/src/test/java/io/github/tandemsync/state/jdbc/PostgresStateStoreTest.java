package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.testkit.StateStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract over PostgreSQL, by URL. */
@Tag("long")
class PostgresStateStoreTest extends StateStoreContract {
    private static final String SCHEMA = "contract";

    @BeforeAll
    static void create() {
        JdbcStateStore.open(TestPostgres.fresh(SCHEMA)).close();
    }

    @BeforeEach
    void empty() {
        TestPostgres.empty(SCHEMA);
    }

    @Override
    protected StateStore open(InstantSource clock) {
        return JdbcStateStore.builder(TestPostgres.url(SCHEMA)).clock(clock).open();
    }

    @Override
    protected StateStore reopen(StateStore store, InstantSource clock) {
        store.close();
        return open(clock);
    }
}
