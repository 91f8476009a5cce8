package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges that a record is made in the variant that the router names by what its source held when the run could look at it. */
final class Routes {
    private final World world;

    Routes(World world) {
        this.world = world;
    }

    /** Called with what a process made durable. */
    void committed(RunnerProcess process, StateChange change) {
        for (Intent intent : change.opened()) {
            if (intent.kind() == Intent.Kind.CREATE && intent.target() == Side.RIGHT) {
                judge(process, intent);
            }
        }
    }

    private void judge(RunnerProcess process, Intent intent) {
        Row source = world.existing(intent.source());
        List<ModelType> types = world.shape.records(Side.RIGHT);
        int made = types.get(0).type().equals(intent.type()) ? 0 : 1;
        if (!named(source, process.begun()).contains(made)) {
            world.ledger.report(
                    Invariant.ROUTED, source + " is copied as a " + intent.type() + ", which the router does not name");
        }
        world.coverage.met("routed to variant " + made);
    }

    // by what it held when the run began, and since
    private static Set<Integer> named(Row source, long begun) {
        FieldValue then = FieldValue.EMPTY;
        Set<Integer> named = new TreeSet<>();
        for (Edit edit : source.edits()) {
            if (edit.field() == Field.NOTES && edit.event() <= begun) {
                then = edit.value();
            } else if (edit.field() == Field.NOTES) {
                named.add(NotesRouter.variant(edit.value()));
            }
        }
        named.add(NotesRouter.variant(then));
        return named;
    }
}
