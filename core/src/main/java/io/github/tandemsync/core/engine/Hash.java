package io.github.tandemsync.core.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 over a list of texts, with or without a key; unambiguous about where one text ends. Not safe for several threads. */
abstract class Hash {
    private static final HexFormat HEX = HexFormat.of();

    static Hash plain() {
        MessageDigest digest = digest();
        return new Hash() {
            @Override
            byte[] finish(byte[] input) {
                return digest.digest(input);
            }
        };
    }

    /** HMAC: without the key, nobody can find out which values were hashed by trying likely ones. */
    static Hash keyed(String key) {
        Mac mac = mac(key);
        return new Hash() {
            @Override
            byte[] finish(byte[] input) {
                return mac.doFinal(input);
            }
        };
    }

    abstract byte[] finish(byte[] input);

    byte[] of(String... parts) {
        StringBuilder input = new StringBuilder();
        for (String part : parts) {
            input.append(part.length()).append(':').append(part);
        }
        return finish(input.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The first 16 bytes, in hexadecimal digits. */
    String text(String... parts) {
        return HEX.formatHex(of(parts), 0, 16);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", missing);
        }
    }
}
