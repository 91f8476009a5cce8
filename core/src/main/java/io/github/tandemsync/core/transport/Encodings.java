package io.github.tandemsync.core.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks gzip under two caps, so that a small answer can not fill the memory. */
final class Encodings {
    private static final int FREE = 1 << 20;
    private static final int MAX_RATIO = 200;

    private Encodings() {}

    static byte[] unpack(byte[] body, @Nullable String encoding, int maxBody) throws IOException {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> body.length == 0 ? body : gunzip(body, maxBody);
            default -> throw new IOException("the answer has an encoding that was not asked for");
        };
    }

    private static byte[] gunzip(byte[] packed, int maxBody) throws IOException {
        long byRatio = Math.max(FREE, (long) packed.length * MAX_RATIO);
        long cap = Math.min(maxBody, byRatio);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBody, packed.length * 4));
            byte[] part = new byte[8 << 10];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                if (out.size() + n > cap) {
                    throw new IOException("the answer unpacks to more than " + cap + " bytes");
                }
                out.write(part, 0, n);
            }
            return out.toByteArray();
        }
    }
}
