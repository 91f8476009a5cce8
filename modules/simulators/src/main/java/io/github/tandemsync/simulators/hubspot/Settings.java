package io.github.tandemsync.simulators.hubspot;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/** How this simulator behaves; see the builder for what each part means. */
record Settings(
        long portalId,
        InstantSource clock,
        ZoneId timeZone,
        RandomGenerator random,
        RateLimits limits,
        IndexLag indexLag,
        Canonicaliser canonicaliser,
        IgnoredWrites ignoredWrites,
        Automation automation,
        MergeStyle mergeStyle,
        UniqueConflict uniqueConflict,
        boolean archivingFreesUniqueValues,
        boolean restoringMovesStamp,
        boolean associatingMovesStamp,
        boolean victimsListedAsArchived,
        boolean hiddenUpdateAfterWrite,
        boolean shuffledResults) {}
