package io.github.tandemsync.examples.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Cells in columns that line up. A cell that is too long is cut. */
final class Table {
    private static final int LONGEST = 44;

    private final List<List<Cell>> rows = new ArrayList<>();

    /** A cell; {@code dress} colours it and must not change its width. */
    record Cell(String text, UnaryOperator<String> dress) {
        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    Table row(String... cells) {
        rows.add(List.of(cells).stream().map(Cell::of).toList());
        return this;
    }

    Table row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines(Style style) {
        int[] widths = widths();
        return rows.stream().map(row -> line(style, row, widths)).toList();
    }

    private String line(Style style, List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int behind = 0;
        for (int i = 0; i < row.size(); i++) {
            boolean last = i == row.size() - 1;
            int room = last ? Math.max(LONGEST / 2, Screen.WIDTH + 20 - at(widths, i)) : LONGEST;
            String text = cut(style, row.get(i).text(), room);
            if (!text.isEmpty()) {
                line.append(" ".repeat(behind)).append(row.get(i).dress().apply(text));
                behind = 0;
            }
            behind += widths[i] - width(text) + 2;
        }
        return line.toString();
    }

    private int[] widths() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] =
                        Math.max(widths[i], Math.min(LONGEST, width(row.get(i).text())));
            }
        }
        return widths;
    }

    private static int at(int[] widths, int column) {
        return Arrays.stream(widths).limit(column).map(width -> width + 2).sum();
    }

    private static String cut(Style style, String text, int room) {
        return width(text) <= room
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0, room - style.ellipsis().length()))
                        + style.ellipsis();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
