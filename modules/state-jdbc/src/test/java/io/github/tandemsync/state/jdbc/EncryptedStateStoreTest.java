package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.testkit.StateStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a SQLite file whose content is encrypted. */
@Tag("long")
class EncryptedStateStoreTest extends StateStoreContract {
    @TempDir
    Path directory;

    @Override
    protected StateStore open(InstantSource clock) {
        return JdbcStateStore.builder("jdbc:sqlite:" + directory.resolve("tandem.db"))
                .cipher(CipherTest.cipher("k1"))
                .clock(clock)
                .open();
    }

    @Override
    protected StateStore reopen(StateStore store, InstantSource clock) {
        store.close();
        return open(clock);
    }
}
