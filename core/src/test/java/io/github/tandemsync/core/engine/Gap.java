package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Set;

/** A field that was once left alone where both sides differ, before the rule was edited to be strict. */
record Gap(String id, boolean strict) implements FieldRule {
    @Override
    public Set<String> left() {
        return Set.of(id);
    }

    @Override
    public Set<String> right() {
        return Set.of(id);
    }

    @Override
    public Direction direction() {
        return Direction.BOTH;
    }

    @Override
    public ConflictResolver onConflict() {
        return ConflictResolver.PREFER_LEFT;
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        return !strict || left.equals(right);
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return base.equals(now);
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        return new Translation.Translated(values);
    }

    @Override
    public String definition() {
        return id + (strict ? " strictly" : "");
    }
}
