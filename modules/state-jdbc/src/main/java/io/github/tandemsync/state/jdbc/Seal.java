package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a cipher makes of bodies and secret texts: a mark, the name of the key with its length, and what was encrypted. Without a
 * cipher everything stays as it is.
 */
final class Seal {
    static final Seal NONE = new Seal(null);

    /** No body begins so: its first byte is the version of its form. */
    private static final byte MARK = 'E';

    private static final String PREFIX = "enc:";

    /** The longest name of a key, in bytes. */
    static final int LONGEST_KEY = 100;

    private final @Nullable ValueCipher cipher;

    Seal(@Nullable ValueCipher cipher) {
        this.cipher = cipher;
    }

    boolean encrypts() {
        return cipher != null;
    }

    byte @Nullable [] close(String about, byte @Nullable [] plain) {
        ValueCipher by = cipher;
        if (by == null || plain == null) {
            return plain;
        }
        String key = by.key();
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        if (key.isEmpty() || name.length > LONGEST_KEY) {
            throw new StateStoreException(
                    "The cipher names its key in " + name.length + " bytes. Nothing was stored; name it in 1 to "
                            + LONGEST_KEY,
                    null);
        }
        byte[] encrypted = attempted("encrypt", about, key, () -> by.encrypt(key, plain, bytes(about)));
        return ByteBuffer.allocate(2 + name.length + encrypted.length)
                .put(MARK)
                .put((byte) name.length)
                .put(name)
                .put(encrypted)
                .array();
    }

    byte @Nullable [] open(String about, byte @Nullable [] stored) {
        ValueCipher by = cipher;
        if (by == null || stored == null) {
            return stored;
        }
        if (!isSealed(stored)) {
            throw BodyReader.damaged(about, "it is not encrypted, as the rest of the store is");
        }
        int from = 2 + stored[1];
        String key = new String(stored, 2, stored[1], StandardCharsets.UTF_8);
        byte[] encrypted = Arrays.copyOfRange(stored, from, stored.length);
        return attempted("decrypt", about, key, () -> by.decrypt(key, encrypted, bytes(about)));
    }

    /** Of a row that may have been written without a cipher. */
    byte @Nullable [] openIfClosed(String about, byte @Nullable [] stored) {
        return stored == null || !isSealed(stored) ? stored : open(about, stored);
    }

    private static boolean isSealed(byte[] stored) {
        return stored.length > 2 && stored[0] == MARK && stored[1] > 0 && stored.length > 2 + stored[1];
    }

    @Nullable
    String closeText(String about, @Nullable String text) {
        byte[] closed = cipher == null || text == null ? null : close(about, bytes(text));
        return closed == null ? text : PREFIX + Base64.getEncoder().encodeToString(closed);
    }

    String openText(String about, String stored) {
        if (cipher == null) {
            return stored;
        }
        if (!stored.startsWith(PREFIX)) {
            throw BodyReader.damaged(about, "it is not encrypted, as the rest of the store is");
        }
        byte[] closed;
        try {
            closed = Base64.getDecoder().decode(stored.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw BodyReader.damaged(about, "it is cut");
        }
        byte[] plain = open(about, closed);
        return new String(plain == null ? new byte[0] : plain, StandardCharsets.UTF_8);
    }

    /** Of a row that may have been written without a cipher. */
    String openTextIfClosed(String about, String stored) {
        return stored.startsWith(PREFIX) ? openText(about, stored) : stored;
    }

    private interface Step {
        byte[] run();
    }

    private static byte[] attempted(String what, String about, String key, Step step) {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw new StateStoreException(
                    "The cipher of the state store did not " + what + " " + about + " under its key " + key + " ("
                            + e.getClass().getName()
                            + "). See that the cipher still knows that key; if it does, the row was"
                            + " changed by somebody else: restore the store from a backup",
                    e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
