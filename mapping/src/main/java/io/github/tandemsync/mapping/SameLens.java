package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;

/**
 * Flag to flag, day to day, point in time to point in time: the value itself, points in time to the second. No zone is used
 * anywhere, so none can shift a day.
 */
record SameLens(FieldSchema.Kind kind) implements Lens {
    @Override
    public FieldValue canonical(Side side, FieldValue value) {
        return Canonical.value(value);
    }

    @Override
    public Converted convert(Side from, FieldValue value) {
        return Kinds.of(value) == kind ? Converted.value(Canonical.value(value)) : Kinds.unexpected();
    }
}
