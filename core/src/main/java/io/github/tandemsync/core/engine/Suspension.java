package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.PairState;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pair takes no part in runs: another sync, fields that are not what they were, or a right that is missing. */
final class Suspension {
    private Suspension() {}

    /** All reasons, with their remedies; null if there is none. */
    static @Nullable String trouble(ObjectPair pair, PairState state) {
        String all = Stream.of(
                        SecondWriter.trouble(state), SchemaWatch.trouble(state), RightsWatch.trouble(pair, state))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    /** The state of a pair that a person lets go on; fields that are not what they were have to be accepted. */
    static PairState resumed(PairState state, Instant now) {
        return RightsWatch.resumed(SecondWriter.resumed(state, now));
    }
}
