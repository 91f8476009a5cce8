package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.server.Pause;
import io.github.tandemsync.simulators.server.SystemWiring;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Configures a simulator. Defaults: the machine's clock, seed 1, portal 51234567 in UTC, one app (token {@code
 * pat-na1-simulated}, id 1160452) with all scopes, the limits of the smallest plan ({@link RateLimits#starter}), no index lag, {@link Canonicaliser#standard}, backward
 * lifecycle stages ignored, no workflow, merges with a new id, unique conflicts as 409, archiving frees unique values, neither a
 * restore nor an association moves the stamp, merge victims are not listed as archived, no hidden update after a write, results
 * of batches in random order. Not thread safe.
 */
public final class HubSpotSimulatorBuilder {
    private static final AppToken DEFAULT_APP = AppToken.withAllScopes("pat-na1-simulated", 1160452, "Tandem");

    private final List<AppToken> apps = new ArrayList<>();
    private InstantSource clock = SystemWiring.clock();
    private Pause pause = SystemWiring.pause();
    private RandomGenerator random = new SplittableRandom(1);
    private long portalId = 51234567;
    private ZoneId timeZone = ZoneOffset.UTC;
    private RateLimits limits = RateLimits.starter();
    private IndexLag indexLag = IndexLag.none();
    private Canonicaliser canonicaliser = Canonicaliser.standard();
    private IgnoredWrites ignoredWrites = IgnoredWrites.lifecycleStageBackwards();
    private Automation automation = Automation.none();
    private MergeStyle mergeStyle = MergeStyle.NEW_ID;
    private UniqueConflict uniqueConflict = UniqueConflict.CONFLICT_409;
    private boolean archivingFreesUniqueValues = true;
    private boolean restoringMovesStamp;
    private boolean associatingMovesStamp;
    private boolean victimsListedAsArchived;
    private boolean hiddenUpdateAfterWrite;
    private boolean shuffledResults = true;

    HubSpotSimulatorBuilder() {}

    /** Opens the port. */
    public HubSpotSimulator start() {
        return new HubSpotSimulator(this);
    }

    /** Time of stamps, of the {@code Date} header, of limits and of the index. */
    public HubSpotSimulatorBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** How delays of the fault plan are waited out. */
    public HubSpotSimulatorBuilder pause(Pause waiting) {
        pause = waiting;
        return this;
    }

    /** Seed of ids, correlation ids and the order of results. */
    public HubSpotSimulatorBuilder seed(long seed) {
        return random(new SplittableRandom(seed));
    }

    /** Source of ids, correlation ids and the order of results; used under the simulator's lock. */
    public HubSpotSimulatorBuilder random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    /** Id of the account. */
    public HubSpotSimulatorBuilder portalId(long id) {
        portalId = id;
        return this;
    }

    /** The account's time zone: its midnight resets the daily limit. */
    public HubSpotSimulatorBuilder timeZone(ZoneId zone) {
        timeZone = zone;
        return this;
    }

    /** Adds an app; the first one added replaces the default app. */
    public HubSpotSimulatorBuilder app(AppToken app) {
        apps.add(app);
        return this;
    }

    /** Request limits; {@link RateLimits#none} for tests that are about something else and send without a budget. */
    public HubSpotSimulatorBuilder limits(RateLimits rateLimits) {
        limits = rateLimits;
        return this;
    }

    /** How late searches see a write. */
    public HubSpotSimulatorBuilder indexLag(IndexLag lag) {
        indexLag = lag;
        return this;
    }

    /** In which form values are stored. */
    public HubSpotSimulatorBuilder canonicaliser(Canonicaliser form) {
        canonicaliser = form;
        return this;
    }

    /** Which writes succeed and change nothing; replaces the default. */
    public HubSpotSimulatorBuilder ignoredWrites(IgnoredWrites writes) {
        ignoredWrites = writes;
        return this;
    }

    /** The customer's workflow. */
    public HubSpotSimulatorBuilder automation(Automation workflow) {
        automation = workflow;
        return this;
    }

    /** Which id the survivor of a merge has. */
    public HubSpotSimulatorBuilder mergeStyle(MergeStyle style) {
        mergeStyle = style;
        return this;
    }

    /** How a duplicate of a custom unique value is refused. */
    public HubSpotSimulatorBuilder uniqueConflict(UniqueConflict style) {
        uniqueConflict = style;
        return this;
    }

    /** Whether another record may take the unique values of an archived one. */
    public HubSpotSimulatorBuilder archivingFreesUniqueValues(boolean frees) {
        archivingFreesUniqueValues = frees;
        return this;
    }

    /** Whether a restore moves the last-modified stamp. */
    public HubSpotSimulatorBuilder restoringMovesStamp(boolean moves) {
        restoringMovesStamp = moves;
        return this;
    }

    /** Whether an association moves the last-modified stamps of its ends. */
    public HubSpotSimulatorBuilder associatingMovesStamp(boolean moves) {
        associatingMovesStamp = moves;
        return this;
    }

    /** Whether {@code archived=true} lists the victims of merges. */
    public HubSpotSimulatorBuilder victimsListedAsArchived(boolean listed) {
        victimsListedAsArchived = listed;
        return this;
    }

    /** Whether a hidden property of the record changes right after each answered write, which moves the stamp. */
    public HubSpotSimulatorBuilder hiddenUpdateAfterWrite(boolean happens) {
        hiddenUpdateAfterWrite = happens;
        return this;
    }

    /** Whether batches answer in random order. */
    public HubSpotSimulatorBuilder shuffledResults(boolean shuffled) {
        shuffledResults = shuffled;
        return this;
    }

    List<AppToken> apps() {
        return apps.isEmpty() ? List.of(DEFAULT_APP) : List.copyOf(apps);
    }

    Pause pause() {
        return pause;
    }

    Settings settings() {
        return new Settings(
                portalId,
                clock,
                timeZone,
                random,
                limits,
                indexLag,
                canonicaliser,
                ignoredWrites,
                automation,
                mergeStyle,
                uniqueConflict,
                archivingFreesUniqueValues,
                restoringMovesStamp,
                associatingMovesStamp,
                victimsListedAsArchived,
                hiddenUpdateAfterWrite,
                shuffledResults);
    }
}
