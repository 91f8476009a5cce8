package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.Set;

/** Draws what a run does, as it does it. Used by one thread at a time, as runs are. */
final class Progress implements SyncListener {
    private static final Set<Kind> WRITES = Set.of(Kind.CREATED, Kind.UPDATED, Kind.CLEARED, Kind.REMOVED);
    private static final int BAR = 40;

    private final Screen screen;
    private int expected;
    private int written;

    Progress(Screen screen) {
        this.screen = screen;
    }

    /** From now on, so many writes are expected; 0 shows no bar. */
    void expect(int writes) {
        expected = writes;
        written = 0;
    }

    /** Draws the bar a last time. */
    void finish(String remark) {
        screen.drawn(bar() + screen.style().dim("  " + remark));
        expected = 0;
    }

    @Override
    public void happened(HistoryEntry event) {
        if (WRITES.contains(event.kind())) {
            written++;
            if (expected > 0) {
                screen.draw(bar());
            }
        }
    }

    @Override
    public void progress(PairId pair, Stage stage, long done) {
        if (expected == 0) {
            String doing = switch (stage) {
                case LISTING -> "reading";
                case MATCHING -> "matching";
                case SYNCING -> "comparing";
            };
            screen.draw(screen.style().dim(doing + " " + Numbers.grouped(done)));
        }
    }

    private String bar() {
        Style style = screen.style();
        int full = expected == 0 ? 0 : Math.min(BAR, written * BAR / expected);
        String done = (style.unicode() ? "\u2588" : "#").repeat(full);
        String rest = (style.unicode() ? "\u2591" : ".").repeat(BAR - full);
        return style.green(done) + style.dim(rest) + "  " + written + " of " + expected + " writes";
    }
}
