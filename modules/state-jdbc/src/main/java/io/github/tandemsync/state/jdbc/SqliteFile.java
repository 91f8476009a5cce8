package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;

/** Opens a SQLite file: everything that can be wrong with it is found before anything is written. */
final class SqliteFile {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final Dialect dialect;

    private SqliteFile(Path path) {
        this.path = path;
        this.dialect = new SqliteDialect(path.toString());
    }

    /** The file of a URL. Nothing of the URL is repeated in a message, since it could hold a password. */
    static SqliteFile of(String url) {
        String name = url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : "";
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new IllegalArgumentException("A state store is opened by jdbc:sqlite: and the name of a file, such as"
                    + " jdbc:sqlite:tandem.db, without options, or by jdbc:postgresql: and what the PostgreSQL driver takes;"
                    + " for a store in memory use InMemoryStateStore");
        }
        try {
            return new SqliteFile(Path.of(name));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("The URL of the state store does not name a file", e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Opens the file, creating it if it is not there.
     *
     * @param checkUpTo a file of at most this many bytes is checked page by page
     */
    Connection open(long checkUpTo) {
        try {
            checkFile();
            Connection connection = connect();
            try {
                prepare(connection, checkUpTo);
                return connection;
            } catch (Throwable e) {
                closeAfter(e, connection);
                throw e;
            }
        } catch (SQLException e) {
            throw dialect.fault(e);
        } catch (IOException e) {
            throw new StateStoreException(
                    "The state store " + path + " can not be opened ("
                            + e.getClass().getSimpleName() + "). Check that this user may read and write it",
                    e);
        }
    }

    private static void closeAfter(Throwable failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void checkFile() throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw problem("lies in a directory that does not exist", "Create the directory " + directory);
        }
        if (Files.isDirectory(path)) {
            throw problem("is a directory", "Name a file in it");
        }
        if (!Files.exists(path)) {
            create();
        }
        if (!Files.isReadable(path) || !Files.isWritable(path) || !Files.isWritable(directory)) {
            throw problem("can not be written", "Make the file and its directory readable and writable for this user");
        }
        if (Files.size(path) > 0 && !hasHeader()) {
            throw problem("is not a SQLite database", "Name another file, or restore this one from a backup");
        }
    }

    /** Record content is in it, so others may not read it, where the file system knows owners. */
    private void create() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private boolean hasHeader() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(HEADER.length), HEADER);
        }
    }

    private StateStoreException problem(String what, String remedy) {
        return new StateStoreException(
                "The state store " + path + " " + what + ". " + remedy + ". Nothing was changed", null);
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // A second process must fail at once, not wait.
        config.setBusyTimeout(0);
        // Else the driver leaves a statement open after each insert, which keeps VACUUM out.
        config.setGetGeneratedKeys(false);
        return config.createConnection(PREFIX + path);
    }

    private void prepare(Connection connection, long checkUpTo) throws SQLException, IOException {
        run(connection, "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT");
        int tables = number(connection, "SELECT count(*) FROM sqlite_master");
        Schema schema = new Schema(dialect, path.toString());
        if (schema.version(connection) == 0 && tables > 0) {
            throw problem("is a database of another program", "Name another file");
        }
        if (Files.size(path) <= checkUpTo) {
            checkPages(connection);
        }
        settle(connection);
        schema.migrate(connection);
    }

    private void checkPages(Connection connection) throws SQLException {
        if (!text(connection, "PRAGMA quick_check(1)").equals("ok")) {
            throw problem("is damaged", SqliteDialect.DAMAGED);
        }
    }

    private void settle(Connection connection) throws SQLException {
        if (!text(connection, "PRAGMA journal_mode = WAL").equals("wal")) {
            throw problem("lies on a file system without what a write-ahead log needs", "Use a local disk");
        }
        run(
                connection,
                "PRAGMA synchronous = FULL",
                "PRAGMA wal_autocheckpoint = 16384",
                "PRAGMA journal_size_limit = 67108864",
                "PRAGMA cache_size = -65536",
                "PRAGMA temp_store = MEMORY",
                // Erased content must not stay readable in free pages.
                "PRAGMA secure_delete = ON");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
