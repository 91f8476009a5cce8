package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Router;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Set;

/** Chooses one of two variants by a field that no rule maps, as the structure of a product does. */
final class NotesRouter implements Router {
    @Override
    public Set<String> fields(Side from) {
        return Set.of(Field.NOTES.on(from));
    }

    @Override
    public int route(Side from, Values values) {
        return variant(values.orEmpty(Field.NOTES.on(from)));
    }

    @Override
    public String definition() {
        return "by notes";
    }

    /** Which of the two variants a record of such notes is made in. */
    static int variant(FieldValue notes) {
        return Math.floorMod(Canonical.text(notes).hashCode(), 2);
    }
}
