package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.List;

/** The words of an expression, with one position. Not thread-safe. */
final class Tokens {
    private static final String BREAKS = "(),= ;[]";

    private final List<String> words = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        int i = 0;
        while (i < text.length()) {
            i = next(text, i);
        }
    }

    static Tokens of(String text) {
        return new Tokens(text);
    }

    private int next(String text, int from) {
        char c = text.charAt(from);
        if (c == ' ') {
            return from + 1;
        }
        int end = c == '\'' ? endOfString(text, from, '\'') : c == '"' ? endOfString(text, from, '"') : from + 1;
        if (c != '\'' && c != '"' && BREAKS.indexOf(c) < 0) {
            while (end < text.length() && BREAKS.indexOf(text.charAt(end)) < 0) {
                end++;
            }
        }
        words.add(text.substring(from, end));
        return end;
    }

    private static int endOfString(String text, int from, char quote) {
        int i = from + 1;
        while (i < text.length()) {
            if (text.charAt(i) != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        throw new SyntaxFault("There is an unterminated string literal at position " + from + ".");
    }

    boolean done() {
        return at == words.size();
    }

    String peek() {
        return done() ? "" : words.get(at);
    }

    String pop() {
        if (done()) {
            throw new SyntaxFault("Expression expected at the end of the text.");
        }
        return words.get(at++);
    }

    boolean take(String word) {
        boolean hit = peek().equals(word);
        at += hit ? 1 : 0;
        return hit;
    }

    void expect(String word) {
        if (!take(word)) {
            throw new SyntaxFault("Syntax error: '" + word + "' expected at '" + peek() + "'.");
        }
    }

    void end() {
        if (!done()) {
            throw new SyntaxFault("Syntax error at '" + peek() + "'.");
        }
    }

    String name() {
        String word = pop();
        if (!word.matches("[A-Za-z_][A-Za-z0-9_./]*")) {
            throw new SyntaxFault("Syntax error: a name is expected at '" + word + "'.");
        }
        return word;
    }

    Literal literal() {
        String word = pop();
        char c = word.charAt(0);
        if (c == '\'' || c == '"') {
            String quote = String.valueOf(c);
            return new Literal(word.substring(1, word.length() - 1).replace(quote + quote, quote));
        }
        return Literal.word(word);
    }
}
