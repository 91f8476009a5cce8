package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.PairState;
import org.jspecify.annotations.Nullable;

/** The notes of a pair whose entries are brought in line with its mapping, or with fields that are there again. */
final class CatchUpNotes {
    private static final String PROGRESS = "catch-up";
    private static final String REOPENED = "fields are back";

    private CatchUpNotes() {}

    /** The state of a pair whose fields are there again. */
    static PairState reopened(PairState state) {
        return state.withoutNote(PROGRESS).withNote(REOPENED, "what was refused meanwhile is decided anew");
    }

    static boolean isReopened(PairState state) {
        return state.notes().containsKey(REOPENED);
    }

    /** Whether there is something to be done, or left to be done. */
    static boolean isOpen(PairState state) {
        return progress(state) != null || isReopened(state);
    }

    /** How far it has come; null if it has not begun. */
    static @Nullable String progress(PairState state) {
        return state.notes().get(PROGRESS);
    }

    static PairState at(PairState state, String progress) {
        return state.withNote(PROGRESS, progress);
    }

    static PairState ended(PairState state) {
        return state.withoutNote(PROGRESS).withoutNote(REOPENED);
    }
}
