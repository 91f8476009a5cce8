package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.model.SystemBackup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The right system is put back to an earlier state, and somebody accepts it, at once or later. A process that was shown it sends nothing
 * more in that run, and the run says so; once one has said so, no run of any process reads or writes records, until it is accepted.
 */
final class Restores {
    private static final String SAID = "was put back to an earlier state";
    private static final String FENCED = "The lease of connection ";
    private static final int MOST_BACKUPS = 3;
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(10);

    private final World world;
    private final List<SystemBackup> backups = new ArrayList<>();
    private final Set<RunnerProcess> shown = new HashSet<>();
    private final Set<RunnerProcess> bound = new HashSet<>();
    private boolean settled;
    private boolean on;
    private boolean said;
    private boolean accepting;

    Restores(World world) {
        this.world = world;
    }

    /** A run ended well: the engine knows by now how far the systems had come. */
    void settled() {
        settled = true;
    }

    // ---- administrators

    void act(Staff staff) {
        switch (world.choices.below(6)) {
            case 1, 2 -> backUp();
            case 3, 4 -> putBack(staff);
            case 5 -> accept(staff);
            default -> {}
        }
    }

    private void backUp() {
        if (settled && !on && backups.size() < MOST_BACKUPS) {
            world.tell(() -> "an administrator backs up the right system");
            backups.add(world.right.backUp());
        }
    }

    private void putBack(Staff staff) {
        if (on || backups.isEmpty()) {
            return;
        }
        if (world.choices.chance(1, 2)) {
            staff.dismiss();
        }
        SystemBackup backup = backups.get(world.choices.below(backups.size()));
        world.pass(OUT_OF_ORDER); // nobody reaches it meanwhile, and what was sent has run or never will
        List<Row> merged = world.right.rows().stream()
                .filter(row -> row.state() == Row.State.MERGED)
                .toList();
        List<Row> lost = world.right.putBack(backup);
        merged.stream().filter(Row::live).forEach(row -> world.ledger.setApart(row.ref()));
        backups.removeIf(other -> other.isLaterThan(backup));
        on = true;
        world.tell(() -> "an administrator puts the right system back to an earlier state, without " + lost);
        world.coverage.met("system put back");
        world.ledger.restorations().putBack(world.clock.nextEvent(), lost);
        for (int acts = world.choices.below(3); acts > 0; acts--) {
            world.users.act();
        }
    }

    /** Somebody accepts it, if it is so. */
    void accept(Staff staff) {
        if (on) {
            accepting = true; // from some time on it holds
            said = false;
            shown.clear();
            bound.clear();
            staff.accept();
            accepting = false;
            on = false;
        }
    }

    /** Whether the right system was put back, and nobody has accepted it. */
    boolean isOn() {
        return on;
    }

    // ---- judgement

    private boolean isToBeKnown() {
        return on && !accepting;
    }

    void runBegins(RunnerProcess process) {
        shown.remove(process);
        bound.remove(process);
        if (isToBeKnown() && said) {
            bound.add(process);
        }
    }

    /** A run ended, and said so. */
    void runEnded(RunnerProcess process, List<String> problems) {
        if (isToBeKnown() && (shown.contains(process) || bound.contains(process))) {
            boolean says = problems.stream().anyMatch(problem -> problem.contains(SAID));
            said |= says;
            world.coverage.met(says ? "put back, and said so" : "put back, and not said");
            boolean fenced =
                    problems.stream().anyMatch(problem -> problem.contains(FENCED)); // it may not say so any more
            if (!says && !fenced) {
                world.ledger.report(
                        Invariant.STANDS_STILL, "a run does not say that the right system was put back: " + problems);
            }
        }
    }

    /** The process was shown that a feed ends before where it was read. */
    void shown(RunnerProcess process) {
        if (isToBeKnown()) {
            shown.add(process);
            world.ledger.restorations().shown(world.clock.lastEvent());
        }
    }

    /** The process was shown a record of the right system, perhaps in an earlier version than it has on record. */
    void seen(RunnerProcess process, RecordRef ref) {
        if (isToBeKnown()) {
            Row row = world.right.row(ref);
            if (row != null && world.known(ref).stream().anyMatch(entry -> isOfALaterTime(entry, row))) {
                shown(process);
            }
        }
    }

    private static boolean isOfALaterTime(Entry entry, Row row) {
        Stamp stamp = entry.stamp();
        return stamp != null && Long.parseLong(stamp.value()) > row.version();
    }

    /** The process asks a system for records. */
    void reads(RunnerProcess process) {
        if (bound.contains(process)) {
            world.ledger.report(
                    Invariant.STANDS_STILL, "a system is asked for records, and the right one was put back");
        }
    }

    /** The process sends a batch. */
    void writes(RunnerProcess process) {
        if (bound.contains(process) || shown.contains(process)) {
            world.ledger.report(Invariant.STANDS_STILL, "something is written, and the right system was put back");
        }
    }
}
