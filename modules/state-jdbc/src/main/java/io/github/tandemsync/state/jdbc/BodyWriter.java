package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compact form of what is not searched by. A body is: one byte for the version of the form (1), the fields, and
 * four bytes of CRC32C over both. Numbers are zigzag varints. Text is the number of its bytes plus one (zero: null), then each
 * {@code char} by itself in one to three bytes as UTF-8 codes it: unpaired surrogates survive, which UTF-8 refuses.
 */
final class BodyWriter {
    static final byte VERSION = 1;
    static final int CHECKSUM_BYTES = 4;

    private byte[] bytes = new byte[128];
    private int size;

    BodyWriter() {
        bytes[size++] = VERSION;
    }

    BodyWriter number(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    private BodyWriter unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    BodyWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    BodyWriter raw(byte[] value) {
        unsigned(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    BodyWriter text(@Nullable String value) {
        if (value == null) {
            return unsigned(0);
        }
        unsigned(encodedLength(value) + 1L);
        room(value.length() * 3);
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        return this;
    }

    private static int encodedLength(String value) {
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return length;
    }

    private void character(char c) {
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    /** A constant by its name, so that constants can be added and moved. */
    BodyWriter constant(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }

    BodyWriter time(@Nullable Instant value) {
        flag(value != null);
        return value == null ? this : number(value.getEpochSecond()).number(value.getNano());
    }

    BodyWriter ref(@Nullable RecordRef value) {
        return text(value == null ? null : RefText.of(value));
    }

    BodyWriter texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
        return this;
    }

    byte[] finish() {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, size);
        byte[] body = Arrays.copyOf(bytes, size + CHECKSUM_BYTES);
        ByteBuffer.wrap(body).putInt(size, (int) checksum.getValue());
        return body;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
