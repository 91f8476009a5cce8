package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a store and the cipher that it is opened with belong together: by a known text, encrypted, beside the schema's version. */
final class CipherCheck {
    private static final String ABOUT = "the check of the cipher";
    private static final byte[] KNOWN = "tandem".getBytes(StandardCharsets.US_ASCII);

    private final Database db;
    private final Seal seal;

    private record Found(byte @Nullable [] check, boolean empty) {}

    CipherCheck(Database db) {
        this.db = db;
        this.seal = db.seal();
    }

    /** Refuses a cipher, or none, that is not the store's. A store in which nothing is yet takes any. */
    void pass(boolean recode) {
        Found found = db.read(this::find);
        if (!seal.encrypts()) {
            demandPlain(found);
        } else if (found.check() != null) {
            demandKnown(found.check());
            if (recode) {
                rewrite();
            }
        } else if (found.empty() || recode) {
            rewrite();
        } else {
            throw problem(
                    "was written without a cipher, so its rows are not encrypted",
                    "Open it once with recode(), which rewrites them, while no other process has it open; or open it without a cipher");
        }
    }

    /** Refuses a store that another process has encrypted while this one had it open. */
    static void checkStill(Seal seal, boolean encrypted) {
        if (seal.encrypts() != encrypted) {
            throw problem("was encrypted while it was open", "Open it again, with its cipher");
        }
    }

    private static void demandPlain(Found found) {
        if (found.check() != null) {
            throw problem("is encrypted", "Open it with the cipher that it was written with");
        }
    }

    private void demandKnown(byte[] check) {
        boolean known;
        try {
            known = Arrays.equals(seal.open(ABOUT, check), KNOWN);
        } catch (StateStoreException e) {
            throw new StateStoreException(
                    "The state store was not written with this cipher, or not with its key. Nothing was changed. "
                            + e.getMessage(),
                    e);
        }
        if (!known) {
            throw problem("was not written with this cipher", "Open it with the one that it was written with");
        }
    }

    private void rewrite() {
        db.alone(() -> {
            byte[] check = find().check();
            if (check != null) {
                demandKnown(check);
            }
            new Recoder(db).run();
            PreparedStatement statement = db.prepare(Sql.WRITE_CIPHER);
            db.parameters(statement).bytes(seal.close(ABOUT, KNOWN));
            statement.executeUpdate();
            return true;
        });
        db.maintain(() -> db.dialect().forget(db.connection()));
    }

    private Found find() throws SQLException {
        try (Rows row = db.query(db.prepare(Sql.READ_CIPHER))) {
            row.next();
            return new Found(row.bytes(1), row.number(2) == 0);
        }
    }

    private static StateStoreException problem(String what, String remedy) {
        return new StateStoreException("The state store " + what + ". " + remedy + ". Nothing was changed", null);
    }
}
