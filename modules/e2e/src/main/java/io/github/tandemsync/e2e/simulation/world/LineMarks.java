package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.StateChange;
import org.jspecify.annotations.Nullable;

/** What only lines meet, known by what becomes durable of them; for coverage. */
public enum LineMarks {
    /** One waits until its owner is linked. */
    WAITING("owner-not-linked", null, ""),
    /** One stands still while its owner is closed. */
    CLOSED("owner-not-editable", null, ""),
    /** One outlives its owner. */
    OUTLIVED("owner-gone", null, ""),
    /** One went along with its owner, and its link ended for that. */
    GONE_ALONG(null, Kind.UNLINKED, "its lines went with it"),
    /** One that was removed for its own sake is removed on the other side too. */
    MIRRORED(null, Kind.REMOVED, ""),
    /** One was moved to another owner. */
    MOVED(null, Kind.UPDATED, "parent");

    private final @Nullable String code;
    private final @Nullable Kind kind;
    private final String detail;

    LineMarks(@Nullable String code, @Nullable Kind kind, String detail) {
        this.code = code;
        this.kind = kind;
        this.detail = detail;
    }

    /** Its name among the marks. */
    public String mark() {
        return "line " + name();
    }

    static void note(StateChange change, PairId lines, Coverage coverage) {
        for (LineMarks mark : values()) {
            boolean met = change.entries().stream()
                            .map(EntryUpdate::entry)
                            .anyMatch(entry -> entry.pair().equals(lines) && mark.isReasonOf(entry))
                    || change.history().stream().anyMatch(event -> event.pair().equals(lines) && mark.isTold(event));
            if (met) {
                coverage.met(mark.mark());
            }
        }
    }

    private boolean isReasonOf(Entry entry) {
        return entry.reason() != null && entry.reason().code().equals(code);
    }

    private boolean isTold(HistoryEntry event) {
        return event.kind() == kind && event.detail().contains(detail);
    }
}
