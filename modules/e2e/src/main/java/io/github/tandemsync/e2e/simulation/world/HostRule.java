package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Set;

/** A rule of the application, which throws where that fails. */
record HostRule(FieldRule rule, ConflictResolver onConflict, Host host) implements FieldRule {
    @Override
    public String id() {
        return rule.id();
    }

    @Override
    public Set<String> left() {
        return rule.left();
    }

    @Override
    public Set<String> right() {
        return rule.right();
    }

    @Override
    public Direction direction() {
        return rule.direction();
    }

    @Override
    public Drift onDrift() {
        return rule.onDrift();
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        host.mayFail("rule " + id());
        return rule.agree(left, right, references);
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        host.mayFail("rule " + id());
        return rule.same(side, base, now);
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        host.mayFail("rule " + id());
        return rule.translate(from, values, references);
    }

    @Override
    public String definition() {
        return rule.definition();
    }
}
