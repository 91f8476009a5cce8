package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import java.util.Optional;

/** Finds the other side's record of a linked pair. */
@FunctionalInterface
public interface ReferenceResolver {
    /** Knows no links. */
    ReferenceResolver NONE = (from, ref) -> Optional.empty();

    /** The record linked to the given one of the given side; empty if it is not linked (yet). */
    Optional<RecordRef> counterpart(Side from, RecordRef ref);
}
