package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StoreWitness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects a runner's settings; not safe for several threads. Needed: connection, left, right, at least one pair, and a
 * state store. Defaults: lease {@link #LEASE_TERM}, settle time {@link #SETTLE_TIME}, removal scans every
 * {@link #REMOVAL_SCAN}, no full compare, history kept for {@link #HISTORY_RETENTION}, rounds of {@link #ROUND_SIZE} entries, {@link
 * #PARALLEL} calls at a time on threads of its own,
 * {@link #CALL_RESERVE} % of each system's quota of calls left to others, {@link #RESOLVER_TIMEOUT} for a policy to answer, no
 * listener, and the machine's clock.
 */
public final class SyncRunnerBuilder {
    /** How long the lease runs without being renewed. Longer than any one call to a system. */
    public static final Duration LEASE_TERM = Duration.ofMinutes(5);

    /** How long a write whose answer was lost may still arrive at a system. */
    public static final Duration SETTLE_TIME = Duration.ofMinutes(2);

    /** How often removals are scanned for where a feed does not report them. */
    public static final Duration REMOVAL_SCAN = Duration.ofMinutes(30);

    /** Most pages that a run reads of a type in such a scan, but for the first one of a runner. */
    public static final int REMOVAL_PAGES = 20;

    /** How often references are scanned for where a feed does not report them. */
    public static final Duration REFERENCE_SCAN = Duration.ofHours(24);

    /** How long history is kept, and so how long a run can be taken back. */
    public static final Duration HISTORY_RETENTION = Duration.ofDays(90);

    /** How long to wait for the answer of a policy of the host's own about one conflict. */
    public static final Duration RESOLVER_TIMEOUT = Duration.ofSeconds(5);

    /** Most policies that are waited for, or hang, at the same time. */
    private static final int ASKED = 8;

    /** Most entries of one round. */
    public static final int ROUND_SIZE = 2000;

    /** How much of a system's quota of calls is left to others, in percent, where the system tells its quota. */
    public static final int CALL_RESERVE = 10;

    /** Most calls to a system at the same time. */
    public static final int PARALLEL = 4;

    private final Map<PairId, ObjectPair> pairs = new LinkedHashMap<>();
    private final Map<PairId, Duration> intervals = new HashMap<>();
    private @Nullable ConnectionId connection;
    private @Nullable Connector left;
    private @Nullable Connector right;
    private @Nullable StateStore store;
    private StoreWitness witness = StoreWitness.inMemory();
    private InstantSource clock = SystemWiring.clock();
    private Supplier<String> ids = SystemWiring.ids();
    private @Nullable HolderId holder;
    private Duration leaseTerm = LEASE_TERM;
    private Duration settleTime = SETTLE_TIME;
    private Duration removalScan = REMOVAL_SCAN;
    private int removalPages = REMOVAL_PAGES;
    private Duration referenceScan = REFERENCE_SCAN;
    private @Nullable Duration fullCompare;
    private Duration historyRetention = HISTORY_RETENTION;
    private int roundSize = ROUND_SIZE;
    private int callReserve = CALL_RESERVE;
    private @Nullable StageExecutor executor;
    private SyncListener listener = SyncListener.SILENT;
    private Duration resolverTimeout = RESOLVER_TIMEOUT;
    private @Nullable Alarms alarms;
    private @Nullable TimeLimiter limiter;

    SyncRunnerBuilder() {}

    /** The name of this portal with this organisation: everything stored is keyed by it, so it must never change. */
    public SyncRunnerBuilder connection(String id) {
        connection = new ConnectionId(id);
        return this;
    }

    /** The system on the left of the pairs; this runner does not close it. */
    public SyncRunnerBuilder left(Connector value) {
        left = value;
        return this;
    }

    /** The system on the right of the pairs; this runner does not close it. */
    public SyncRunnerBuilder right(Connector value) {
        right = value;
        return this;
    }

    /** Adds a pair. Pairs start disabled; parents' pairs come before those that refer to them. */
    public SyncRunnerBuilder pair(ObjectPair value) {
        if (value.id().equals(Suppression.PAIR)) {
            throw new IllegalArgumentException(
                    "The name " + value.id() + " is taken by what is kept of erased records; name the pair otherwise");
        }
        if (pairs.putIfAbsent(value.id(), value) != null) {
            throw new IllegalArgumentException("Two pairs are named " + value.id() + "; give each its own name");
        }
        return this;
    }

    /**
     * Adds a pair whose feeds are asked no more often than that, by {@link SyncRunner#start} and {@link SyncRunner#runSlice}; {@link
     * SyncRunner#runOnce} and plans ask everything. In between, a run still does what is due in the pair: hints, retries, records
     * that waited for another. It asks the feeds earlier only if one of these may create a record, so that none is made beside one
     * that somebody made meanwhile.
     *
     * @param interval from one asking to the next, longer than zero; may be shorter or longer than that of {@link SyncRunner#start}
     */
    public SyncRunnerBuilder pair(ObjectPair value, Duration interval) {
        Duration checked = positive("interval", interval);
        pair(value);
        intervals.put(value.id(), checked);
        return this;
    }

    public SyncRunnerBuilder stateStore(StateStore value) {
        store = value;
        return this;
    }

    /**
     * What remembers, outside the state store, how far the store had come. A store that turns out to be older, such as a backup that
     * was restored, puts every pair under recovery rules ({@link SyncRunner#recover}) before anything is done. By default it is
     * remembered for as long as the runner lives; {@link StoreWitness#inFile} outlives the process.
     */
    public SyncRunnerBuilder witness(StoreWitness value) {
        witness = value;
        return this;
    }

    public SyncRunnerBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** Where run ids come from: unique, at most 60 characters. */
    public SyncRunnerBuilder ids(Supplier<String> value) {
        ids = value;
        return this;
    }

    /**
     * How much of each system's quota of calls to leave to others, in percent of the whole; 0 for nothing. When no more is left,
     * a run begins no new work, ends, and says in its report why and when it may go on. An approved plan is carried out all
     * the same.
     */
    public SyncRunnerBuilder callReserve(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("callReserve is a percentage from 0 to 100; got " + percent);
        }
        callReserve = percent;
        return this;
    }

    /** How the calls of one stage are made; by default on daemon threads of the runner's own, which end when idle. */
    public SyncRunnerBuilder executor(StageExecutor value) {
        executor = value;
        return this;
    }

    /**
     * Who holds the lease: unique among processes that share the store. By default a random name. A runner takes the lease from one by
     * the same name at once, since that is mostly what was left by a process that died; if that one is alive, it is fenced at its next
     * commit, and the two hinder each other.
     */
    public SyncRunnerBuilder holder(String value) {
        holder = new HolderId(value);
        return this;
    }

    /**
     * How long this process may be silent before another one takes over; five minutes by default. The lease is renewed by every call to a
     * system and every commit, once less than half of it is left, so that it has to last longer than any one call of a connector, with
     * all that this waits and sends again.
     */
    public SyncRunnerBuilder leaseTerm(Duration value) {
        leaseTerm = positive("leaseTerm", value);
        return this;
    }

    /** How long after its sending a write without an answer may still take effect; two minutes by default. */
    public SyncRunnerBuilder settleTime(Duration value) {
        settleTime = positive("settleTime", value);
        return this;
    }

    /** How often to look for removals in a type whose feed does not tell of them; half an hour by default. */
    public SyncRunnerBuilder removalScan(Duration value) {
        removalScan = positive("removalScan", value);
        return this;
    }

    /**
     * The same, and how much of it a run does: what is in the bin is read from its beginning each time, 100 records a call at HubSpot, so
     * that a full bin costs many calls. A run reads so many pages of a type, and the next one goes on; {@link #REMOVAL_PAGES} by
     * default. Only the first scan of a runner, and of a pair under recovery rules, is read to its end before anything else is
     * done.
     *
     * @param every how long after a scan the next one begins
     * @param pages most calls a type and run, at least one
     */
    public SyncRunnerBuilder removalScan(Duration every, int pages) {
        if (pages < 1) {
            throw new IllegalArgumentException("A scan for removals needs a page a run at least; got " + pages);
        }
        removalPages = pages;
        return removalScan(every);
    }

    /**
     * How often to read the references of all linked records of a type whose feed does not tell of them, as HubSpot's does not
     * of a new parent company. A scan reads at most 1,000 records a run until it is through.
     */
    public SyncRunnerBuilder referenceScan(Duration value) {
        referenceScan = positive("referenceScan", value);
        return this;
    }

    /**
     * How often to list both sides of every pair and look at what is not as it was when it was last looked at: for changes that no
     * feed ever told, such as one that HubSpot's search shows later than any that it should. Off by default, since it costs calls and
     * store writes in proportion to the number of records, and not of changes; a month is usual. A run lists at most
     * ten pages of a pair, goes on in the next one, and does its other work meanwhile.
     */
    public SyncRunnerBuilder fullCompare(Duration value) {
        fullCompare = positive("fullCompare", value);
        return this;
    }

    /**
     * How long to keep the history, with the values that writes replaced; at least two days, 90 days by default. What is older is
     * dropped at the end of a run, at most 20,000 events a time, but conflicts that wait for a person. A run whose history is gone
     * can not be taken back.
     */
    public SyncRunnerBuilder historyRetention(Duration value) {
        if (value.compareTo(Retention.LEAST) < 0) {
            throw new IllegalArgumentException(
                    "historyRetention must be two days or more, since removals are counted over" + " a day; got "
                            + value);
        }
        historyRetention = value;
        return this;
    }

    public SyncRunnerBuilder roundSize(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("roundSize must be 1 or more; got " + value);
        }
        roundSize = value;
        return this;
    }

    /** Hears what runs do; called on the thread of the run. */
    public SyncRunnerBuilder listener(SyncListener value) {
        listener = value;
        return this;
    }

    /**
     * How long to wait for the answer of a {@link io.github.tandemsync.core.rule.ConflictResolver} of the host's own about one conflict;
     * five seconds by default. One that has not answered by then is interrupted, the conflict is left to a person, and says so; after
     * three times it is not asked any more in that run. It is asked on a daemon thread of the runner's own, so that what the host
     * keeps by thread (a transaction, a security context) is not there; with zero it is asked on the thread of the run, for as long
     * as it takes, while no write is sent. The policies that come with the library need no waiting.
     */
    public SyncRunnerBuilder resolverTimeout(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("resolverTimeout must be zero or longer; got " + value);
        }
        resolverTimeout = value;
        return this;
    }

    /** The threads of policies, and the waiting for them; daemon threads of the runner's own by default. */
    public SyncRunnerBuilder timeLimiter(TimeLimiter value) {
        limiter = value;
        return this;
    }

    /** For tests: the thread and the waiting of {@link SyncRunner#start}. */
    SyncRunnerBuilder alarms(Alarms value) {
        alarms = value;
        return this;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero; got " + value);
        }
        return value;
    }

    private static <T> T needed(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("A runner needs a " + name + ": call " + name + "(..) before build()");
        }
        return value;
    }

    /**
     * @throws IllegalStateException if a part is missing
     * @throws IllegalArgumentException if two pairs contradict each other, or the owners of lines are in no pair
     * @throws io.github.tandemsync.core.TandemException if a rule, filter or router has no definition
     */
    public SyncRunner build() {
        if (pairs.isEmpty()) {
            throw new IllegalStateException("A runner needs a pair: call pair(..) before build()");
        }
        checkSystems();
        checkOwners();
        Alarms given = alarms;
        return new SyncRunner(settings(), new Cadence(intervals), given == null ? SystemWiring.alarms(1) : given);
    }

    private Settings settings() {
        List<ObjectPair> contained =
                pairs.values().stream().map(Contained::pair).toList();
        return new Settings(
                needed("connection", connection),
                needed("left", left),
                needed("right", right),
                contained,
                Fingerprint.of(contained),
                needed("stateStore", store),
                witness,
                clock,
                ids,
                holder == null ? new HolderId(ids.get()) : holder,
                leaseTerm,
                settleTime,
                removalScan,
                removalPages,
                referenceScan,
                fullCompare,
                historyRetention,
                roundSize,
                callReserve,
                new Stage(executor == null ? ownThreads() : executor),
                new HostCode(resolverTimeout, resolverTimeout.isZero() ? null : limiter()),
                listener);
    }

    private TimeLimiter limiter() {
        TimeLimiter given = limiter;
        return given == null ? SystemWiring.timeLimiter(ASKED) : given;
    }

    private static StageExecutor ownThreads() {
        return StageExecutor.on(SystemWiring.threads(PARALLEL - 1), PARALLEL);
    }

    private void checkOwners() {
        for (ObjectPair lines : pairs.values()) {
            Owner owner = lines.owner();
            if (owner != null && !pairs.containsKey(owner.pair())) {
                throw new IllegalArgumentException("The pair " + lines.id() + " has its owners in " + owner.pair()
                        + ", which this runner does not have; add that pair too, before " + lines.id());
            }
        }
    }

    /** A type belongs to one side: two pairs must not disagree about which. */
    private void checkSystems() {
        for (Side side : Side.values()) {
            Set<String> systems = new HashSet<>();
            pairs.values().forEach(pair -> pair.types(side).forEach(type -> systems.add(type.system())));
            if (systems.size() > 1) {
                throw new IllegalArgumentException("The pairs name several systems on the " + side + " side: " + systems
                        + "; give each connection one system a side");
            }
        }
    }
}
