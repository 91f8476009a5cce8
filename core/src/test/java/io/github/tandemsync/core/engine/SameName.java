package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import java.util.Set;

/** The field {@code name}, the same on both sides: synced, and matched by. */
final class SameName implements FieldRule {
    private final ConflictResolver policy;

    SameName() {
        this(ConflictResolver.PREFER_LEFT);
    }

    SameName(ConflictResolver policy) {
        this.policy = policy;
    }

    static final MatchRule MATCH = new MatchRule() {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public Set<String> fields(Side side) {
            return Set.of("name");
        }

        @Override
        public String text(Side side, Values values) {
            return values.orEmpty("name").display();
        }
    };

    @Override
    public String id() {
        return "name";
    }

    @Override
    public Set<String> left() {
        return Set.of("name");
    }

    @Override
    public Set<String> right() {
        return Set.of("name");
    }

    @Override
    public Direction direction() {
        return Direction.BOTH;
    }

    @Override
    public ConflictResolver onConflict() {
        return policy;
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        return left.equals(right);
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return base.equals(now);
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        return new Translation.Translated(values);
    }
}
