package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.nio.charset.StandardCharsets;

/** Percent coding of addresses. */
public final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    /** Decodes a query value: {@code +} is a space. */
    public static String decodeQuery(String raw) {
        return decode(raw.replace('+', ' '));
    }

    /** Decodes a path segment. */
    public static String decode(String raw) {
        byte[] bytes = new byte[raw.length() * 3];
        int n = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[n++] = hex(raw, i);
                i += 2;
            } else {
                byte[] one = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(one, 0, bytes, n, one.length);
                n += one.length;
            }
        }
        return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    private static byte hex(String raw, int at) {
        try {
            return (byte) Integer.parseInt(raw.substring(at + 1, at + 3), 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new SyntaxFault("The request URI is not valid: broken percent encoding.");
        }
    }

    /** Encodes everything but unreserved characters, with hexadecimal digits in lower case. */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return out.toString();
    }

    /** Encodes what may not stand in a header: spaces, controls and everything beyond ASCII. */
    public static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            out.append(c > 0x20 && c < 0x7f ? one : encode(one));
        });
        return out.toString();
    }
}
