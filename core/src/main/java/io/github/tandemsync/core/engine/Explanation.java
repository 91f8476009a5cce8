package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is as it is, from what is stored; nothing is asked of either system. {@link #text()} shows record content from
 * the history.
 *
 * @param ref the record asked about
 * @param views what each pair knows of it; empty if no pair has seen it
 */
public record Explanation(RecordRef ref, List<View> views) {
    public Explanation {
        views = List.copyOf(views);
    }

    /**
     * One pair's view.
     *
     * @param entry what is known of the record
     * @param link its live link, or the tombstone of its last one; null if it never had one
     * @param open writes whose outcome is not known yet
     * @param history what happened to it, oldest first
     */
    public record View(Entry entry, @Nullable Link link, List<Intent> open, List<HistoryEntry> history) {
        public View {
            open = List.copyOf(open);
            history = List.copyOf(history);
        }

        public PairId pair() {
            return entry.pair();
        }
    }

    /** The explanation in lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder(ref.toString());
        if (views.isEmpty()) {
            text.append(": no pair has seen this record yet");
        }
        views.forEach(view -> describe(view, text));
        return text.toString();
    }

    private static void describe(View view, StringBuilder text) {
        Entry entry = view.entry();
        text.append("\n  in ").append(view.pair()).append(": ").append(entry.state());
        if (entry.reason() != null) {
            text.append(" (")
                    .append(entry.reason().code())
                    .append(": ")
                    .append(entry.reason().detail())
                    .append(')');
        }
        if (entry.waitsFor() != null) {
            text.append("\n  waits for ").append(entry.waitsFor());
        }
        text.append("\n  next look: ")
                .append(
                        entry.mark().due() == null
                                ? "when it changes"
                                : entry.mark().due());
        if (view.link() != null) {
            describe(entry.side(), view.link(), text);
        }
        view.open()
                .forEach(intent -> text.append("\n  a write of run ")
                        .append(intent.run())
                        .append(" to ")
                        .append(intent.type())
                        .append(" has no known outcome yet"));
        for (HistoryEntry event : view.history()) {
            text.append("\n  ").append(event.at()).append(' ').append(event.kind());
            text.append(event.rule() == null ? "" : " " + event.rule());
            text.append(event.detail().isEmpty() ? "" : ": " + event.detail());
            event.after()
                    .forEach((name, value) -> text.append("\n      ")
                            .append(name)
                            .append(": ")
                            .append(event.before().orEmpty(name).display())
                            .append(" -> ")
                            .append(value.display()));
        }
    }

    private static void describe(Side side, Link link, StringBuilder text) {
        text.append("\n  ")
                .append(link.live() ? "linked with " : "was linked with ")
                .append(link.ref(side.other()));
        link.rules().forEach((rule, state) -> {
            text.append("\n    ").append(rule).append(": ").append(state.status());
            text.append(state.leftBase() == null ? ", never agreed" : "");
            if (state.reason() != null) {
                text.append(" (")
                        .append(state.reason().code())
                        .append(": ")
                        .append(state.reason().detail())
                        .append(')');
            }
        });
    }
}
