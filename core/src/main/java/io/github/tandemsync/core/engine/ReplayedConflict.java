package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.state.HistoryEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recorded conflict, and what another policy makes of it: see {@link Conflicts#replay}. Immutable. Holds record content, which
 * {@code toString} does not show.
 *
 * @param event the conflict as it was recorded; {@link HistoryEntry#values} tells each side's values
 * @param decided what was decided when it was recorded; UNDECIDED if it was left to a person. Null if it is not known
 * @param replayed what the policy given decides; null if it could not be asked
 * @param why the policy given does not decide, or could not be asked; empty if it does
 */
public record ReplayedConflict(
        HistoryEntry event,
        @Nullable Verdict decided,
        @Nullable Verdict replayed,
        String why) {

    /** Whether the policy given decides otherwise than was decided. */
    public boolean differs() {
        return decided != null && replayed != null && decided != replayed;
    }

    /**
     * What settles the conflict as the policy given decides, for {@link SyncRunner#planResolution}: empty if it is not open any more,
     * or the policy does not decide.
     */
    public Optional<Resolution> resolution() {
        if (!event.open() || replayed == null || replayed == Verdict.UNDECIDED) {
            return Optional.empty();
        }
        return Optional.of(new Resolution(OpenConflict.of(event), replayed == Verdict.LEFT ? Side.LEFT : Side.RIGHT));
    }

    @Override
    public String toString() {
        return event.pair() + " " + event.ref() + " " + event.rule() + ": " + decided + ", replayed " + replayed;
    }
}
