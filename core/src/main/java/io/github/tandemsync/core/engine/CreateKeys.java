package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives create keys: the same create has the same key after any crash. A key is a GUID of version 8 whose last four bytes
 * are a checksum of the others under the connection, so that a record of ours is known as ours even by a store that has
 * forgotten it.
 */
final class CreateKeys {
    private static final int BODY = 12;
    private static final int SIZE = 16;

    private final ConnectionId connection;
    private final Hash hash = Hash.plain();

    CreateKeys(ConnectionId connection) {
        this.connection = connection;
    }

    CreateKey derive(PairId pair, RecordRef source, int generation) {
        byte[] key = Arrays.copyOf(
                hash.of("key", connection.value(), pair.value(), source.toString(), "" + generation), SIZE);
        key[6] = (byte) ((key[6] & 0x0f) | 0x80);
        key[8] = (byte) ((key[8] & 0x3f) | 0x80);
        System.arraycopy(checksum(key), 0, key, BODY, SIZE - BODY);
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new CreateKey(new UUID(bytes.getLong(), bytes.getLong()).toString());
    }

    /** The key, if it was derived by this connection; else null. */
    @Nullable
    CreateKey ours(@Nullable CreateKey key) {
        return key != null && isOurs(key.value()) ? key : null;
    }

    /** The key of ours that the record carries, in a field of its own or as its id; else null. */
    @Nullable
    CreateKey carriedBy(CrmRecord record) {
        return carriedBy(record.ref(), record.key());
    }

    /** The same of a record that is known by its address, and the key that it carries in a field of its own, if any. */
    @Nullable
    CreateKey carriedBy(RecordRef ref, @Nullable CreateKey key) {
        return ours(key == null ? new CreateKey(ref.id()) : key);
    }

    /** Whether the key has the form of those that connections derive, and is not of this one: nobody else makes GUIDs of version 8. */
    boolean isAnothers(String key) {
        return isDerived(key) && !isOurs(key);
    }

    private static boolean isDerived(String key) {
        return key.length() == 36 && key.charAt(14) == '8' && "89ab".indexOf(key.charAt(19)) >= 0;
    }

    /** Whether the key was derived by this connection. */
    boolean isOurs(String key) {
        if (!isDerived(key)) {
            return false;
        }
        UUID id;
        try {
            id = UUID.fromString(key);
        } catch (IllegalArgumentException notAGuid) {
            return false;
        }
        byte[] bytes = ByteBuffer.allocate(SIZE)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Arrays.equals(Arrays.copyOfRange(bytes, BODY, SIZE), 0, SIZE - BODY, checksum(bytes), 0, SIZE - BODY);
    }

    private byte[] checksum(byte[] key) {
        String body = new String(key, 0, BODY, StandardCharsets.ISO_8859_1);
        return hash.of("check", connection.value(), body);
    }
}
