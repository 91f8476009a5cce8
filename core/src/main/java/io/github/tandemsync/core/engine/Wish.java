package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;

/** What a person asks for one rule of one link, beyond what its rule decides. Holds record content. */
sealed interface Wish {

    /**
     * A conflict is settled.
     *
     * @param winner the side whose values both get
     * @param left what the left side held when the conflict was told
     * @param right what the right side held then
     */
    record Settle(Side winner, Values left, Values right) implements Wish {}

    /**
     * A write of ours is taken back.
     *
     * @param side the side that was written
     * @param before what the fields held before
     * @param after what was written
     */
    record TakeBack(Side side, Values before, Values after) implements Wish {}

    /** A side that is empty gets what the other one holds. */
    record Fill() implements Wish {}
}
