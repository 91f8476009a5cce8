package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.StateStoreException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement, one after the other. */
final class Parameters {
    private final PreparedStatement statement;
    private final TextForm form;
    private final Seal seal;
    private int at;

    Parameters(PreparedStatement statement, TextForm form, Seal seal) {
        this.statement = statement;
        this.form = form;
        this.seal = seal;
    }

    Parameters text(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.VARCHAR);
        } else {
            statement.setString(++at, form.store(wellFormed(value)));
        }
        return this;
    }

    Parameters ref(@Nullable RecordRef value) throws SQLException {
        return text(value == null ? null : RefText.of(value));
    }

    Parameters constant(Enum<?> value) throws SQLException {
        return text(value.name());
    }

    Parameters number(long value) throws SQLException {
        statement.setLong(++at, value);
        return this;
    }

    Parameters absentNumber() throws SQLException {
        statement.setNull(++at, Types.BIGINT);
        return this;
    }

    Parameters time(@Nullable Instant value) throws SQLException {
        return value == null ? absentNumber() : number(Nanos.of(value));
    }

    Parameters bytes(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.BINARY);
        } else {
            statement.setBytes(++at, value);
        }
        return this;
    }

    /**
     * What is hidden by the cipher, if there is one.
     *
     * @param about the row, as the cipher binds it
     */
    Parameters body(String about, byte @Nullable [] value) throws SQLException {
        return bytes(seal.close(about, value));
    }

    /** As {@link #body}, a text. */
    Parameters secret(String about, String value) throws SQLException {
        return text(seal.closeText(about, value));
    }

    /** A whole list, filled up to the size that {@link Database#prepareIn} has made room for. */
    Parameters list(List<String> values) throws SQLException {
        int size = Database.listSize(values.size());
        for (int i = 0; i < size; i++) {
            text(values.get(Math.min(i, values.size() - 1)));
        }
        return this;
    }

    private static String wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new StateStoreException(
                        "An id, key or name holds half a character (an unpaired surrogate), which databases do not store."
                                + " Nothing was stored; correct it where it comes from",
                        null);
            }
        }
        return value;
    }
}
