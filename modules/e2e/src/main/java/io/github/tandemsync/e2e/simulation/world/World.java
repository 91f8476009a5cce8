package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.e2e.simulation.check.Exits;
import io.github.tandemsync.e2e.simulation.check.Families;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Ledger;
import io.github.tandemsync.e2e.simulation.check.LineGuard;
import io.github.tandemsync.e2e.simulation.check.Sightings;
import io.github.tandemsync.e2e.simulation.check.StandingLines;
import io.github.tandemsync.e2e.simulation.check.Verdicts;
import io.github.tandemsync.e2e.simulation.check.WriteGuard;
import io.github.tandemsync.e2e.simulation.model.DataverseModel;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.HubSpotModel;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.model.SimClock;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One history's universe: clock, servers, store, users, and what goes wrong. Used by one thread. */
public final class World {
    static final Duration LEASE = Duration.ofMinutes(3);
    static final Duration SETTLE = Duration.ofMinutes(2);
    private static final int MOST_TOUCHES = 100_000;

    final Scenario scenario;
    final Choices choices;
    /** Replaced when somebody edits the mapping. */
    Shape shape;

    final Place place;
    final ConnectionId connection;
    final SimClock clock;
    final HubSpotModel left;
    final DataverseModel right;
    final InMemoryStateStore store;
    final Ledger ledger = new Ledger();
    final WriteGuard guard;
    final Exits exits;
    final StandingLines lines;
    final LineGuard lineGuard;
    final Sightings sightings;
    final Users users;
    final Meddler meddler = new Meddler(this);
    final Backups backups = new Backups(this);
    final Recoveries recoveries = new Recoveries(this);
    final Upkeep upkeep;
    final Routes routes = new Routes(this);
    final Restores restores = new Restores(this);
    final Host host = new Host(this);
    final OldestTwins twins = new OldestTwins(this);
    final Verdicts verdicts = ledger.verdicts();
    final StandStill still = new StandStill(this);
    final CursorWatch cursors = new CursorWatch(this);
    final Calls calls = new Calls(this);
    final Poison poison = new Poison(this);
    final Untold untold = new Untold();
    final Setting setting;
    final Plot plot;
    final Story story;
    final Coverage coverage;
    private final Swarm swarm;
    private final List<PlannedWrite> sent = new ArrayList<>();
    private final PriorityQueue<Late> late =
            new PriorityQueue<>(Comparator.comparingLong(Late::due).thenComparingInt(Late::number));
    private boolean faults = true;
    private long newestLease;
    private boolean paused;
    private int ids;
    private int steps;
    private int touches;
    private int refusedCreates;
    private boolean turnedAway;
    private Runnable secondRunner = () -> {};
    private Runnable amid = () -> {};

    World(Scenario scenario, Choices choices, Story story, Coverage coverage, Place place) {
        this.place = place;
        this.connection = place.connection();
        this.clock = place.clock();
        this.store = place.store();
        this.scenario = scenario;
        this.choices = choices;
        this.story = story;
        this.coverage = coverage;
        this.plot = new Plot(this);
        this.upkeep = new Upkeep(this);
        boolean small = scenario == Scenario.SMALL;
        this.swarm = small ? Swarm.none() : Swarm.draw(choices, scenario);
        Shape drawn = small ? Shape.small(choices) : Shape.draw(choices, scenario);
        this.shape = switch (scenario) {
            case HOST -> drawn.with(host.draw(drawn.pairs()));
            case MEMBERS -> drawn.with(host.guard(drawn.pairs()));
            case SUSPENDED -> drawn.with(host.drawUsual(drawn.pairs()));
            default -> drawn;
        };
        this.setting = new Setting(shape.pairs(), ledger);
        this.left = new HubSpotModel(clock, shape.leftQuirks(), shape.left(), this::indexLag);
        this.right = new DataverseModel(clock, shape.rightQuirks(), shape.right());
        Families families = new Families(left, right, ledger, shape.agreement());
        this.guard = new WriteGuard(ledger, shape.agreement(), families);
        this.sightings = new Sightings(ledger, families);
        this.exits = new Exits(ledger, shape.agreement(), families);
        this.lines = new StandingLines(shape.agreement(), left, right, ledger, this::saysWhy);
        this.lineGuard = new LineGuard(ledger, shape.agreement(), lines, this::hasNews);
        this.users = new Users(this);
        if (scenario.isHard()) {
            tell(() -> "hardships: " + new TreeSet<>(shape.leftQuirks().hardships()));
        }
    }

