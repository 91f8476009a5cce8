package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records of one connection in step. The door of the engine: built once, used for as long as the application runs.
 *
 * <p>Methods that touch the systems, or change what is stored, decide and commit on the caller's thread, one at a time; others wait.
 * Called by what the run itself calls and waits for (a rule, a policy, a filter, a listener, a connector), they throw an {@link
 * IllegalStateException} and change nothing; views and hints may be asked for there. Only calls that do not
 * depend on each other are made on several threads ({@link StageExecutor}). The runner keeps the connection's
 * lease from its first run until {@link #close()}, or until the end of a slice ({@link #runSlice}); another process that runs the
 * same connection meanwhile gets a {@link io.github.tandemsync.core.connector.FencedException}. Killing the process at any point
 * loses nothing and doubles nothing. {@link #start} runs again and again on a thread of the runner's own. {@code close()} ends that, gives
 * the lease back, and closes neither the connectors nor the store: they are the caller's.
 */
public final class SyncRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyncRunner.class);

    private final Settings settings;
    private final Map<Side, Endpoint> endpoints = new EnumMap<>(Side.class);
    private final LeaseKeeper lease;
    private final RemovalScans scans = new RemovalScans();
    private final Arrivals arrivals = new Arrivals();
    private final Cadence cadence;
    private final Map<CursorKey, Session.Slide> slides = new TreeMap<>();
    private final Pairs pairs;
    private final Records records;
    private final Conflicts conflicts;
    private final Hints hints;
    private final CallReserve reserve;
    private final Slices slices;
    private final Rhythm rhythm;
    private final Alarms alarms;
    private Instant identifiedUntil = Instant.MIN;
    private boolean busy;

    SyncRunner(Settings settings, Cadence cadence, Alarms alarms) {
        this.settings = settings;
        this.cadence = cadence;
        this.alarms = alarms;
        this.lease = new LeaseKeeper(settings);
        this.pairs = new Pairs(settings, this::commit, this::commitWithoutSystems);
        this.conflicts = new Conflicts(settings, pairs);
        this.hints = new Hints(settings);
        endpoints.put(Side.LEFT, endpoint(Side.LEFT, settings.left()));
        endpoints.put(Side.RIGHT, endpoint(Side.RIGHT, settings.right()));
        reserve = new CallReserve(endpoints.values(), settings.callReserve(), settings.clock());
        slices = new Slices(settings, reserve, this::begin);
        rhythm = new Rhythm(settings.connection(), new Turn(), settings.clock(), settings.listener(), LOG);
        records = new Records(settings, pairs, this::commit, this::commitWithoutSystems, rhythm::hinted);
    }

    private Endpoint endpoint(Side side, Connector connector) {
        return new Endpoint(side, connector, settings.stage(), lease::keep, settings.clock());
    }

    public static SyncRunnerBuilder builder() {
        return new SyncRunnerBuilder();
    }

    /** The pairs' switches and states. */
    public Pairs pairs() {
        return pairs;
    }

    /** Single records: which are held up, trying them again, and erasing what is stored of one. */
    public Records records() {
        return records;
    }

    /** The conflicts that wait for a person. */
    public Conflicts conflicts() {
        return conflicts;
    }

    /** Checks rights, schemas and pairs. Writes nothing, needs no lease. */
    public PreflightReport preflight() {
        settings.hostCode().demandOutside();
        synchronized (this) {
            return new Preflight(endpoints).check(settings);
        }
    }

    /**
     * Runs every enabled pair until nothing is due: a new run, in one slice. It keeps the lease.
     *
     * @return what was done; faults of a pair are in its problems, and the other pairs go on
     * @throws TandemException if the lease is held by another runner, the store fails, or it belongs to other accounts
     */
    public SyncReport runOnce() {
        return alone(() -> {
            slices.giveUp();
            return slices.next(SliceBudget.unlimited(), true, () -> false);
        });
    }

    /**
     * The work of one call; what it calls back must not begin another, change a state, or close the runner, in the middle of it. What
     * it waits for on another thread must not wait for it.
     */
    private <T> T alone(Supplier<T> work) {
        settings.hostCode().demandOutside();
        synchronized (this) {
            demandRest();
            busy = true;
            try {
                return work.get();
            } finally {
                busy = false;
            }
        }
    }

    private void demandRest() {
        if (busy) {
            throw new CalledBack();
        }
    }

    /**
     * Runs every enabled pair until nothing is due or the budget is used up, and gives the lease back, so that a scheduler can share
     * its connections among nodes. While {@link SyncReport#more()} is true, the next call goes on with the run; all its reports
     * together ({@link SyncReport#plus}) say what one unlimited run would have. Any node may take the next slice: one that has
     * not begun the run begins a run of its own, and finds in the store what is left to do.
     *
     * @return what this slice did, and when the next is due
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     * @throws TandemException if the store fails or belongs to other accounts
     */
    public SyncReport runSlice(SliceBudget budget) {
        settings.hostCode().demandOutside();
        synchronized (this) {
            demandRest();
            return releasing(() -> slices.next(budget, false, () -> false));
        }
    }

    private SyncReport releasing(Supplier<SyncReport> slice) {
        SyncReport report;
        try {
            report = alone(slice);
        } catch (RuntimeException | Error fault) {
            lease.releaseAfter(fault);
            throw fault;
        }
        lease.release();
        return report;
    }

    /**
     * Runs now, and then again and again, each run so long after the end of the one before, on a thread of the runner's own, until
     * {@link #close()}. It keeps the lease. Each run asks the feeds of the pairs that are due: those with an interval of their own
     * ({@link SyncRunnerBuilder#pair(io.github.tandemsync.core.rule.ObjectPair, Duration)}) after that, the others after this one. A run
     * begins earlier if something is due earlier, and later if a system's quota of calls is used up but for the reserve. A run that fails
     * is told to {@link SyncListener#failed}, logged as a warning, and tried again ever later, up to 15 minutes or the interval, whichever
     * is longer. Other methods may be called meanwhile; those that touch the systems take turns with the runs. Returns at once.
     *
     * @param interval longer than zero; in between nobody sees what changes. A minute or two is usual
     * @throws IllegalStateException if it was called before
     */
    public void start(Duration interval) {
        start(interval, LocalCoordinator.alone(alarms, settings.clock(), interval));
    }

    /**
     * As {@link #start(Duration)}, on the threads of a coordinator, which may run other connections beside this one. It has to be
     * closed by its owner, before or after this runner; {@link #close()} only takes this connection out.
     *
     * @throws IllegalStateException if this was started before, or the coordinator has a connection of this name
     */
    public void start(Duration interval, WorkCoordinator coordinator) {
        rhythm.start(interval, coordinator, () -> cadence.usual(interval));
    }

    /**
     * Says that records may have changed: for webhooks and commands. They are looked at by the next run, in every pair of this
     * runner that has their type, whether they are known or not; nothing else is concluded from a hint, so that one too many does
     * no harm. A pair that was never listed needs none: its first run looks at everything.
     *
     * <p>Needs no lease, touches neither system and does not wait for a run: it may be called from any thread, also by a
     * listener inside a run. After {@link #start} the next run begins sooner: a second after the hint, but ten
     * seconds after the end of the run before, if the interval is not over earlier; many hints that come together bring one run. It
     * begins no sooner after failed runs, or where a system's calls are used up.
     *
     * @param records most conveniently some hundreds at a time: they are stored in one transaction
     * @throws IllegalArgumentException if no pair of this runner has a record's type; no record is marked then
     * @throws io.github.tandemsync.core.state.StateStoreException if the store fails
     */
    public void hint(Collection<RecordRef> records) {
        if (hints.give(records)) {
            rhythm.hinted();
        }
    }

    /** As {@link #hint(Collection)}, for one record. */
    public void hint(RecordRef record) {
        hint(List.of(record));
    }

    private final class Turn implements Rhythm.Beat {
        @Override
        public @Nullable SyncReport slice(SliceContext context) {
            BooleanSupplier stop = () -> rhythm.isResting() || context.draining();
            synchronized (SyncRunner.this) {
                if (stop.getAsBoolean()) {
                    return null;
                }
                Supplier<SyncReport> slice = () -> slices.next(Rhythm.SLICE, false, stop);
                return rhythm.isShared() ? releasing(slice) : alone(slice);
            }
        }

        @Override
        public @Nullable Instant notBefore() {
            CallReserve.Shortage shortage = reserve.shortage();
            return shortage == null ? null : shortage.until();
        }
    }

    /**
     * Looks at everything that is due and says what a run would write. Writes to neither system. What needs no write is settled
     * as in a run: records that agree, records that match each other, conflicts that wait for a person.
     */
    public SyncPlan plan() {
        return alone(() -> Plans.make(begin(unlimited(), true), Wishes.NONE));
    }

    /**
     * As {@link #plan()}, for a plan of any size: the items go to the sink as they are decided, and are not kept.
     *
     * @return what {@link #apply(PlanDigest)} needs
     */
    public PlanDigest plan(PlanSink sink) {
        return alone(() -> Plans.make(begin(unlimited(), true), Wishes.NONE, sink));
    }

    /**
     * The links that a first contact would make, by which rule, and what is ambiguous, before any is made; for pairs that were
     * never matched. Both sides are listed as by a run; of what would be created only the number is said ({@link
     * PlanDigest#toCreate}). {@link #apply} makes the links that still rest on the same values, settles what is ambiguous, and
     * writes to neither system; after it the pair is as after any first contact, and {@link #plan()} shows which fields differ.
     */
    public SyncPlan planLinks() {
        return alone(() -> LinkPlans.make(begin(unlimited(), true)));
    }

    /** As {@link #planLinks()}, for any number of links: the items go to the sink, and are not kept. */
    public PlanDigest planLinks(PlanSink sink) {
        return alone(() -> LinkPlans.make(begin(unlimited(), true), sink));
    }

    /**
     * A plan that settles conflicts as people choose; {@link #apply} carries it out. Writes to neither system. The records of the
     * conflicts are looked at as in a run, so other fields of theirs that have changed are part of the plan. A choice that no
     * longer counts, since a side has moved or the two are no longer linked, is an item that says so; also where this plan is the
     * first to see that one was merged into another.
     *
     * @throws IllegalArgumentException if a conflict is of a pair that this runner does not have, or two choices about one conflict
     *     differ
     */
    public SyncPlan planResolution(Collection<Resolution> choices) {
        Wishes wishes = Resolutions.wishes(choices, pairs);
        return alone(() -> Plans.make(begin(unlimited(), true), wishes));
    }

    /**
     * A plan that gives back what the fields held before a run wrote them, where neither side was edited since; {@link #apply}
     * carries it out. Writes to neither system. What is given back stays so ({@link
     * io.github.tandemsync.core.state.RuleState.Status#HELD}) until either side is edited. Items say what is not given back: what was
     * changed since, and records that the run created or removed, which stay as they are. Nothing else is written to the records: what
     * is due of them besides stays so. A pair that is disabled is taken back too, from what is stored of it: its feeds are not asked.
     * The calls that are kept in reserve may be used for it, and other pairs than the run's are not asked.
     *
     * @param run its id: {@link SyncReport#run()}
     * @throws IllegalArgumentException if the history has no write of such a run
     */
    public SyncPlan planUndo(String run) {
        PlanList list = new PlanList();
        PlanDigest digest = planUndo(run, list);
        return new SyncPlan(list.items(), digest);
    }

    /**
     * As {@link #planUndo(String)}, of a run of any size: its history is read in pages, the items go to the sink, and neither is kept.
     * {@link #apply(PlanDigest)} reads the history once more.
     */
    public PlanDigest planUndo(String run, PlanSink sink) {
        return alone(() -> {
            Undo undo = new Undo(settings, run);
            undo.demandWhole();
            return Plans.undo(begin(unreserved(), true), undo, sink);
        });
    }

    /**
     * Looks at every live link of a pair now, whatever was known to have changed, and says what a run would mend, and as {@link
     * PlanItem.Action#REPORT reports} everything else that differs or stands still: drift on one-way targets, what was taken back,
     * refused, frozen, waits or is in conflict, each with both values, what was last agreed on, the rule's state and why. Writes to
     * neither system, and stores nothing of what it finds, but who was merged into whom; {@link #apply} mends what it says, unless it
     * moved since. It asks the pair's feeds, and reads each linked record once, in the largest batches that the systems take, leaving the
     * reserve of calls to others. {@link SyncPlan#looked()} says how many links it has looked at.
     *
     * @param pair one that is enabled and past its first contact; else the plan's problems say what to do
     * @throws IllegalArgumentException if the pair is not known here
     */
    public SyncPlan planAudit(String pair) {
        PlanList list = new PlanList();
        PlanDigest digest = planAudit(pair, list);
        return new SyncPlan(list.items(), digest);
    }

    /** As {@link #planAudit(String)}, for any number of links: the items go to the sink, and are not kept. */
    public PlanDigest planAudit(String pair, PlanSink sink) {
        ObjectPair known = pairs.definition(pair);
        return alone(() -> Plans.audit(begin(unlimited(), true), known, sink));
    }

    /**
     * Looks at every live link of a pair, and says which empty sides of the named rules would be filled from the other side: also
     * where both sides have agreed on that, as when the field came into use after they were joined. No value is overwritten, what
     * somebody emptied since both last agreed stays empty, and a one-way rule fills its target alone. {@link #apply} carries it
     * out, and {@link #planUndo} takes that back. Nothing else of the links is part of the plan. It costs what {@link #planAudit}
     * costs. Items say what is not filled though a side is empty, and why.
     *
     * @param pair one that is enabled and past its first contact; else the plan's problems say what to do
     * @param rules the ids of the rules
     * @throws IllegalArgumentException if the pair is not known here, or has no such rule
     */
    public SyncPlan planBackfill(String pair, Collection<String> rules) {
        PlanList list = new PlanList();
        PlanDigest digest = planBackfill(pair, rules, list);
        return new SyncPlan(list.items(), digest);
    }

    /** As {@link #planBackfill(String, Collection)}, for any number of links: the items go to the sink, and are not kept. */
    public PlanDigest planBackfill(String pair, Collection<String> rules, PlanSink sink) {
        ObjectPair known = pairs.definition(pair);
        Wishes wishes = Wishes.filling(known, rules);
        return alone(() -> Plans.backfill(begin(unlimited(), true), known, wishes, sink));
    }

    /**
     * Does what the plan says, and refuses every item that has moved since: those are left for the next plan or run, and are
     * counted in the report's problems. It is a run, but that it sends only what the plan names: it asks the feeds first, so that
     * a planned record is not created beside one that somebody made meanwhile, and settles what needs no write. What can not be
     * undone ({@link PlanItem#undoable()}) is not sent, and the problems say so: {@link #apply(SyncPlan, Consent)} sends it.
     *
     * @return what was done; applied once more, a plan sends nothing, and the problems say so
     * @throws TandemException if the lease is held by another runner, the store fails, or it belongs to other accounts
     */
    public SyncReport apply(SyncPlan plan) {
        return apply(plan.digest());
    }

    /** As {@link #apply(SyncPlan)}, of a plan whose items went to a sink. */
    public SyncReport apply(PlanDigest plan) {
        return apply(plan, Consent.NONE);
    }

    /** As {@link #apply(SyncPlan)}, with consent to what the plan says can not be undone, or without. */
    public SyncReport apply(SyncPlan plan, Consent consent) {
        return apply(plan.digest(), consent);
    }

    /** As {@link #apply(SyncPlan, Consent)}, of a plan whose items went to a sink. */
    public SyncReport apply(PlanDigest plan, Consent consent) {
        return alone(() -> slices.apply(plan, consent, begin(unreserved(), true), null));
    }

    /**
     * As {@link #apply(SyncPlan, Consent)}, naming each planned write that was not sent, and of a plan of links alone each link that
     * was not made, with the reason.
     *
     * @param refused called on this thread before the run has ended: it must not call the runner. What it throws reaches the caller;
     *     everything that could be sent was sent then
     */
    public SyncReport apply(SyncPlan plan, Consent consent, Consumer<RefusedWrite> refused) {
        Map<String, PlanItem> items = new HashMap<>();
        plan.items().stream()
                .filter(item -> item.isWrite() || item.action() == PlanItem.Action.LINK)
                .forEach(item -> items.put(item.fingerprint(), item));
        return apply(
                plan.digest(),
                consent,
                write -> refused.accept(new RefusedWrite(
                        write.pair(), write.fingerprint(), items.get(write.fingerprint()), write.reason())));
    }

    /** As {@link #apply(SyncPlan, Consent, Consumer)}, of a plan whose items went to a sink: what was not done is told by fingerprint. */
    public SyncReport apply(PlanDigest plan, Consent consent, Consumer<RefusedWrite> refused) {
        return alone(() -> slices.apply(plan, consent, begin(unreserved(), true), refused));
    }

    /**
     * Puts every pair of the connection under recovery rules, in one commit: {@link Pairs#recover}. For a store that was restored from
     * a backup, or a standby database that has not received the last commits.
     *
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     */
    public void recover() {
        commitWithoutSystems(session -> {
            StateChange change = new StateChange();
            Distrust.begin(session, Distrust.Older.STORE, change);
            session.commit(change);
        });
    }

    /**
     * Accepts that a system was put back to an earlier state on purpose, as when an environment is restored from its backup, and puts
     * every pair under recovery rules: {@link Pairs#recover}. Until then nothing of the connection runs, and reports and
     * {@link #preflight()} say so. What is gone from the system and has a counterpart is not removed there, and not made anew.
     *
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     */
    public void acceptRestored() {
        commitWithoutSystems(PutBack::accept);
    }

    /** Why a record is as it is, from the store alone. Needs no lease. */
    public Explanation explain(RecordRef ref) {
        return new Explainer(settings).explain(ref);
    }

    /** What happened, oldest first. Needs no lease. */
    public List<HistoryEntry> history(HistoryQuery query) {
        return settings.store().history(query);
    }

    private Run begin(Slice slice, boolean all) {
        return new Run(open(slice), scans, cadence, all);
    }

    private Slice unlimited() {
        return new Slice(SliceBudget.unlimited(), settings.clock(), reserve);
    }

    /** What somebody approved, or has to take back, is done, whatever is to be left to others. */
    private Slice unreserved() {
        return new Slice(SliceBudget.unlimited(), settings.clock(), CallReserve.none(settings.clock()));
    }

    private Session opened(Slice slice) {
        Session session = new Session(
                settings, endpoints, lease, slides, arrivals, pairs::isLeaving, RecoveryRules::storeIsOlder);
        session.open(slice);
        return session;
    }

    private Session open(Slice slice) {
        Session session = opened(slice);
        if (!session.now().isBefore(identifiedUntil)) {
            for (Side side : Side.values()) {
                Pinned.demand(session, side);
            }
            identifiedUntil = session.now().plus(Pinned.AGE);
        }
        return session;
    }

    private void commit(Consumer<Session> work) {
        alone(() -> {
            Session session = open(unlimited());
            work.accept(session);
            return session;
        });
    }

    /** For what has to work with systems that are not there any more. */
    private void commitWithoutSystems(Consumer<Session> work) {
        alone(() -> {
            Session session = opened(unlimited());
            work.accept(session);
            return session;
        });
    }

    /**
     * Gives the lease back, and ends what {@link #start} began: a started run ends after the step that it is in, and never in the
     * middle of a write; the next runner does what is left. Called while another thread runs, it waits for that, or for the end of a
     * run that was asked for. May be called again. The runner is not used up: whatever is asked of it afterwards takes the lease again,
     * and {@code close()} gives it back.
     *
     * @throws IllegalStateException if it is called from inside a run, by a listener for example: the run would go on without its
     *     lease
     */
    @Override
    public void close() {
        settings.hostCode().demandOutside();
        rhythm.rest(true);
        synchronized (this) {
            rhythm.rest(!busy);
            demandRest();
            rhythm.end();
            slices.giveUp();
            lease.release();
        }
    }
}
