package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.StateStoreException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BodyWriter} wrote, and refuses everything else. */
final class BodyReader {
    private final byte[] bytes;
    private final int end;
    private int at = 1;

    private BodyReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - BodyWriter.CHECKSUM_BYTES;
    }

    /** Thrown inside a body, and turned into a {@link StateStoreException} that names the row. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads a whole body.
     *
     * @param what the row it belongs to, for the message
     */
    static <T> T read(String what, byte @Nullable [] body, Function<BodyReader, T> fields) {
        try {
            BodyReader reader = new BodyReader(checked(body));
            T value = fields.apply(reader);
            if (reader.at != reader.end) {
                throw new Malformed("it is longer than its content");
            }
            return value;
        } catch (Malformed e) {
            throw damaged(what, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw damaged(what, e.getClass().getSimpleName());
        }
    }

    private static byte[] checked(byte @Nullable [] body) {
        if (body == null || body.length <= BodyWriter.CHECKSUM_BYTES) {
            throw new Malformed("it is too short");
        }
        int end = body.length - BodyWriter.CHECKSUM_BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(body, 0, end);
        if (ByteBuffer.wrap(body).getInt(end) != (int) checksum.getValue()) {
            throw new Malformed("its checksum does not match");
        }
        if (body[0] != BodyWriter.VERSION) {
            throw new Malformed("its form has version " + body[0] + ", which this release does not know");
        }
        return body;
    }

    static StateStoreException damaged(String what, String why) {
        return new StateStoreException(
                "The stored row of " + what + " can not be read: " + why
                        + ". Restore the store from a backup, or move it away and start with an empty one",
                null);
    }

    /** Whether everything is read: what later versions of the tables have added is missing in older rows. */
    boolean isAtEnd() {
        return at == end;
    }

    long number() {
        long raw = unsigned();
        return (raw >>> 1) ^ -(raw & 1);
    }

    int integer() {
        return Math.toIntExact(number());
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed("a number is too long");
    }

    private byte next() {
        if (at >= end) {
            throw new Malformed("it ends too early");
        }
        return bytes[at++];
    }

    boolean flag() {
        long value = number();
        if (value != 0 && value != 1) {
            throw new Malformed("a flag is neither set nor unset");
        }
        return value == 1;
    }

    byte[] raw() {
        int length = length(unsigned());
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    private int length(long length) {
        if (length < 0 || length > end - at) {
            throw new Malformed("it ends too early");
        }
        return (int) length;
    }

    @Nullable
    String textOrNull() {
        long coded = unsigned();
        if (coded == 0) {
            return null;
        }
        int length = length(coded - 1);
        char[] chars = new char[length];
        int count = 0;
        int stop = at + length;
        while (at < stop) {
            chars[count++] = character();
        }
        if (at != stop) {
            throw new Malformed("a character is cut");
        }
        return new String(chars, 0, count);
    }

    private char character() {
        byte first = next();
        if (first >= 0) {
            return (char) first;
        }
        if ((first & 0xE0) == 0xC0) {
            return (char) ((first & 0x1F) << 6 | continuation());
        }
        if ((first & 0xF0) == 0xE0) {
            return (char) ((first & 0x0F) << 12 | continuation() << 6 | continuation());
        }
        throw new Malformed("a character is not one");
    }

    private int continuation() {
        byte next = next();
        if ((next & 0xC0) != 0x80) {
            throw new Malformed("a character is not one");
        }
        return next & 0x3F;
    }

    String text() {
        String value = textOrNull();
        if (value == null) {
            throw new Malformed("a text is missing");
        }
        return value;
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type) {
        String name = textOrNull();
        return name == null ? null : Enum.valueOf(type, name);
    }

    @Nullable
    Instant timeOrNull() {
        return flag() ? Instant.ofEpochSecond(number(), number()) : null;
    }

    Instant time() {
        Instant value = timeOrNull();
        if (value == null) {
            throw new Malformed("a time is missing");
        }
        return value;
    }

    @Nullable
    RecordRef refOrNull() {
        String text = textOrNull();
        return text == null ? null : RefText.parse(text);
    }

    RecordRef ref() {
        return RefText.parse(text());
    }

    List<String> texts() {
        int count = count();
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    /** How many parts follow; each takes at least a byte, so a damaged count can not ask for all memory. */
    int count() {
        return length(number());
    }
}
