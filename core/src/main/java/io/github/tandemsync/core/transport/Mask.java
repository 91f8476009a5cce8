package io.github.tandemsync.core.transport;

/** Hides values in paths, so that they can be logged. */
final class Mask {
    private Mask() {}

    static String path(String raw) {
        int at = raw.indexOf('?');
        String path = at < 0 ? raw : raw.substring(0, at);
        return segments(path) + (at < 0 ? "" : "?" + query(raw.substring(at + 1)));
    }

    private static String segments(String path) {
        String unquoted = path.replaceAll("'[^'/]*'?", "'*'").replaceAll("%27[^/]*", "'*'");
        return unquoted.replaceAll("[^/]*(@|%40)[^/]*", "*");
    }

    private static String query(String query) {
        return query.replaceAll("=[^&]*", "=*");
    }
}
