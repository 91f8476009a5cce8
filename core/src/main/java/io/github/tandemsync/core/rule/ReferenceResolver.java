package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import java.util.Optional;

/** Finds the other side's record of a linked pair. */
@FunctionalInterface
public interface ReferenceResolver {
    /** Knows no links. */
    ReferenceResolver NONE = (from, ref) -> Optional.empty();

    /**
     * The record linked to the given one of the given side, by whichever pair; empty if it is not linked (yet), and if several pairs
     * link it to different records. A rule that knows which pair it means asks by that.
     */
    Optional<RecordRef> counterpart(Side from, RecordRef ref);

    /**
     * The record to which the pair links the given one of the given side; empty if that pair does not link it (yet). A resolver that
     * knows the links of several pairs MUST answer by the given one alone; the default knows of one pair only.
     */
    default Optional<RecordRef> counterpart(Side from, RecordRef ref, PairId pair) {
        return counterpart(from, ref);
    }
}
