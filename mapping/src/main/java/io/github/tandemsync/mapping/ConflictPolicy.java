package io.github.tandemsync.mapping;

import io.github.tandemsync.core.rule.ConflictResolver;

/** Who wins when both sides edited the same rule. HubSpot is the left side of every pair, Dynamics the right. */
@SuppressWarnings("ImmutableEnumChecker") // the resolvers are pure functions
public enum ConflictPolicy {
    PREFER_HUBSPOT(ConflictResolver.PREFER_LEFT),
    PREFER_DYNAMICS(ConflictResolver.PREFER_RIGHT),
    /** The later edit, where both systems say when the field was edited; else as {@link #MANUAL}. */
    MOST_RECENT(ConflictResolver.MOST_RECENT),
    /** Nobody: the conflict waits for a person. The default. */
    MANUAL(ConflictResolver.MANUAL);

    private final ConflictResolver resolver;

    ConflictPolicy(ConflictResolver resolver) {
        this.resolver = resolver;
    }

    ConflictResolver resolver() {
        return resolver;
    }
}
