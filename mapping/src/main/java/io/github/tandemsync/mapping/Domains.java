package io.github.tandemsync.mapping;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host names, out of whatever people type into a domain or website field. Reads each character once; no regular expressions. */
final class Domains {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private Domains() {}

    /** The host in lower case and ASCII, without {@code www.}; the canonical text where there is no host. */
    static String canonical(String raw) {
        String host = host(raw);
        return host == null ? Canonical.text(raw) : host;
    }

    /** The host in lower case and ASCII, without {@code www.}; null where the text is no host or web address. */
    static @Nullable String host(String raw) {
        String authority = authority(Canonical.text(raw));
        // an '@' is a mail address or a user name: neither says whose site it is
        if (authority.isEmpty() || authority.indexOf('@') >= 0) {
            return null;
        }
        String ascii = ascii(withoutPort(authority));
        return ascii == null ? null : withoutWww(ascii);
    }

    private static String authority(String text) {
        int scheme = text.indexOf("://");
        int from = scheme >= 0 && isScheme(text, scheme) ? scheme + 3 : text.startsWith("//") ? 2 : 0;
        int to = from;
        while (to < text.length() && "/\\?#".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isScheme(String text, int end) {
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https");
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean port = colon >= 0 && authority.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
        return port ? authority.substring(0, colon) : authority;
    }

    private static @Nullable String ascii(String host) {
        try {
            // the library leaves ASCII as it is, but copies it several times to find that out
            String ascii = (isAscii(host) ? host : IDN.toASCII(host)).toLowerCase(Locale.ROOT);
            String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return isHost(bare) ? bare : null;
        } catch (IllegalArgumentException notAHost) {
            return null;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isHost(String host) {
        if (host.length() > LONGEST || host.indexOf('.') < 0) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fits = c == '.' ? label > 0 : isLabelCharacter(c);
            if (!fits || label > LONGEST_LABEL) {
                return false;
            }
            label = c == '.' ? 0 : label + 1;
        }
        return label > 0 && label <= LONGEST_LABEL;
    }

    private static boolean isLabelCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static String withoutWww(String host) {
        String rest = host;
        while (rest.startsWith("www.") && rest.indexOf('.', "www.".length()) >= 0) {
            rest = rest.substring("www.".length());
        }
        return rest;
    }
}