    /** What a second runner does while the first is paused past its lease. */
    void onSecondRunner(Runnable cycle) {
        secondRunner = cycle;
    }

    /** What happens elsewhere while a call or commit is made. */
    void onHook(Runnable elsewhere) {
        amid = elsewhere;
    }

    private boolean saysWhy(RecordRef ref) {
        return known(ref).stream().anyMatch(entry -> entry.reason() != null);
    }

    private boolean hasNews(RecordRef ref) {
        return known(ref).stream()
                .anyMatch(entry -> entry.state() == EntryState.REMOVED
                        || isDue(entry.mark().due()));
    }

    private boolean isDue(@Nullable Instant when) {
        return when != null && !when.isAfter(clock.instant());
    }

    /** What the store knows of the record. */
    List<Entry> known(RecordRef ref) {
        return store.entries(new EntryQuery.ByRef(connection, shape.pair(ref.type()), List.of(ref)));
    }

    /** Whether a system ever had a record of that address. */
    boolean isThere(RecordRef ref) {
        return left.row(ref) != null || right.row(ref) != null;
    }

    /** The record of that address on either side, which must exist. */
    Row existing(RecordRef ref) {
        Row row = left.row(ref);
        return row == null ? right.existing(ref) : row;
    }

    /** The records of both sides, those that are gone included. */
    Stream<Row> rows() {
        return Stream.of(left, right).flatMap(server -> server.rows().stream());
    }

    ModelServer server(Side side) {
        return side == Side.LEFT ? left : right;
    }

    int writes() {
        return left.writes() + right.writes();
    }

    /** A create was refused: nothing came of it, and it is tried again now and then. */
    void refusedCreate() {
        refusedCreates++;
    }

    /** A batch was turned away for want of a right. */
    void turnedAway() {
        turnedAway = true;
    }

    /** How many requests were sent, but for creates that were refused. */
    int heeded() {
        return sends() - refusedCreates;
    }

    /** How many writes reached a server, whether or not they took effect. */
    int sends() {
        return sent.size();
    }

    List<PlannedWrite> sentSince(int count) {
        return List.copyOf(sent.subList(count, sent.size()));
    }

    void sent(Side side, WriteRequest request) {
        sent.add(PlannedWrite.of(side, request));
    }

    /** Whether the history has gone on for longer than any that comes to an end; it is broken then. */
    boolean isEndless() {
        if (++touches <= MOST_TOUCHES) {
            return false;
        }
        ledger.report(
                Invariant.LIVENESS, "the engine goes on for ever: " + MOST_TOUCHES + " touches of store and systems");
        return true;
    }

    int steps() {
        return steps;
    }

    String nextId() {
        return "id-" + ++ids;
    }

    boolean has(Chance chance) {
        return swarm.has(chance);
    }

    boolean has(Hardship hardship) {
        return shape.leftQuirks().has(hardship);
    }

    /** One chance in so many, of those that are no fault of their own kind; none once all is well. */
    boolean once(int in) {
        return faults && choices.chance(1, in);
    }

    // ---- what happens at a call

    /** Anything may happen here: before and after every call and commit. Throws what kills the calling process. */
    void hook(RunnerProcess process) {
        if (!place.turn().mayPass()) {
            ledger.report(Invariant.UNDISTURBED, process.name() + " is called by a runner of another connection");
        }
        process.demandAlive();
        steps++;
        clock.advance(Duration.ofMillis(1));
        if (!late.isEmpty() && late.peek().due <= clock.millis()) {
            pass(Duration.ZERO);
        }
        story.stamp(choices.drawn());
        Chance chance = strike(Chance.At.HOOK);
        if (chance != null) {
            happen(chance, process);
        }
        plot.mayKill(process);
        amid.run();
        if (scenario == Scenario.UPKEEP || scenario == Scenario.SUSPENDED) {
            upkeep.strike(process);
        }
    }

    /** The same inside a connector. */
    void hookOfConnector(RunnerProcess process) {
        RunnerProcess.dying(() -> hook(process));
    }

