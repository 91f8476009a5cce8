package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;

/** Two facing fields of a rule. */
interface Part {
    /** Its field on the given side. */
    String field(Side side);

    boolean agree(FieldValue left, FieldValue right, ReferenceResolver references);

    boolean same(Side side, FieldValue base, FieldValue now);

    /** What the other side's field should hold. */
    Translation translate(Side from, FieldValue value, ReferenceResolver references);
}
