package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is as it is, from what is stored; nothing is asked of either system. {@link #text()} shows record content from
 * the history.
 *
 * @param ref the record asked about
 * @param views what each pair knows of it; empty if no pair has seen it
 * @param unseen why no pair has seen it, and what can be done about it; null if one has, or if that is not known
 */
public record Explanation(
        RecordRef ref, List<View> views, @Nullable String unseen) {
    public Explanation {
        views = List.copyOf(views);
    }

    /** Of a record that a pair has seen, or of which nobody knows why none has. */
    public Explanation(RecordRef ref, List<View> views) {
        this(ref, views, null);
    }

    /**
     * One pair's view.
     *
     * @param entry what is known of the record
     * @param link its live link, or the tombstone of its last one; null if it never had one
     * @param open writes whose outcome is not known yet
     * @param history what happened to it, oldest first; of a long story how the record came to face another, and the latest 100 events
     * @param leftOut how many events are left out between the two; {@link SyncRunner#history} has them
     * @param why why it has no counterpart, where the pair's settings say it, and not {@link Entry#reason()}; else null
     * @param next what happens to it next, and what can be done about it; null if that is not known
     * @param apart the rules that count as agreed although the two sides differ, each with why
     * @param nextOfRules what happens next to the link's rules that are not simply agreed, and what can be done about it; of rules
     *     that the pair does not have, nothing
     */
    public record View(
            Entry entry,
            @Nullable Link link,
            List<Intent> open,
            List<HistoryEntry> history,
            int leftOut,
            @Nullable String why,
            @Nullable String next,
            SortedMap<String, String> apart,
            SortedMap<String, String> nextOfRules) {
        public View {
            open = List.copyOf(open);
            history = List.copyOf(history);
            apart = Collections.unmodifiableSortedMap(new TreeMap<>(apart));
            nextOfRules = Collections.unmodifiableSortedMap(new TreeMap<>(nextOfRules));
        }

        /** What the store says, and nothing of the pair's settings. */
        public View(Entry entry, @Nullable Link link, List<Intent> open, List<HistoryEntry> history) {
            this(entry, link, open, history, 0, null, null, Collections.emptySortedMap(), Collections.emptySortedMap());
        }

        public PairId pair() {
            return entry.pair();
        }
    }

    /** The explanation in lines for people. */
    public String text() {
        return ExplanationText.of(this);
    }
}
