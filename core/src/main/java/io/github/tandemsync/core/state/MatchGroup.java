package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import java.util.List;

/**
 * Records in state {@link EntryState#UNMATCHED} that share a digest, with at least one on each side.
 *
 * @param digest what they share
 * @param left at most {@link #CAP} of the left side's, in order
 * @param right at most {@link #CAP} of the right side's, in order
 */
public record MatchGroup(String digest, List<RecordRef> left, List<RecordRef> right) {
    /** More records than this are not named. */
    public static final int CAP = 20;

    public MatchGroup {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }
}