    private void happen(Chance chance, RunnerProcess process) {
        switch (chance) {
            case USER -> users.act();
            case TIME_PASSES ->
                pass(choices.pick(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(40),
                        Duration.ofMinutes(5),
                        Duration.ofHours(7),
                        Duration.ofDays(1),
                        Duration.ofDays(30)));
            case CRASH, CRASH_BY_ERROR -> process.kill(chance == Chance.CRASH_BY_ERROR);
            case SECOND_RUNNER -> pauseForSecondRunner();
            case TOKENS_EXPIRE -> {
                tell(() -> "every change token of the right side expires");
                right.expireTokens();
            }
            case HIDE -> users.hideSomething();
            default -> throw new IllegalStateException("nothing to do for " + chance);
        }
    }

    /** What goes wrong at this place; null if nothing does. */
    @Nullable
    Chance strike(Chance.At at) {
        Chance chance = faults ? swarm.strike(at, choices) : null;
        if (chance != null) {
            calls.struck();
            coverage.met("fault " + chance);
        }
        return chance;
    }

    void pauseForSecondRunner() {
        if (paused) {
            return;
        }
        paused = true;
        tell(() -> "the runner is paused past its lease; a second one runs");
        pass(LEASE.plusSeconds(1));
        story.indent(1);
        boolean interrupted = Thread.interrupted();
        try {
            secondRunner.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            story.indent(-1);
            paused = false;
        }
        tell(() -> "the first runner goes on");
    }

    /** Time goes by; what was sent and not yet run, runs in its time. */
    void pass(Duration time) {
        tell(() -> time + " pass");
        long end = clock.millis() + time.toMillis();
        while (!late.isEmpty() && late.peek().due <= end) {
            Late write = late.remove();
            clock.advance(Duration.ofMillis(Math.max(0, write.due - clock.millis())));
            write.run.run();
        }
        clock.advance(Duration.ofMillis(Math.max(0, end - clock.millis())));
    }

    /** A server will run this after its client has given up, within the settle time. */
    void runLate(Runnable write) {
        Duration after = choices.pick(Duration.ofSeconds(1), Duration.ofSeconds(30), SETTLE.minusSeconds(2));
        late.add(new Late(clock.millis() + after.toMillis(), sent.size() * 100 + late.size(), write));
    }

    private record Late(long due, int number, Runnable run) {}

    private long indexLag() {
        if ((has(Hardship.LATE_KEY) || has(Hardship.LATE_CHANGE)) && once(12)) {
            return Shape.LATER_THAN_DECLARED.toMillis();
        }
        return strike(Chance.At.INDEX) == null ? 0 : 1 + choices.below(8) * (Shape.LONGEST_LAG.toMillis() - 1) / 7;
    }

    /** Which user creations the record that will be made under the key descends from: those of the source it is made for. */
    long origins(CreateKey key) {
        Intent intent = ledger.lastCreate(key);
        if (intent == null) {
            return 0;
        }
        Row source = server(intent.target().other()).row(intent.source());
        return source == null ? 0 : source.origins();
    }

    /** A process took the lease. */
    void leased(long epoch) {
        newestLease = Math.max(newestLease, epoch);
    }

    /** The epoch of the lease that was taken last. */
    long newestLease() {
        return newestLease;
    }

    /** Epochs begin again where the store was put back to. */
    void leasesForgotten() {
        newestLease = 0;
    }

    /** What people do while they look at a plan, before they approve it. */
    void meanwhile() {
        for (int i = faults ? choices.below(4) : 0; i > 0; i--) {
            users.act();
        }
        if (faults && choices.chance(1, 3)) {
            pass(choices.pick(Duration.ofSeconds(1), LEASE.plusSeconds(1), Duration.ofMinutes(40)));
        }
    }

    /** From now on nothing goes wrong any more, and nobody does anything. */
    void heal() {
        calm();
        guard.nobodyActs();
    }

    /** From now on nothing goes wrong by itself any more. */
    void calm() {
        upkeep.endAll();
        if (turnedAway) {
            pass(Duration.ofMinutes(10)); // until a suspended pair is tried again
        }
        tell(() -> "---- all is well from here on");
        faults = false;
        pass(LEASE.plus(Shape.LONGEST_LAG).plusSeconds(1));
        users.showEverything();
    }

    /** Somebody edits the mapping, when all is well and nothing is under way. */
    void edit(Shape edited) {
        shape = edited;
        setting.edit(edited.pairs());
        guard.agree(edited.agreement());
    }

    void tell(Supplier<String> line) {
        story.tell(clock.millis(), line);
    }
}
