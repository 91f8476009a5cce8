package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.RecordFilter;
import java.util.Set;

/** A filter of the application, which throws where that fails. */
record HostFilter(RecordFilter filter, String what, Host host) implements RecordFilter {
    @Override
    public Set<String> fields() {
        return filter.fields();
    }

    @Override
    public boolean accepts(Values values) {
        host.mayFail(what);
        return filter.accepts(values);
    }

    @Override
    public String describe() {
        return filter.describe();
    }

    @Override
    public String definition() {
        return filter.definition();
    }
}
