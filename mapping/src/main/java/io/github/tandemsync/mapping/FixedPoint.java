package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The law of a rule, tried on samples: what is written agrees with its source, and in a two-way rule comes back as the same,
 * also after each system trimmed and rounded it on save.
 */
final class FixedPoint {
    private final Part part;
    private final Direction direction;
    private final FieldSchema left;
    private final FieldSchema right;
    private final @Nullable Converter converter;

    /** What a sample showed to be wrong. */
    private record Flaw(DiagnosticCode code, String message) {}

    FixedPoint(Part part, Direction direction, FieldSchema left, FieldSchema right, @Nullable Converter converter) {
        this.part = part;
        this.direction = direction;
        this.left = left;
        this.right = right;
        this.converter = converter;
    }

    /** Reports the first flaw of each direction. */
    void check(String path, Report report) {
        for (Side from : Side.values()) {
            if (direction.writes(from.other())) {
                samples(from).stream()
                        .map(sample -> flaw(from, sample))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(flaw -> report.add(flaw.code(), path + ".convert", flaw.message()));
            }
        }
    }

    private List<Samples.Sample> samples(Side side) {
        List<Samples.Sample> samples = new ArrayList<>(Samples.of(schema(side)));
        if (converter != null) {
            converter
                    .samples(side)
                    .forEach(value -> samples.add(new Samples.Sample("a sample of the converter", value)));
        }
        return samples;
    }

    private @Nullable Flaw flaw(Side from, Samples.Sample sample) {
        Translation there = translate(from, sample.value());
        if (there instanceof Translation.Park park) {
            return flaw(from, sample, park);
        }
        FieldValue made = stored(from.other(), there);
        if (!agree(from, sample.value(), made)) {
            return lawless(from, sample, "becomes something that does not agree with it");
        }
        // nothing has no way to go wrong, even where the other way a required field would refuse it
        boolean nothing = made.isEmpty() && part.same(from, sample.value(), FieldValue.EMPTY);
        return direction != Direction.BOTH || nothing ? null : flawOfReturn(from, sample, made);
    }

    private @Nullable Flaw flawOfReturn(Side from, Samples.Sample sample, FieldValue made) {
        Translation back = translate(from.other(), made);
        if (back instanceof Translation.Park) {
            return lawless(from, sample, "can not be brought back");
        }
        FieldValue returned = stored(from, back);
        if (!part.same(from, sample.value(), returned)) {
            return lawless(from, sample, "comes back as another value");
        }
        Translation again = translate(from, returned);
        boolean settled =
                !(again instanceof Translation.Park) && part.same(from.other(), made, stored(from.other(), again));
        return settled ? null : lawless(from, sample, "never settles");
    }

    /** A value without a form on the other side is no flaw; a converter that breaks is. */
    private @Nullable Flaw flaw(Side from, Samples.Sample sample, Translation.Park park) {
        if (converter != null && park.code().equals(ConverterLens.FAILED)) {
            return new Flaw(DiagnosticCode.CONVERTER_FAILED, park.reason() + ". It happened for " + sample.sort());
        }
        return converter != null && park.code().equals(ConverterLens.LAWLESS)
                ? lawless(from, sample, "does not come back as it was")
                : null;
    }

    private Flaw lawless(Side from, Samples.Sample sample, String what) {
        String wayOut = direction == Direction.BOTH
                ? "let values travel one way ('direction') or name a converter that loses nothing"
                : "name another converter";
        String message = "From " + Words.owned(from) + " '" + schema(from).name() + "', " + sample.sort() + " " + what
                + ", so content would be lost or rewritten for ever; " + wayOut;
        return new Flaw(DiagnosticCode.NO_FIXED_POINT, message);
    }

    private boolean agree(Side from, FieldValue value, FieldValue made) {
        return from == Side.LEFT ? part.agree(value, made, this::sameId) : part.agree(made, value, this::sameId);
    }

    private Translation translate(Side from, FieldValue value) {
        return part.translate(from, value, this::sameId);
    }

    /** As the system would keep it: text trimmed, numbers rounded to the field's scale. */
    private FieldValue stored(Side side, Translation translation) {
        FieldValue value = ((Translation.Translated) translation).values().orEmpty(part.field(side));
        if (value instanceof FieldValue.Text text) {
            return FieldValue.text(text.value().strip());
        }
        return new NumberLens(schema(side).scale()).canonical(side, value);
    }

    private FieldSchema schema(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Links every record to the one with its own id, of a type that the other field may refer to. */
    private Optional<RecordRef> sameId(Side from, RecordRef ref) {
        return Optional.of(schema(from.other()).targets().stream()
                .findFirst()
                .map(type -> type.ref(ref.id()))
                .orElse(ref));
    }
}
