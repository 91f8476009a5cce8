package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import org.jspecify.annotations.Nullable;

/**
 * What became of one history.
 *
 * @param violation the first invariant that did not hold; null if all is well
 * @param limit the first promise that did not hold for a record which a late write touched, as the promises say; null if none
 * @param tape the decisions that led there
 * @param steps calls and commits
 * @param writes writes of the engine that took effect
 * @param fingerprint equal for two runs of one tape, if the engine is deterministic
 * @param ending how a small history ended; null for others
 * @param story the tale, if it was told
 */
public record Outcome(
        @Nullable Violation violation,
        @Nullable Violation limit,
        Tape tape,
        int steps,
        int writes,
        int fingerprint,
        @Nullable Ending ending,
        String story) {}
