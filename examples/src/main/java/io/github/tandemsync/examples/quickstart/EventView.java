package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.examples.quickstart.Table.Cell;
import java.util.List;
import java.util.Locale;

/** What a run did, from its history, for people. */
final class EventView {
    private final Screen screen;
    private final Style style;
    private final Truths truths;

    EventView(Screen screen, Truths truths) {
        this.screen = screen;
        this.style = screen.style();
        this.truths = truths;
    }

    void show(List<HistoryEntry> events) {
        events.stream().filter(event -> event.kind() != Kind.LINKED).forEach(this::show);
    }

    private void show(HistoryEntry event) {
        String name = style.bold(truths.name(event.ref()));
        String where = style.dim("  in " + Names.of(event.side()));
        switch (event.kind()) {
            case CREATED -> screen.line(style.green("+ ") + name + where);
            case UPDATED, CLEARED -> screen.line(style.cyan("~ ") + name + where);
            case REMOVED -> screen.line(style.red("- ") + name + where);
            default ->
                screen.line(style.yellow("! ")
                        + event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "  " + name
                        + style.dim("  " + event.detail()));
        }
        screen.table(changes(event));
    }

    private Table changes(HistoryEntry event) {
        if (event.kind() == Kind.CONFLICT) {
            return conflict(event);
        }
        Table table = new Table();
        event.after().forEach((field, after) -> {
            FieldValue before = event.before().orEmpty(field);
            String shown = truths.shown(event.ref(), field, after);
            if (event.kind() == Kind.CREATED) {
                table.row(Cell.of("    " + field), new Cell(shown, style::green));
            } else {
                table.row(
                        Cell.of("    " + field),
                        new Cell(empty(truths.shown(event.ref(), field, before)), style::red),
                        Cell.of(style.arrow()),
                        new Cell(empty(shown), style::green));
            }
        });
        return table;
    }

    /** The two sides of a conflict have fields of their own names. */
    private Table conflict(HistoryEntry event) {
        Table table = new Table();
        event.before()
                .forEach((field, value) -> table.row(
                        Cell.of("    " + field),
                        new Cell(empty(truths.shown(event.ref(), field, value)), style::red),
                        new Cell("loses, and is kept in the history", style::dim)));
        RecordRef other = event.other() == null ? event.ref() : event.other();
        event.after()
                .forEach((field, value) -> table.row(
                        Cell.of("    " + field),
                        new Cell(empty(truths.shown(other, field, value)), style::green),
                        new Cell("wins", style::dim)));
        return table;
    }

    private static String empty(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }
}
