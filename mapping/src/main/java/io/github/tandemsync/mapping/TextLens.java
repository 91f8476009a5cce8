package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;

/** Text to text: compared in one form, written in canonical form. */
record TextLens(Comparison comparison) implements Lens {
    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        return value instanceof FieldValue.Text text
                ? FieldValue.text(comparison.form(text.value()))
                : Canonical.value(value);
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        return value instanceof FieldValue.Text ? Converted.value(Canonical.value(value)) : Kinds.unexpected();
    }
}
