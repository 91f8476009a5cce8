package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import java.text.Normalizer;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/**
 * The canonical form of values: what stays the same however a system rewrites a value on save. Each form is a fixed point:
 * {@code form(form(x))} equals {@code form(x)}, proven in the tests over all of Unicode.
 */
final class Canonical {
    private static final char FIRST_COMBINING = '\u0300';
    private static final int MOST_ROUNDS = 4;

    private Canonical() {}

    /** The form of a value of any kind; an all-blank text is empty. */
    static FieldValue value(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            String form = text(text.value());
            return form.equals(text.value()) ? value : FieldValue.text(form);
        }
        if (value instanceof FieldValue.Timestamp timestamp) {
            // Dataverse keeps seconds, HubSpot milliseconds
            return new FieldValue.Timestamp(timestamp.value().truncatedTo(ChronoUnit.SECONDS));
        }
        if (value instanceof FieldValue.Choices choices) {
            return choices.values().isEmpty() ? FieldValue.EMPTY : value;
        }
        boolean none = value instanceof FieldValue.References references
                && references.targets().isEmpty();
        return none ? FieldValue.EMPTY : value;
    }

    /** Unicode NFC, line ends as LF, no blanks around. */
    static String text(String raw) {
        String composed = raw;
        if (!isPlain(raw)) {
            composed = Normalizer.normalize(lineEnds(raw), Normalizer.Form.NFC);
        }
        return strip(composed);
    }

    /** As {@link #text}, without letter case. */
    static String ignoringCase(String raw) {
        return settle(text(raw), now -> text(fold(now)));
    }

    /** Letters and digits only, in words, without letter case; a text that has none stays as it is. */
    static String words(String raw) {
        String form = settle(ignoringCase(raw), now -> ignoringCase(onlyWords(now)));
        return form.isEmpty() ? ignoringCase(raw) : form;
    }

    /** The digits, with a plus sign before them where there is one; a text without digits stays as it is. */
    static String phone(String raw) {
        StringBuilder digits = new StringBuilder();
        raw.codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                digits.append(digit);
            } else if (digits.isEmpty() && (point == '+' || point == '\uFF0B')) {
                digits.append('+');
            }
        });
        return digits.isEmpty() || digits.toString().equals("+") ? text(raw) : digits.toString();
    }

    /** Whether a character is white space to any of the systems, or invisible. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\u0085'
                || c == '\u200B'
                || c == '\u2060'
                || c == '\uFEFF';
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** True for what is surely in NFC and without CR. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_COMBINING || c == '\r') {
                return false;
            }
        }
        return true;
    }

    private static String lineEnds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(point -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(point))));
        return folded.toString();
    }

    private static String onlyWords(String text) {
        StringBuilder words = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) || isMark(point)) {
                words.appendCodePoint(point);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        });
        return words.toString();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Applies a step until nothing changes: case and composition undo each other for some letters (J with caron). */
    private static String settle(String start, UnaryOperator<String> step) {
        String now = start;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String next = step.apply(now);
            if (next.equals(now)) {
                return now;
            }
            now = next;
        }
        return now;
    }
}
