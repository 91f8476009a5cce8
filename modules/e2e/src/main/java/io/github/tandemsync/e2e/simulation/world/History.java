package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.check.Accounts;
import io.github.tandemsync.e2e.simulation.check.Checker;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.LinesAtRest;
import io.github.tandemsync.e2e.simulation.check.MadeAgain;
import io.github.tandemsync.e2e.simulation.check.Overwrites;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One history: first contact, agitation, healing, convergence, silence, judgement. */
public final class History {
    private static final int MOST_CYCLES = 12;
    private static final int CYCLES_UNTIL_A_RIGHT_IS_ASKED_FOR = 2;
    private static final int MANY = 40;
    private static final int LONGER = 3;
    private static final int BOUTS = 12;
    private static final Duration LONGER_THAN_ANY_BIN = Duration.ofDays(91);
    private static final int RUNS_MEANWHILE = 7;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration[] WAITS = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        Duration.ofMinutes(31),
        Duration.ofHours(2),
        Duration.ofHours(8),
        Duration.ofDays(1)
    };
    private static final Set<String> OWNERS =
            Set.of("no-owner", "owner-not-linked", "owner-gone", "owner-not-editable");

    /** What is refused, or stands still, is looked at by then. */
    private static final Duration LONGER_THAN_A_PAUSE = Duration.ofHours(25);

    private static final Instant FOR_EVER = Instant.parse("9000-01-01T00:00:00Z");

    private final World world;
    private final Staff staff;
    private final Operator operator;
    private final PrivacyDesk privacy;
    private final Choices choices;
    private final EngineUnderTest.Factory factory;

    private History(World world, EngineUnderTest.Factory factory) {
        this.world = world;
        this.choices = world.choices;
        this.factory = factory;
        this.staff = new Staff(world, factory);
        this.operator = new Operator(world, staff);
        this.privacy = new PrivacyDesk(world, staff);
    }

    /** Runs the history of the given choices. */
    public static Outcome run(Choices choices, EngineUnderTest.Factory factory, Story story, Coverage coverage) {
        return run(Scenario.ANY, choices, factory, story, coverage);
    }

    /** Runs the history of the given choices in a scenario. */
    public static Outcome run(
            Scenario scenario, Choices choices, EngineUnderTest.Factory factory, Story story, Coverage coverage) {
        return scenario == Scenario.NEIGHBOURS
                ? new Neighbours(choices, factory, coverage).run(story)
                : play(new World(scenario, choices, story, coverage, Place.alone()), factory);
    }

    /** Runs the history of a world that nothing has happened in yet. */
    static Outcome play(World world, EngineUnderTest.Factory factory) {
        new History(world, factory).runToItsEnd();
        world.left.felt().forEach(hardship -> world.coverage.met(Scenario.mark(hardship)));
        world.right.felt().forEach(hardship -> world.coverage.met(Scenario.mark(hardship)));
        return new Outcome(
                world.ledger.violation(),
                world.ledger.limit(),
                world.choices.tape(),
                world.steps(),
                world.writes(),
                world.story.fingerprint(),
                world.scenario == Scenario.SMALL ? world.plot.ending() : null,
                world.story.toString());
    }

    // one that goes on for ever outside a run is broken off here, and told of by then
    private void runToItsEnd() {
        try {
            run();
        } catch (Crash | CrashError crash) {
            if (sound()) {
                throw crash;
            }
        }
    }

    private void run() {
        if (world.scenario == Scenario.SMALL) {
            world.plot.play(staff::cycle);
        } else {
            firstContact();
            if (world.scenario == Scenario.LINKS_FIRST) {
                new LinksFirst(world, staff).make();
            }
            if (world.scenario == Scenario.SECOND_WRITER) {
                new Rivalry(world, staff, factory, this::converge).play();
            } else {
                agitate();
            }
        }
        if (world.scenario == Scenario.SUSPENDED) {
            new Suspension(world, staff).play(this::converge);
        }
        world.heal();
        converge();
        if (world.scenario == Scenario.APPLY
                && world.shape.agreement().records().matching()
                && sound()) {
            makeByHand();
            converge();
        }
        boolean amended = world.scenario == Scenario.OPERATE || world.scenario == Scenario.HOST;
        if (amended && sound() && !world.ledger.wasPutBack()) {
            new Amends(world, staff).make();
            converge();
        }
        if (world.scenario == Scenario.HOST && sound() && choices.chance(1, 2)) {
            new Inspection(world, staff).make();
            converge();
        }
        if (sound() && mayPlan() && choices.chance(1, 4)) {
            dryRun();
            converge();
        }
        if (world.scenario == Scenario.PRIVACY && sound()) {
            privacy.check();
        }
        silence();
        world.calls.demandBounded();
        world.poison.judge();
        if (sound() && world.scenario != Scenario.PRIVACY) { // what is erased need not converge
            Checker checker = new Checker(world.shape.agreement(), world.left, world.right, world.ledger, world.lines);
            boolean restored = world.ledger.restorations().happened(); // then no store was put back
            if (world.ledger.wasPutBack() || restored) {
                checker.prefixSafe();
                new Overwrites(checker, world.shape.agreement(), world.ledger).check();
                if (restored) {
                    world.ledger.restorations().check(checker, world.shape.agreement());
                }
            } else {
                checker.check();
                new LinesAtRest(world.shape.agreement(), world.lines, world.ledger).check();
                madeAgain(checker);
            }
            if (world.scenario == Scenario.POISON) {
                world.poison.demandReported();
            }
            if (world.scenario == Scenario.UPKEEP && !world.ledger.wasPutBack()) {
                editMapping();
            }
            if (world.scenario == Scenario.SMALL && world.plot.isTold()) {
                Accounts.check(world.ledger, world.writes());
            }
        }
    }

    private boolean mayPlan() {
        return world.scenario != Scenario.SMALL
                && world.scenario != Scenario.POISON
                && world.scenario != Scenario.SECOND_WRITER;
    }

    private void madeAgain(Checker checker) {
        if (world.scenario == Scenario.MADE_AGAIN && sound()) {
            MadeAgain judge = new MadeAgain(checker, world.ledger);
            if (judge.check(world.left) + judge.check(world.right) > 0) {
                world.coverage.met("made again, and linked with what was left behind");
            }
        }
    }

    private void editMapping() {
        for (int edits = choices.below(3); edits > 0 && sound(); edits--) {
            MappingEdit edit = MappingEdit.make(world, operator);
            converge();
            if (sound()) {
                edit.judge(edited());
            }
            for (int acts = choices.below(4); acts > 0; acts--) {
                world.users.act();
            }
            for (int made = choices.below(3); made > 0; made--) {
                world.users.createNoted();
            }
            world.pass(Shape.LONGEST_LAG.plusSeconds(1));
            converge();
            if (sound()) {
                edited().inStep();
            }
            quiet(Duration.ofMinutes(1), "after the mapping was edited", Invariant.NO_ECHO);
        }
    }

    private Checker edited() {
        return new Checker(world.shape.agreement().matched(), world.left, world.right, world.ledger, world.lines);
    }

    private boolean sound() {
        return world.ledger.violation() == null;
    }

    private void firstContact() {
        for (int i = choices.below(5); i > 0; i--) {
            world.users.act(UserAction.CREATE);
        }
        if (world.scenario == Scenario.MASS) {
            world.users.createMany(MANY);
        }
        if (world.scenario == Scenario.POISON) {
            world.users.createPoison();
        }
        for (int i = world.scenario == Scenario.HOST ? choices.below(5) : 0; i > 0; i--) {
            world.pass(Duration.ofSeconds(1));
            world.users.createTwin();
        }
    }

    private void agitate() {
        boolean longer = world.scenario == Scenario.UPKEEP || world.scenario == Scenario.RESTORED;
        int more = longer ? LONGER : 0;
        for (int round = choices.below(7) + more; round >= 0 && sound(); round--) {
            if (!staff.cycle() && choices.below(4) != 3) {
                world.pass(World.LEASE.plusSeconds(1));
            }
            for (int i = choices.below(3); i > 0; i--) {
                world.users.act();
            }
            between();
            if (world.scenario.isHard()) {
                hardly();
            }
            if (world.scenario == Scenario.OPERATE && choices.chance(1, 2)) {
                staff.operate();
            }
            if (world.scenario == Scenario.HOST && choices.chance(1, 2)) {
                new Remedies(world, staff).act();
            }
            if (world.scenario == Scenario.RESTORED && choices.chance(2, 3)) {
                world.restores.act(staff);
            }
            if ((world.scenario == Scenario.UPKEEP || world.scenario == Scenario.SUSPENDED) && choices.chance(2, 3)) {
                world.upkeep.act();
            }
            if (world.scenario == Scenario.LIFECYCLE && choices.chance(1, 2)) {
                operator.act();
            }
            if (world.scenario == Scenario.PRIVACY && choices.chance(1, 2)) {
                privacy.act();
            }
            if (world.scenario == Scenario.MASS && choices.chance(1, 3)) {
                world.users.sweep();
            }
        }
        operator.mapAll();
        world.restores.accept(staff);
        for (int i = 0; world.scenario == Scenario.FIGHT && i < BOUTS && sound(); i++) {
            world.users.insist();
            staff.cycle();
            world.pass(Duration.ofMinutes(1));
        }
    }

    private void hardly() {
        int choice = choices.below(8);
        if (choice == 6) {
            world.users.showEverything();
        } else if (choice == 7 && world.has(Hardship.LONG_ABSENCE)) {
            world.coverage.met(Scenario.mark(Hardship.LONG_ABSENCE));
            world.pass(LONGER_THAN_ANY_BIN);
        } else if (choice == 7 && world.has(Hardship.BIN_FORGETS)) {
            for (int i = 0; i < RUNS_MEANWHILE && sound(); i++) {
                world.pass(LONGER_THAN_ANY_BIN.dividedBy(RUNS_MEANWHILE));
                staff.cycle();
            }
        }
    }

    private void between() {
        int choice = choices.below(8);
        if (choice >= 6) {
            staff.dismiss();
        } else if (choice >= 4) {
            world.pass(Duration.ofMinutes(choice == 4 ? 1 : 40));
        }
        if (world.strike(Chance.At.REST) == Chance.ROLLBACK && world.scenario != Scenario.RESTORED) {
            staff.dismiss();
            world.backups.putBack();
            world.pass(World.LEASE.plusSeconds(1));
            if (world.scenario == Scenario.RECOVER && world.ledger.wasPutBack()) {
                world.pass(World.SETTLE);
                staff.recover();
            }
        }
    }

    private void converge() {
        settle();
        if (sound() && !due(FOR_EVER, 1).isEmpty()) {
            world.pass(LONGER_THAN_A_PAUSE);
            settle();
        }
    }

    private void settle() {
        int sent = -1;
        for (int cycle = 0; sound(); cycle++) {
            world.pass(waitBefore(cycle));
            sent = world.heeded();
            boolean well = staff.cycle()
                    || staff.failsForPoison()
                    || (cycle < CYCLES_UNTIL_A_RIGHT_IS_ASKED_FOR && staff.isSuspended());
            if (!well) {
                world.ledger.report(Invariant.NO_PANIC, "a run failed although all is well");
            }
            if (sent == world.heeded() && nothingToDo() && !world.calls.isScanning() && cycle > 2) {
                return;
            }
            if (cycle == MOST_CYCLES) {
                world.ledger.report(Invariant.LIVENESS, "still at work after " + MOST_CYCLES + " cycles: " + left());
            }
        }
    }

    // a scan of removals that takes several runs goes on soon; after a day it would begin anew
    private Duration waitBefore(int cycle) {
        boolean goesOn = cycle > 2 && world.calls.isScanning();
        return goesOn ? SOON : WAITS[Math.min(cycle, WAITS.length - 1)];
    }

    private boolean nothingToDo() {
        return left().isEmpty();
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        world.store.intents(world.connection).stream()
                .filter(intent -> !world.poison.concerns(intent))
                .forEach(intent -> left.add(intent.kind() + " of " + intent.source()));
        due(FOR_EVER, 10).stream()
                .filter(entry -> !isRefused(entry) && !standsStill(entry) && !world.poison.concerns(entry))
                .forEach(entry ->
                        left.add(entry.ref() + " " + entry.state() + " " + entry.mark() + " " + entry.reason()));
        return left;
    }

    // a refused create is tried again for ever, ever later; what may be the same as one that is out, each day
    private boolean isRefused(Entry entry) {
        String code = entry.reason() == null ? "" : entry.reason().code();
        return entry.state() == EntryState.FAILING
                && (code.equals("refused") || (code.equals("membership") && facesKeptOut(entry)));
    }

    // a line that its owner keeps is looked at each day
    private boolean standsStill(Entry entry) {
        String code = entry.reason() == null ? "" : entry.reason().code();
        Row row = world.server(entry.side()).row(entry.ref());
        return OWNERS.contains(code) && row != null && world.lines.mayStandStill(row);
    }

    private boolean facesKeptOut(Entry entry) {
        Row row = world.server(entry.side()).row(entry.ref());
        return row != null
                && world.shape
                        .agreement()
                        .facesKeptOut(row, world.server(entry.side().other()), world.ledger);
    }

    private void silence() {
        if (world.scenario.isHard()) {
            tellWhatNoFeedTells();
        }
        quietAtOnce();
        quiet(Duration.ofDays(30), "after 30 days", Invariant.NO_ECHO);
        if (world.scenario.isHard()) {
            quiet(LONGER_THAN_ANY_BIN, "after 91 days", Invariant.NO_ECHO);
        } else {
            tellHiddenMerges();
        }
        if (sound()) {
            List<String> before = links();
            hint(row -> true);
            quiet(Duration.ofMinutes(1), "after everything was told again", Invariant.IDEMPOTENT);
            if (sound() && !before.equals(links())) {
                world.ledger.report(Invariant.IDEMPOTENT, "telling everything again made " + before + " " + links());
            }
        }
    }

    // what can never be read is asked for again and again
    private void quietAtOnce() {
        Runnable run = () -> quiet(Duration.ZERO, "at once", Invariant.NO_ECHO);
        if (world.scenario == Scenario.POISON) {
            run.run();
        } else {
            world.calls.demandQuiet(run);
        }
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        for (Link link : world.ledger.links()) {
            if (world.poison.concerns(link.id())) {
                continue;
            }
            links.add(link.id() + (link.live() ? " live" : " ended"));
            if (world.scenario == Scenario.PRIVACY && !link.live()) {
                continue; // what the two had agreed on may be erased
            }
            link.rules()
                    .forEach((rule, state) -> links.add("  " + rule + " " + state.status()
                            + (state.leftBase() == null ? "" : Lines.of(state.leftBase()))
                            + (state.rightBase() == null ? "" : Lines.of(state.rightBase()))));
        }
        return links;
    }

    // and in a hard world: what a listing kept back, what came back without a new version, what the bin forgot
    private void tellWhatNoFeedTells() {
        if (hint(row -> isHiddenMerge(row) || world.untold.concerns(row) || isForgottenUnseen(row))) {
            converge();
        }
    }

    private boolean isForgottenUnseen(Row row) {
        return world.server(row.side()).isForgotten(row) && !isKnownAsRemoved(row);
    }

    private boolean isKnownAsRemoved(Row row) {
        return world.known(row.ref()).stream().anyMatch(entry -> entry.state() == EntryState.REMOVED);
    }

    private static boolean isHiddenMerge(Row row) {
        return row.state() == Row.State.MERGED && row.survivor().state() == Row.State.REMOVED;
    }

    // merged into a record that was deleted before anybody looked: no feed tells, only a look at the record itself
    private void tellHiddenMerges() {
        if (hint(History::isHiddenMerge)) {
            for (int cycle = 0; sound() && cycle < 3; cycle++) {
                world.pass(Duration.ofMinutes(2));
                staff.cycle();
            }
        }
    }

    private void quiet(Duration wait, String when, Invariant invariant) {
        if (sound()) {
            world.pass(wait);
            int sent = world.heeded();
            staff.cycle();
            if (sent != world.heeded()) {
                world.ledger.report(invariant, "a quiet system was written to " + when);
            }
        }
    }

    private boolean hint(Predicate<Row> wanted) {
        List<Hint> hints = new ArrayList<>();
        for (Side side : Side.values()) {
            for (Row row : world.server(side).rows()) {
                if (wanted.test(row)) {
                    hints.add(new Hint(world.shape.pair(row.ref().type()), side, row.ref(), world.clock.instant()));
                }
            }
        }
        world.calls.told(hints.size());
        world.store.hint(world.connection, hints);
        return !hints.isEmpty();
    }

    private void dryRun() {
        long begun = world.clock.nextEvent();
        for (int i = choices.below(3); i >= 0; i--) {
            world.users.act();
        }
        world.pass(Shape.LONGEST_LAG.plusSeconds(1));
        boolean more = isAboutToBeDue();
        int sent = world.sends();
        world.calls.looksAround();
        Foretold foretold = new Foretold(world, begun, staff.present().plan());
        if (sent != world.sends()) {
            world.ledger.report(Invariant.DRY_RUN, "a plan wrote");
        }
        staff.cycle();
        if (!more) {
            foretold.compare(sent);
        }
    }

    // a create is planned; before it is approved, somebody makes the same record by hand
    private void makeByHand() {
        FieldValue domain = world.users.fresh(Field.DOMAIN);
        world.users.createOf(world.left, domain);
        world.pass(Shape.LONGEST_LAG.plusSeconds(1));
        staff.apply(() -> world.users.createOf(world.right, domain));
        long made = world.right.rows().stream()
                .filter(row -> row.live() && Canonical.equal(row.value(Field.DOMAIN), domain))
                .count();
        if (made != 1) {
            world.ledger.report(Invariant.NO_DUPLICATE, made + " of " + domain.display() + " after the plan");
        }
    }

    // what is put off until after the plan, and not until after the run, is in the run only
    private boolean isAboutToBeDue() {
        return entriesDue(world.clock.instant().plus(SOON)) > entriesDue(world.clock.instant());
    }

    private int entriesDue(Instant when) {
        return due(when, 1000).size();
    }

    private List<Entry> due(Instant when, int most) {
        List<Entry> due = new ArrayList<>();
        for (ObjectPair pair : world.shape.pairs()) {
            due.addAll(world.store.entries(new EntryQuery.Due(world.connection, pair.id(), when, most)));
        }
        return due;
    }
}
