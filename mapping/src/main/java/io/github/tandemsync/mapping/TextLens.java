package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;

/** Text to text: compared in one form, written in canonical form. */
record TextLens(Comparison comparison) implements Lens {
    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        if (!(value instanceof FieldValue.Text text)) {
            return Canonical.value(value);
        }
        String form = comparison.form(text.value());
        return form.equals(text.value()) ? value : FieldValue.text(form);
    }

    @Override
    public boolean agree(FieldValue left, FieldValue right) {
        return left.equals(right) || Lens.super.agree(left, right);
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        return value instanceof FieldValue.Text ? Converted.value(Canonical.value(value)) : Kinds.unexpected();
    }
}
