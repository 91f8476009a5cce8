package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Set;

/** One text field with its twin, compared without case and outer blanks. A text that ends with {@code 4} may have no form. */
final class TextRule implements FieldRule {
    private final Field field;
    private final Direction direction;
    private final ConflictResolver resolver;
    private final Drift drift;
    private final boolean parks;
    private final Set<String> left;
    private final Set<String> right;

    TextRule(Field field, Direction direction, ConflictResolver resolver, Drift drift, boolean parks) {
        this.field = field;
        this.direction = direction;
        this.resolver = resolver;
        this.drift = drift;
        this.parks = parks;
        this.left = Set.of(field.on(Side.LEFT));
        this.right = Set.of(field.on(Side.RIGHT));
    }

    @Override
    public String id() {
        return field.rule();
    }

    @Override
    public Set<String> left() {
        return left;
    }

    @Override
    public Set<String> right() {
        return right;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public ConflictResolver onConflict() {
        return resolver;
    }

    @Override
    public Drift onDrift() {
        return drift;
    }

    @Override
    public boolean agree(Values leftValues, Values rightValues, ReferenceResolver references) {
        return Canonical.equal(leftValues.orEmpty(field.on(Side.LEFT)), rightValues.orEmpty(field.on(Side.RIGHT)));
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return Canonical.equal(base.orEmpty(field.on(side)), now.orEmpty(field.on(side)));
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        FieldValue value = values.orEmpty(field.on(from));
        if (parks && Canonical.text(value).endsWith("4")) {
            return new Translation.Park("no-such-form", "use a value that does not end with 4");
        }
        return new Translation.Translated(Values.of(field.on(from.other()), value));
    }
}
