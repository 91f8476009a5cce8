package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Router;
import java.util.Set;

/** Chooses one of two variants by the name. */
final class NameRouter implements Router {
    @Override
    public Set<String> fields(Side from) {
        return Set.of("name");
    }

    @Override
    public int route(Side from, Values values) {
        return Math.floorMod(values.orEmpty("name").hashCode(), 2);
    }

    @Override
    public String definition() {
        return "by name";
    }
}
