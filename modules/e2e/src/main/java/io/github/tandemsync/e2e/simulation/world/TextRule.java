package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A text field with its twin, or several that move as a whole, compared without case and outer blanks. A name that ends with {@code 4} may
 * have no form.
 */
final class TextRule implements FieldRule {
    private final Unit unit;
    private final Direction direction;
    private final ConflictResolver resolver;
    private final Drift drift;
    private final boolean parks;
    private final Set<String> left;
    private final Set<String> right;

    TextRule(Unit unit, Direction direction, ConflictResolver resolver, Drift drift, boolean parks) {
        this.unit = unit;
        this.direction = direction;
        this.resolver = resolver;
        this.drift = drift;
        this.parks = parks;
        this.left = names(Side.LEFT);
        this.right = names(Side.RIGHT);
    }

    private Set<String> names(Side side) {
        return unit.fields().stream().map(field -> field.on(side)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String id() {
        return unit.rule();
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
        return all(field ->
                Canonical.equal(leftValues.orEmpty(field.on(Side.LEFT)), rightValues.orEmpty(field.on(Side.RIGHT))));
    }

    @Override
    public boolean same(Side side, Values base, Values now) {
        return all(field -> Canonical.equal(base.orEmpty(field.on(side)), now.orEmpty(field.on(side))));
    }

    private boolean all(Predicate<Field> holds) {
        return unit.fields().stream().allMatch(holds);
    }

    @Override
    public Translation translate(Side from, Values values, ReferenceResolver references) {
        Values translated = Values.none();
        for (Field field : unit.fields()) {
            FieldValue value = values.orEmpty(field.on(from));
            if (parks && field == Field.NAME && Canonical.text(value).endsWith("4")) {
                return new Translation.Park("no-such-form", "use a value that does not end with 4");
            }
            translated = translated.with(field.on(from.other()), value);
        }
        return new Translation.Translated(translated);
    }
}
