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
import org.jspecify.annotations.Nullable;

/** A field that is the same on both sides, both ways. */
record SameField(String id, ConflictResolver onConflict) implements FieldRule {
    SameField(String id) {
        this(id, ConflictResolver.PREFER_LEFT);
    }

    /** Records match that hold the same in the field. */
    static MatchRule match(String field) {
        return new MatchRule() {
            @Override
            public String id() {
                return "by-" + field;
            }

            @Override
            public Set<String> fields(Side side) {
                return Set.of(field);
            }

            @Override
            public @Nullable String text(Side side, Values values) {
                return values.orEmpty(field).isEmpty()
                        ? null
                        : values.orEmpty(field).display();
            }
        };
    }

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
