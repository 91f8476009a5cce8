package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Router;
import java.util.Set;

/** A router of the application, which throws where that fails. */
record HostRouter(Router router, Host host) implements Router {
    @Override
    public Set<String> fields(Side from) {
        return router.fields(from);
    }

    @Override
    public int route(Side from, Values values) {
        host.mayFail("the router");
        return router.route(from, values);
    }

    @Override
    public String definition() {
        return router.definition();
    }
}
