package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;

/** What a person asks for one rule of one link, beyond what its rule decides. Holds record content. */
sealed interface Wish {

    /** Why it was not granted. */
    String refusal();

    /**
     * A conflict is settled.
     *
     * @param winner the side whose values both get
     * @param left what the left side held when the conflict was told
     * @param right what the right side held then
     */
    record Settle(Side winner, Values left, Values right) implements Wish {
        @Override
        public String refusal() {
            return "the conflict is no longer as it was told, or the rule does not write to that side; list the conflicts again";
        }
    }

    /**
     * A write of ours is taken back.
     *
     * @param side the side that was written
     * @param before what the fields held before
     * @param after what was written
     */
    record TakeBack(Side side, Values before, Values after) implements Wish {
        @Override
        public String refusal() {
            return "not taken back: it was changed since, or holds the former value already";
        }
    }
}
