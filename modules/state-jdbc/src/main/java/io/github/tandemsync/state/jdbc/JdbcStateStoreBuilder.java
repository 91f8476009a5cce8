package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.transport.Secret;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened. Defaults: leases expire by the system's clock for SQLite and by the database's for PostgreSQL; SQLite
 * files of up to {@link #CHECKED_BYTES} are checked when they are opened; user and password are those of the URL. Not safe for
 * several threads.
 */
public final class JdbcStateStoreBuilder {
    /** 64 MiB, which takes less than a second to check. */
    public static final long CHECKED_BYTES = 64L << 20;

    private final @Nullable String url;
    private final @Nullable DataSource database;
    private final Properties properties = new Properties();
    private @Nullable InstantSource clock;
    private @Nullable ValueCipher cipher;
    private boolean recode;
    private long checkedBytes = CHECKED_BYTES;

    private JdbcStateStoreBuilder(@Nullable String url, @Nullable DataSource database) {
        this.url = url;
        this.database = database;
    }

    static JdbcStateStoreBuilder of(String url) {
        return new JdbcStateStoreBuilder(Objects.requireNonNull(url), null);
    }

    static JdbcStateStoreBuilder of(DataSource database) {
        return new JdbcStateStoreBuilder(null, Objects.requireNonNull(database));
    }

    /** By which leases expire. Of a store that several nodes share, all must go by one clock: leave it to the database. */
    public JdbcStateStoreBuilder clock(InstantSource value) {
        clock = Objects.requireNonNull(value);
        return this;
    }

    /** How large a SQLite file may be to be checked page by page when it is opened; 0: never, {@code Long.MAX_VALUE}: always. */
    public JdbcStateStoreBuilder checkUpTo(long bytes) {
        checkedBytes = bytes;
        return this;
    }

    /**
     * Encrypts what is stored of records' content: agreed values, intents, history, reasons, and the key of the match digests. Ids,
     * addresses, names of fields' rules, times and the digests stay as they are. A store that was written with a cipher opens only
     * with it, and one that was written without only after {@link #recode()}.
     */
    public JdbcStateStoreBuilder cipher(ValueCipher value) {
        cipher = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Rewrites, when the store is opened, every row under the cipher's present key: for a store that was written without a cipher,
     * and before an old key is given up. One transaction, in time and journal in proportion to the store; a failure leaves
     * everything as it was. No other process may have the store open.
     */
    public JdbcStateStoreBuilder recode() {
        recode = true;
        return this;
    }

    /** Who connects to the PostgreSQL server of a URL. */
    public JdbcStateStoreBuilder credentials(String user, Secret password) {
        return property("user", user).property("password", password.reveal());
    }

    /** A property of the PostgreSQL driver, such as {@code sslmode}. Options in the URL win. */
    public JdbcStateStoreBuilder property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    /**
     * Opens the store, creating its tables if they are not there.
     *
     * @throws IllegalArgumentException if the URL is none of a store, or rows are to be recoded without a cipher
     * @throws io.github.tandemsync.core.state.StateStoreException if the store can not be reached, belongs to another program, or
     *     was written by a newer release, if it was not written with the given cipher, or if the PostgreSQL driver is not there
     */
    public JdbcStateStore open() {
        if (recode && cipher == null) {
            throw new IllegalArgumentException(
                    "recode() rewrites rows under a cipher's key: give the builder a cipher");
        }
        if (database != null) {
            return open(PostgresServer.of(database));
        }
        String address = Objects.requireNonNull(url);
        if (PostgresServer.takes(address)) {
            return open(PostgresServer.of(address, properties));
        }
        SqliteFile file = SqliteFile.of(address);
        Connections connection = new OneConnection(file.open(checkedBytes));
        return open(connection, file.dialect(), clock == null ? SystemWiring.clock() : clock);
    }

    private JdbcStateStore open(PostgresServer server) {
        return open(server.open(), PostgresServer.DIALECT, clock);
    }

    private JdbcStateStore open(Connections connections, Dialect dialect, @Nullable InstantSource leases) {
        Seal seal = cipher == null ? Seal.NONE : new Seal(cipher);
        Database db = new Database(connections, dialect, seal);
        try {
            new CipherCheck(db).pass(recode);
            return new JdbcStateStore(db, leases);
        } catch (Throwable e) {
            closeAfter(e, db);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, Database db) {
        try {
            db.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
