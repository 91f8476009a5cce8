package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Set;

/** One field of the rule's name that is the same on both sides, both ways; a test overrides what it is about. */
interface Plain extends FieldRule {
    @Override
    default Set<String> left() {
        return Set.of(id());
    }

    @Override
    default Set<String> right() {
        return left();
    }

    @Override
    default Direction direction() {
        return Direction.BOTH;
    }

    @Override
    default ConflictResolver onConflict() {
        return ConflictResolver.PREFER_LEFT;
    }

    @Override
    default boolean agree(Values left, Values right, ReferenceResolver references) {
        return left.equals(right);
    }

    @Override
    default boolean same(Side side, Values base, Values now) {
        return base.equals(now);
    }

    @Override
    default Translation translate(Side from, Values values, ReferenceResolver references) {
        return new Translation.Translated(values);
    }
}
