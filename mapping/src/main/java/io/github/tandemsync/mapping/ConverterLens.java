package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import java.util.Objects;

/**
 * A converter, held to its law: a value whose conversion does not agree with it, or in a two-way rule does not come back, is
 * parked and never written. So {@code agree(v, convert(v))} holds whatever the converter does.
 */
record ConverterLens(Converter converter, Direction direction, Kind left, Kind right) implements Lens {
    static final String LAWLESS = "no-fixed-point";
    static final String FAILED = "converter-failed";

    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        FieldValue usual = Canonical.value(value);
        if (usual.isEmpty()) {
            return usual;
        }
        try {
            return Objects.requireNonNull(converter.canonical(side, value));
        } catch (RuntimeException failed) {
            return usual;
        }
    }

    /** Compares on a side that is written to, because there a conversion must exist. */
    @Override
    public boolean agree(FieldValue left, FieldValue right) {
        return direction.writes(Side.RIGHT) ? agree(Side.LEFT, left, right) : agree(Side.RIGHT, right, left);
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        Converted converted = raw(from, value);
        return converted instanceof Converted.Value made && !isLawful(from, value, made.value())
                ? Converted.park(LAWLESS, named() + " can not bring this value back; correct it in the source")
                : converted;
    }

    private boolean isLawful(Side from, FieldValue value, FieldValue made) {
        boolean agrees = from == Side.LEFT ? agree(value, made) : agree(made, value);
        return agrees && (direction != Direction.BOTH || comesBack(from, value, made));
    }

    private boolean comesBack(Side from, FieldValue value, FieldValue made) {
        return raw(from.other(), made) instanceof Converted.Value back
                && canonical(from, back.value()).equals(canonical(from, value));
    }

    private boolean agree(Side from, FieldValue value, FieldValue other) {
        Side to = from.other();
        if (canonical(from, value).isEmpty()) {
            return canonical(to, other).isEmpty();
        }
        return raw(from, value) instanceof Converted.Value made
                && canonical(to, made.value()).equals(canonical(to, other));
    }

    private Converted raw(Side from, FieldValue value) {
        if (canonical(from, value).isEmpty()) {
            return Converted.value(FieldValue.EMPTY);
        }
        try {
            Converted converted = Objects.requireNonNull(
                    from == Side.LEFT ? converter.toDynamics(value) : converter.toHubspot(value));
            return converted instanceof Converted.Value made && !isOfKind(made.value(), from.other())
                    ? Converted.park(FAILED, named() + " gave a value of another kind than the field; correct it")
                    : converted;
        } catch (RuntimeException failed) {
            String type = failed.getClass().getSimpleName();
            return Converted.park(FAILED, named() + " threw " + type + "; correct the converter");
        }
    }

    private boolean isOfKind(FieldValue value, Side side) {
        return value.isEmpty() || Kinds.of(value) == (side == Side.LEFT ? left : right);
    }

    private String named() {
        return "The converter '" + converter.name() + "'";
    }
}
