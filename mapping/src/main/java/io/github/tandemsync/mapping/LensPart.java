package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;

/** Two fields joined by a lens. */
record LensPart(Lens lens, Target left, Target right) implements Part {
    @Override
    public String field(Side side) {
        return target(side).name();
    }

    @Override
    public boolean agree(FieldValue leftValue, FieldValue rightValue, ReferenceResolver references) {
        return lens.agree(leftValue, rightValue);
    }

    @Override
    public boolean same(Side side, FieldValue base, FieldValue now) {
        return base.equals(now) || lens.canonical(side, base).equals(lens.canonical(side, now));
    }

    @Override
    public Translation translate(Side from, FieldValue value, ReferenceResolver references) {
        Target target = target(from.other());
        if (lens.canonical(from, value).isEmpty()) {
            return target.admit(FieldValue.EMPTY);
        }
        Converted converted = lens.convert(from, value);
        if (converted instanceof Converted.Value made) {
            return target.admit(made.value());
        }
        Converted.Park park = (Converted.Park) converted;
        return new Translation.Park(park.code(), park.reason());
    }

    private Target target(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
