package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A second sync on the same systems, with a store of its own: the same application copied, connection id and all, or another connection.
 * All else is well. As the documentation has it, ten records of a kind within a day suspend the pair.
 */
final class Rivalry {
    static final String CODE = "second-writer";
    private static final int MOST = 10;
    private static final int LEAST_ROUNDS = 4;
    private static final int MORE_ROUNDS = 26;
    private static final int MOST_CREATED = 2;
    private static final int RUNS = 4;
    private static final ConnectionId ANOTHER = new ConnectionId("another");

    private final World world;
    private final Staff staff;
    private final Choices choices;
    private final boolean copied;
    private Rival rival;
    private boolean armed;
    private int atFirst;
    private int met;
    private int due;

    Rivalry(World world, Staff staff, EngineUnderTest.Factory factory, Runnable converge) {
        this.world = world;
        this.staff = staff;
        this.choices = world.choices;
        this.copied = choices.chance(1, 2);
        world.calm();
        converge.run();
        atFirst = (int) world.rows().filter(row -> row.maker() == Author.USER).count();
        rival = new Rival(world, factory, copied ? world.connection : ANOTHER);
        world.onHook(this::amid);
    }

    void play() {
        rival.cycle();
        staff.cycle();
        world.pass(Shape.LONGEST_LAG.plusSeconds(1));
        rival.cycle();
        staff.cycle();
        for (int rounds = LEAST_ROUNDS + choices.below(MORE_ROUNDS); rounds > 0 && isSound(); rounds--) {
            round();
        }
        rival.stop();
        armed = false;
        world.coverage.met(
                (copied ? "copied rival, " : "other rival, ") + (isSuspended() ? "suspended" : "not noticed"));
        goOn();
    }

    // what the rival made while the pair stood still turns up after that, and may suspend it once more
    private void goOn() {
        for (int runs = 0; runs <= RUNS && isSound(); runs++) {
            if (isSuspended()) {
                staff.insist(
                        "somebody lets the pair go on",
                        engine -> engine.order(runner -> runner.pairs().resume(Shape.PAIR)));
            }
            world.pass(Shape.LONGEST_LAG.plusSeconds(1));
            staff.cycle();
        }
        if (isSuspended()) {
            world.ledger.report(
                    Invariant.SECOND_WRITER,
                    "the pair is suspended again and again, though the second writer has stopped");
        }
    }

    private boolean isSound() {
        return world.ledger.violation() == null;
    }

    private boolean isSuspended() {
        return staff.problems().stream().anyMatch(problem -> problem.contains(CODE));
    }

    private void amid() {
        if (armed && choices.chance(1, 8)) {
            armed = false;
            rival.cycle();
        }
    }

    private void round() {
        due = (copied ? met >= 2 * MOST : doubled() >= MOST) ? due + 1 : 0;
        int before = made();
        boolean still = isSuspended();
        for (int i = choices.below(MOST_CREATED + 1); i > 0 && world.users.mayCreate(); i--) {
            create();
        }
        if (choices.chance(1, 2)) {
            rename();
        }
        world.pass(choices.pick(Shape.LONGEST_LAG.plusSeconds(1), Duration.ofMinutes(3)));
        int sent = world.sends();
        int order = choices.below(3);
        armed = order == 2;
        if (order == 1) {
            rival.cycle();
        }
        staff.cycle();
        armed = false;
        if (order == 0) {
            rival.cycle();
        }
        met += order == 2 ? 0 : made() - before; // who makes what the other has just made counts nothing
        judge(still, sent);
    }

    private void judge(boolean still, int sent) {
        if (still && (sent != world.sends() || !isSuspended())) {
            world.ledger.report(Invariant.SECOND_WRITER, "a pair goes on that is suspended for a second writer");
        }
        if (due > 1 && !isSuspended() && !rival.isSuspended()) {
            world.ledger.report(
                    Invariant.SECOND_WRITER,
                    doubled() + " are there twice, " + met + " were made by one alone, and nobody has noticed");
        }
        int allowed = copied ? 0 : MOST + Math.max(atFirst, MOST_CREATED) + 2 * MOST_CREATED;
        if (doubled() > allowed) {
            world.ledger.report(Invariant.SECOND_WRITER, doubled() + " are there twice, more than " + allowed);
        }
        for (Row row : world.rows().toList()) {
            if (row.maker() == Author.ENGINE && isMadeBy(row)) {
                world.ledger.report(Invariant.SECOND_WRITER, row + " is a copy of a copy");
            }
        }
    }

    // somebody made it on the same side
    private boolean isMadeBy(Row copy) {
        return world.server(copy.side()).rows().stream()
                .anyMatch(row -> row.maker() == Author.USER && (row.origins() & copy.origins()) != 0);
    }

    private int doubled() {
        int doubled = 0;
        for (Row row : world.rows().filter(one -> one.maker() == Author.USER).toList()) {
            long copies = world.server(row.side().other()).rows().stream()
                    .filter(copy ->
                            copy.live() && copy.maker() == Author.ENGINE && (copy.origins() & row.origins()) != 0)
                    .count();
            doubled += copies > 1 ? 1 : 0;
        }
        return doubled;
    }

    private int made() {
        return (int) world.rows().filter(row -> row.maker() == Author.ENGINE).count();
    }

    private void create() {
        ModelServer server = choices.pick(world.left, world.right);
        Row row = world.users.create(
                server,
                server.usualType(),
                Map.of(Field.DOMAIN, world.users.fresh(Field.DOMAIN), Field.NAME, world.users.plain()));
        world.tell(() -> "user creates " + Lines.of(row));
    }

    // what people write in a record that only the rival joins travels by ways that the judge does not know
    private void rename() {
        List<Row> rows = world.rows()
                .filter(row -> row.live() && world.ledger.live(row.ref()) != null)
                .toList();
        if (!rows.isEmpty()) {
            world.users.rename(rows.get(choices.below(rows.size())));
        }
    }
}
