package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.EnumSet;
import java.util.List;

/** Branches of the engine's recoveries and settlements, known by the events that only they write. */
enum Marks {
    /** A copy that we removed had been made by a create whose answer was lost; its source is copied anew. */
    MADE_ANEW(Kind.RESTORED, "which we removed, is made anew"),
    /** Nothing could tell what became of a create. */
    CREATE_GIVEN_UP(Kind.AMBIGUOUS, "the feed that would tell has expired"),
    /** The copy of a lost create faces another record by now. */
    COPY_PASSED_ON(Kind.SHADOWED, "its copy "),
    /** Two records carry a searched key. */
    KEY_SHADOWED(Kind.SHADOWED, "carries the same create key as"),
    /** A field of a copy whose create got no answer is empty. */
    FOUND_EMPTY(Kind.CONFLICT, "found empty after a create whose answer was lost"),
    /** A field of a copy whose create got no answer holds another value. */
    FOUND_EDITED(Kind.CONFLICT, "found edited after a create whose answer was lost"),
    /** A copy was merged away before its create was answered. */
    MERGED_UNANSWERED(Kind.CONFLICT, "merged before its create was answered"),
    /** A record with an open write went, and came back with another value. */
    CAME_BACK_OTHERWISE(Kind.CONFLICT, "it came back with another value"),
    /** Whether a field was emptied can not be told. */
    CLEAR_UNTOLD(Kind.CLEARED, "nothing shows whether it ran"),
    /** Whether somebody brought back what was to be removed can not be told. */
    COME_BACK_UNTOLD(Kind.UNLINKED, "whether somebody brought it back can not be told"),
    /** Edited while a removal of ours was under way. */
    EDITED_IN_REMOVAL(Kind.CONFLICT, "edited while it was being removed"),
    /** A write without effect was given up. */
    NOT_TAKEN(Kind.REFUSED, "not-taken"),
    /** A removal was refused. */
    REMOVAL_REFUSED(Kind.REFUSED, "it could not be removed"),
    /** Joined by the key of a create that found it taken. */
    SAME_KEY(Kind.LINKED, "same create key"),
    /** Joined by another unique value that a create found taken. */
    SAME_VALUE(Kind.LINKED, "same unique value"),
    /** A unique value is held by a record that is not the same thing. */
    VALUE_TAKEN(Kind.AMBIGUOUS, "a unique value is taken by"),
    /** What we removed keeps the key of the create. */
    KEY_IN_THE_BIN(Kind.UNLINKED, "keeps the create key");

    /**
     * What no campaign meets. For the first a record must be known, match, and be free, and yet not be matched before the create;
     * for the second the store must have forgotten that a copy was removed, and not have found it by its key.
     */
    static final EnumSet<Marks> NOT_MET = EnumSet.of(SAME_VALUE, KEY_IN_THE_BIN);

    /** A part of a batch was sent again after the whole had been refused, which hard scenarios do only. */
    static final String BISECTED = "branch BATCH_BISECTED";

    private final Kind kind;
    private final String detail;

    Marks(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    String mark() {
        return "branch " + name();
    }

    /** Whether the event is one that only this branch writes. */
    boolean isTold(HistoryEntry event) {
        return event.kind() == kind && event.detail().contains(detail);
    }

    /**
     * Notes the branches that wrote the events.
     *
     * @param putBack whether the store ever was: then a copy is made anew for another reason too
     */
    static void note(List<HistoryEntry> events, boolean putBack, Coverage coverage) {
        for (HistoryEntry event : events) {
            for (Marks branch : values()) {
                if (branch.isTold(event) && !(branch == MADE_ANEW && putBack)) {
                    coverage.met(branch.mark());
                }
            }
        }
    }
}
