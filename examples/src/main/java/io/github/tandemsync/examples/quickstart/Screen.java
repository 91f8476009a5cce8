package io.github.tandemsync.examples.quickstart;

import java.io.PrintStream;

/** Writes lines, headings and tables. Not safe for several threads. */
final class Screen {
    static final int WIDTH = 96;

    private final PrintStream out;
    private final Style style;
    private int chapters;

    Screen(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    Style style() {
        return style;
    }

    void chapter(String title) {
        String head = ++chapters + "  " + title + " ";
        String rest = style.rule().repeat(Math.max(3, WIDTH - head.length() - 1));
        out.println();
        out.println(" " + style.bold(head) + style.dim(rest));
    }

    void line(String text) {
        out.println(text.isEmpty() ? "" : "    " + text);
    }

    /** A line of any length, broken between words; what follows is indented further. */
    void wrapped(String text) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH - 4 && !line.toString().isBlank()) {
                line(line.toString().stripTrailing());
                line = new StringBuilder(indent + "    ");
            }
            line.append(word).append(' ');
        }
        line(line.toString().stripTrailing());
    }

    void blank() {
        out.println();
    }

    /** What is worth knowing, and not worth a colour. */
    void aside(String text) {
        line(style.dim(text));
    }

    void good(String text) {
        line(style.tick() + " " + text);
    }

    void bad(String text) {
        line(style.cross() + " " + text);
    }

    void table(Table table) {
        table.lines(style).forEach(this::line);
    }

    /** Replaces the line that {@code draw} wrote last. Only on a terminal; elsewhere nothing is shown. */
    void draw(String text) {
        if (style.live()) {
            out.print("\r    " + text + "\u001b[K");
            out.flush();
        }
    }

    /** Ends a line that was drawn, with its last state. */
    void drawn(String text) {
        if (style.live()) {
            draw(text);
            out.println();
        } else {
            line(text);
        }
    }

    /** Wipes a line that was drawn. */
    void wipe() {
        if (style.live()) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
