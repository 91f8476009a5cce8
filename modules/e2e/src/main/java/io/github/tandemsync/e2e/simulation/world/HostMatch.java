package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A match rule of the application, which throws where that fails. */
record HostMatch(MatchRule rule, Host host) implements MatchRule {
    @Override
    public String id() {
        return rule.id();
    }

    @Override
    public Set<String> fields(Side side) {
        return rule.fields(side);
    }

    @Override
    public @Nullable String text(Side side, Values values) {
        host.mayFail("match rule " + id());
        return rule.text(side, values);
    }

    @Override
    public String definition() {
        return rule.definition();
    }

    @Override
    public boolean identifying() {
        return rule.identifying();
    }
}
