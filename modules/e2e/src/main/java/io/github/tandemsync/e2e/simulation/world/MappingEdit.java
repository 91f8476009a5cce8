package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.e2e.simulation.check.Checker;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Members;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All is well, and nobody does anything but this: somebody edits the mapping while the pair is disabled. Judged by what the systems
 * hold afterwards: what was in step holds what it held, what is out now has left by the policy, and what is in again has come back.
 */
final class MappingEdit {
    private final World world;
    private final Members before;
    private final List<Couple> couples = new ArrayList<>();
    private final List<Row> kept = new ArrayList<>();

    /**
     * Two records that were linked before.
     *
     * @param steps what both sides held in step
     * @param paused whether one of them was out already
     */
    private record Couple(Row left, Row right, Map<Field, String> steps, boolean paused) {
        Row on(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    private MappingEdit(World world) {
        this.world = world;
        this.before = world.shape.agreement().records().members();
    }

    /** Somebody edits it; the next run is the first with it. */
    static MappingEdit make(World world, Operator operator) {
        MappingEdit edit = new MappingEdit(world);
        edit.remember();
        operator.edit(world.shape.edited(world.choices));
        return edit;
    }

    private void remember() {
        for (Link link : world.ledger.links()) {
            Row left = world.left.row(link.id().left());
            Row right = world.right.row(link.id().right());
            if (link.live() && left != null && right != null && left.live() && right.live()) {
                boolean paused = before.isOut(left) || before.isOut(right);
                couples.add(new Couple(left, right, steps(left, right), paused));
            }
        }
        for (Side side : Side.values()) {
            world.server(side).rows().stream()
                    .filter(row -> row.live() && before.isKeptOut(row))
                    .filter(row -> !world.ledger.everLinked(row.ref()))
                    .forEach(kept::add);
        }
    }

    private Map<Field, String> steps(Row left, Row right) {
        Map<Field, String> steps = new EnumMap<>(Field.class);
        for (Field field : world.shape.agreement().records().mapped().keySet()) {
            if (field != Field.PARENT && Canonical.equal(left.value(field), right.value(field))) {
                steps.put(field, Canonical.text(left.value(field)));
            }
        }
        return steps;
    }

    private boolean isLinked(Row row) {
        return world.ledger.live(row.ref()) != null;
    }

    /** All runs that it takes were made, and nobody has acted. */
    void judge(Checker checker) {
        for (Couple couple : couples) {
            stillInStep(couple);
            leaving(couple, checker);
        }
        Members now = world.shape.agreement().records().members();
        for (Row row : kept) {
            if (row.live() && !now.isKeptOut(row)) {
                world.coverage.met("edit lets in");
                boolean waits = checker.isKeptOut(row) || facesKeptOut(row);
                if (!isLinked(row) && !checker.isReported(row) && !waits) {
                    report(row + " is in by the edited filters, and neither linked nor reported");
                }
            }
        }
    }

    private boolean facesKeptOut(Row row) {
        return world.shape.agreement().facesKeptOut(row, world.server(row.side().other()), world.ledger);
    }

    private void stillInStep(Couple couple) {
        couple.steps().forEach((field, value) -> {
            for (Side side : Side.values()) {
                String now = Canonical.text(couple.on(side).value(field));
                if (!now.equals(value)) {
                    report(field + " of " + couple.on(side) + " was in step, and is " + now + " and not " + value);
                }
            }
        });
    }

    private void leaving(Couple couple, Checker checker) {
        Members now = world.shape.agreement().records().members();
        boolean left = now.isOut(couple.left());
        boolean right = now.isOut(couple.right());
        boolean linked = Objects.equals(facing(couple.left()), couple.right());
        if (!left && !right) {
            demand(linked && bothLive(couple), couple, "are in, and have been parted");
            return;
        }
        Side out = left ? Side.LEFT : Side.RIGHT;
        ExitPolicy policy = left && right
                ? gentler(now)
                : Objects.requireNonNull(now.staying().get(out));
        ExitPolicy due = couple.paused() ? ExitPolicy.PAUSE : policy;
        world.coverage.met("edit has leave by " + due);
        if (due == ExitPolicy.PAUSE) {
            demand(linked && bothLive(couple), couple, "have been parted, and only pause");
        } else if (due == ExitPolicy.UNLINK) {
            demand(!linked && bothLive(couple), couple, "are not unlinked");
        } else {
            Row facing = couple.on(out.other());
            boolean kept = facing.live() && (checker.isReported(facing) || checker.isReported(couple.on(out)));
            demand(!facing.live() || facing.inactive() || kept, couple, "have not left by " + due);
        }
    }

    private static ExitPolicy gentler(Members members) {
        ExitPolicy onLeft = Objects.requireNonNull(members.staying().get(Side.LEFT));
        ExitPolicy onRight = Objects.requireNonNull(members.staying().get(Side.RIGHT));
        ExitPolicy gentler = onLeft.compareTo(onRight) < 0 ? onLeft : onRight;
        return gentler.removes() ? ExitPolicy.UNLINK : gentler;
    }

    private @Nullable Row facing(Row row) {
        Link link = world.ledger.live(row.ref());
        Side other = row.side().other();
        return link == null ? null : world.server(other).row(link.ref(other));
    }

    private static boolean bothLive(Couple couple) {
        return couple.left().live() && couple.right().live();
    }

    private void demand(boolean held, Couple couple, String problem) {
        if (!held) {
            report(couple.left() + " and " + couple.right() + " " + problem);
        }
    }

    private void report(String problem) {
        world.ledger.report(Invariant.EDITED, problem);
    }
}
