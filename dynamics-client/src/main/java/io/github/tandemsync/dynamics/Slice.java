package io.github.tandemsync.dynamics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some bytes of an answer.
 *
 * @param from first byte
 * @param to behind the last byte
 * @param next for a line, where the next one starts; else the same as {@code to}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] bytes, int from, int to, int next) {
    static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length, bytes.length);
    }

    Slice cut(int start, int end) {
        return new Slice(bytes, start, end, end);
    }

    /** The line that starts there, without its line break. */
    Slice lineAt(int start) {
        int end = start;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        int withoutReturn = end < to && end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        return new Slice(bytes, start, withoutReturn, end < to ? end + 1 : end);
    }

    boolean startsWith(byte[] prefix) {
        return to - from >= prefix.length && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** The line break before a delimiter belongs to the delimiter. */
    Slice withoutLastLineBreak() {
        int end = to;
        end -= end > from && bytes[end - 1] == '\n' ? 1 : 0;
        end -= end < to && end > from && bytes[end - 1] == '\r' ? 1 : 0;
        return cut(from, end);
    }

    boolean isEmpty() {
        return from >= to;
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public String toString() {
        return "Slice(" + (to - from) + ")";
    }
}
