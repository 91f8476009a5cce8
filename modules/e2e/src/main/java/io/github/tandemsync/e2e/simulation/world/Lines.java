package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;

/** Readable lines for stories. The values are made up, so that showing them tells nobody's secret. */
final class Lines {
    private Lines() {}

    static String of(Values values) {
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) -> parts.add(name + "=" + value.display()));
        return parts.toString();
    }

    static String of(Row row) {
        return row + " " + of(row.values());
    }

    static String of(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return "create " + create.type() + " under " + shortKey(create.key().value()) + " " + of(create.values());
        }
        if (request instanceof WriteRequest.Update update) {
            return "update " + update.ref() + "@" + update.expected() + " " + of(update.values());
        }
        WriteRequest.Remove remove = (WriteRequest.Remove) request;
        return remove.how() + " " + remove.ref() + "@" + remove.expected();
    }

    static String of(ChangeAnswer answer) {
        if (!(answer instanceof ChangeAnswer.Page page)) {
            return answer instanceof ChangeAnswer.Older ? "put back" : "expired";
        }
        List<String> rows = new ArrayList<>();
        for (ChangeAnswer.Row row : page.rows()) {
            rows.add((row instanceof ChangeAnswer.Changed ? "" : "-") + row.ref());
        }
        return rows + (page.complete() ? " complete" : " more");
    }

    static String of(StateChange change) {
        List<String> parts = new ArrayList<>();
        for (EntryUpdate update : change.entries()) {
            parts.add(update.entry().ref() + " " + update.entry().state() + " "
                    + update.mark().getClass().getSimpleName());
        }
        for (Link link : change.links()) {
            parts.add((link.live() ? "link " : "ended ") + link.id());
        }
        change.opened().forEach(intent -> parts.add("open " + intent.kind() + " on " + intent.target()));
        change.closed().forEach(id -> parts.add("close " + id));
        change.cursors().keySet().forEach(key -> parts.add("cursor " + key.mode() + " " + key.type()));
        for (HistoryEntry event : change.history()) {
            parts.add(event.kind() + " " + event.ref() + (event.rule() == null ? "" : " " + event.rule()) + " ("
                    + event.detail() + ")" + of(event.before()) + "->" + of(event.after()));
        }
        return parts.toString();
    }

    private static String shortKey(String key) {
        return key.length() > 8 ? key.substring(0, 8) : key;
    }
}
