package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import org.jspecify.annotations.Nullable;

/** What a person asks for one rule of one link, beyond what its rule decides. Holds record content. */
sealed interface Wish {

    /**
     * A conflict is settled.
     *
     * @param side the side whose values both get, or in whose form the given ones are
     * @param given what both get instead; null: what the side holds
     * @param left what the left side held when the conflict was told
     * @param right what the right side held then
     */
    record Settle(Side side, @Nullable Values given, Values left, Values right) implements Wish {}

    /**
     * A write of ours is taken back.
     *
     * @param side the side that was written
     * @param before what the fields held before
     * @param after what was written
     */
    record TakeBack(Side side, Values before, Values after) implements Wish {}

    /** Writes of ours on both sides are taken back together. */
    record TakeBackBoth(TakeBack left, TakeBack right) implements Wish {}

    /** A side that is empty gets what the other one holds. */
    record Fill() implements Wish {}
}
