package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Number to number, compared and written at the coarser scale of the two fields and rounded half up. What is written needs no
 * rounding by the system that gets it, so its own rule never matters.
 */
record NumberLens(@Nullable Integer scale) implements Lens {
    private static final RoundingMode ROUNDING = RoundingMode.HALF_UP;

    static NumberLens between(FieldSchema left, FieldSchema right) {
        Integer one = left.scale();
        Integer other = right.scale();
        if (one == null || other == null) {
            return new NumberLens(one == null ? other : one);
        }
        return new NumberLens(Math.min(one, other));
    }

    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        return value instanceof FieldValue.Numeric number ? rounded(number) : Canonical.value(value);
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        return value instanceof FieldValue.Numeric number ? Converted.value(rounded(number)) : Kinds.unexpected();
    }

    private FieldValue rounded(FieldValue.Numeric number) {
        BigDecimal value = number.value();
        return scale == null || value.scale() <= scale ? number : FieldValue.number(value.setScale(scale, ROUNDING));
    }
}
