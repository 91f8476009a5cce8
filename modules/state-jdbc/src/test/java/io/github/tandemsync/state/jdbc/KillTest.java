package io.github.tandemsync.state.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Kills over a SQLite file. */
@Tag("long")
class KillTest extends Kills {
    @TempDir
    Path directory;

    @Override
    String url() {
        return "jdbc:sqlite:" + directory.resolve("tandem.db");
    }

    @Override
    int kills() {
        return 6;
    }
}
