package io.github.tandemsync.core.rule;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import java.util.Set;
import java.util.TreeSet;

/**
 * The unit of merge: one or more fields on the left that mean the same as one or more on the right (an address, an amount with
 * its currency). Obligations of an implementation:
 *
 * <ul>
 *   <li>Its methods MUST be pure functions of their arguments, quick, and safe for several threads.
 *   <li>{@code agree} and {@code same} MUST work on canonical forms, so that what a system rewrites on save still agrees.
 *   <li>{@code agree(v, translate(LEFT, v))} MUST hold for a rule that writes to the right, and so the other way round.
 *   <li>The values given hold the rule's fields only; a field that is absent is unknown. The engine does not call a rule with
 *       fields missing.
 *   <li>They SHOULD not throw, and answer no null. A translation that does is parked, for that rule of that record; if {@code agree} or {@code same}
 *       throws, the record fails and is tried again later. The others go on; the report names the rule and what it threw.
 * </ul>
 */
public interface FieldRule {

    /** The rule's name, unique in its pair and stable: bases are stored under it. */
    String id();

    /** Its fields on the left. */
    Set<String> left();

    /** Its fields on the right. */
    Set<String> right();

    /** Its fields on the given side. */
    default Set<String> fields(Side side) {
        return side == Side.LEFT ? left() : right();
    }

    /** Which way its values travel. */
    Direction direction();

    /** Who decides when both sides moved. */
    ConflictResolver onConflict();

    /** What to do when the target of a one-way rule was edited. */
    default Drift onDrift() {
        return Drift.RECORD;
    }

    /** Whether the two sides mean the same: the engine's only equality across sides. */
    boolean agree(Values left, Values right, ReferenceResolver references);

    /** Whether a side still has its base value: "has not moved". */
    boolean same(Side side, Values base, Values now);

    /** What the other side should hold. */
    Translation translate(Side from, Values values, ReferenceResolver references);

    /**
     * Whether a write can not be taken back by writing the former values, as of a state that closes a record: a deal that is won, an
     * order that is fulfilled. A plan marks such a write, and sends it by consent alone.
     *
     * @param target the side that is written
     * @param before what its fields hold
     * @param after what they would hold
     */
    default boolean isFinal(Side target, Values before, Values after) {
        return false;
    }

    /**
     * What the rule is, as a text that MUST change when it would decide otherwise than before, and only then: it is how the
     * engine notices an edited mapping. A rule whose write was refused is decided anew once it has changed. The default knows
     * the fields and the direction; a rule that can be set up in other ways (options, a converter, a conflict policy) has to
     * add them.
     */
    default String definition() {
        return id() + new TreeSet<>(left()) + direction() + new TreeSet<>(right()) + onDrift();
    }

    /** What to do when the target of a one-way rule was edited by somebody else. */
    enum Drift {
        /** Leave it, and say so in reports. */
        RECORD,
        /** Write the source's value again. */
        ENFORCE
    }
}
