package io.github.tandemsync.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.examples.quickstart.Table.Cell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a person gets to see. */
class ScreenTest {
    private static final Style COLOUR = new Style(true, true, true);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void columnsLineUpWhateverTheColour() {
        Table table = new Table()
                .row(new Cell("G\u00f6teborg", COLOUR::red), Cell.of("x"))
                .row(Cell.of("Leeds"), Cell.of("y"));
        assertThat(table.lines(COLOUR)).containsExactly("\u001b[31mG\u00f6teborg\u001b[0m  x", "Leeds     y");
    }

    @Test
    void longCellsAreCut() {
        Table table = new Table().row("n".repeat(60), "x");
        assertThat(table.lines(Style.PLAIN)).containsExactly("n".repeat(43) + "\u2026  x");
    }

    @Test
    void plainTextHasNoColour() {
        assertThat(Style.PLAIN.bold("a") + Style.PLAIN.green("b")).isEqualTo("ab");
    }

    @Test
    void aTerminalWithoutUnicodeGetsAscii() {
        Style ascii = new Style(false, false, false);
        assertThat(ascii.arrow() + ascii.tick() + ascii.cross() + ascii.ellipsis() + ascii.rule())
                .isEqualTo("->ok!!..-");
    }

    @Test
    void longLinesBreakBetweenWords() {
        screen(Style.PLAIN).wrapped("  " + "word ".repeat(30).strip());
        assertThat(text().lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(Screen.WIDTH).endsWith("word"));
    }

    @Test
    void aBarIsDrawnInPlaceOnlyOnATerminal() {
        screen(Style.PLAIN).draw("moving");
        assertThat(text()).isEmpty();
        screen(COLOUR).draw("moving");
        assertThat(text()).startsWith("\r").contains("moving").doesNotContain("\n");
    }

    private Screen screen(Style style) {
        return new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), style);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
