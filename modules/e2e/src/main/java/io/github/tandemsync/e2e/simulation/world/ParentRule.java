package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Optional;
import java.util.Set;

/** The parent record, which is of the same pair; cycles and self-parents occur. */
final class ParentRule implements FieldRule {
    private static final String LEFT = Field.PARENT.on(Side.LEFT);
    private static final String RIGHT = Field.PARENT.on(Side.RIGHT);

    private final ConflictResolver resolver;

    ParentRule(ConflictResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String id() {
        return Field.PARENT.rule();
    }

    @Override
    public Set<String> left() {
        return Set.of(LEFT);
    }

    @Override
    public Set<String> right() {
        return Set.of(RIGHT);
    }

    @Override
    public Direction direction() {
        return Direction.BOTH;
    }

    @Override
    public ConflictResolver onConflict() {
        return resolver;
    }

    @Override
    public boolean agree(Values left, Values right, ReferenceResolver references) {
        FieldValue one = left.orEmpty(LEFT);
        FieldValue other = right.orEmpty(RIGHT);
        if (one instanceof FieldValue.Reference parent && other instanceof FieldValue.Reference facing) {
            return references
                    .counterpart(Side.LEFT, parent.target())
                    .filter(facing.target()::equals)
                    .isPresent();
        }
        return one.isEmpty() && other.isEmpty();
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        String name = Field.PARENT.on(side);
        return base.orEmpty(name).equals(now.orEmpty(name));
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        String name = Field.PARENT.on(from.other());
        if (!(values.orEmpty(Field.PARENT.on(from)) instanceof FieldValue.Reference parent)) {
            return new Translation.Translated(Values.of(name, FieldValue.EMPTY));
        }
        Optional<RecordRef> facing = references.counterpart(from, parent.target());
        return facing.isPresent()
                ? new Translation.Translated(Values.of(name, FieldValue.reference(facing.get())))
                : new Translation.Waiting(parent.target());
    }
}
