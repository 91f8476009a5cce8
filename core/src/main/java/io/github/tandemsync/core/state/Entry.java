package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.rule.PairId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One known record of a pair. Entries are the only queue, tombstone, quarantine, pending-reference list and match index there
 * is. Identified by pair and ref.
 *
 * @param pair the pair it takes part in
 * @param side which side it is on
 * @param ref its address
 * @param stamp the version at which it was last merged; null if never
 * @param state what is known of it
 * @param reason why it is in that state; null where the state says it all
 * @param link its live link, or the tombstone of its last one; null if it never had one
 * @param key the create key under which we created it, or are creating its counterpart; null if neither
 * @param generation how often its counterpart was created anew; part of the next create key
 * @param digests match rule id to keyed hash of its match text
 * @param waitsFor the record that must be linked first; null if none
 * @param seen the generation of the last complete listing that showed it; 0 if none did
 * @param mark whether it has to be looked at; in an update the store keeps its own, see {@link EntryUpdate}
 */
public record Entry(
        PairId pair,
        Side side,
        RecordRef ref,
        @Nullable Stamp stamp,
        EntryState state,
        @Nullable Reason reason,
        @Nullable LinkId link,
        @Nullable CreateKey key,
        int generation,
        SortedMap<String, String> digests,
        @Nullable RecordRef waitsFor,
        long seen,
        Mark mark) {

    public Entry {
        digests = digests.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /** A record seen for the first time. */
    public static Entry unmatched(PairId pair, Side side, RecordRef ref) {
        return new Entry(
                pair,
                side,
                ref,
                null,
                EntryState.UNMATCHED,
                null,
                null,
                null,
                0,
                Collections.emptySortedMap(),
                null,
                0,
                Mark.NONE);
    }

    public Entry withStamp(@Nullable Stamp value) {
        return new Entry(pair, side, ref, value, state, reason, link, key, generation, digests, waitsFor, seen, mark);
    }

    /** In another state; it no longer waits for another record. */
    public Entry in(EntryState newState, @Nullable Reason why) {
        return new Entry(pair, side, ref, stamp, newState, why, link, key, generation, digests, null, seen, mark);
    }

    /** Waiting for another record to be linked. */
    public Entry waitingFor(RecordRef parent, Reason why) {
        return new Entry(
                pair, side, ref, stamp, EntryState.WAITING, why, link, key, generation, digests, parent, seen, mark);
    }

    /** Still in its state, with a link that has a rule waiting for another record; null: for none. */
    public Entry withWaitsFor(@Nullable RecordRef parent) {
        return new Entry(pair, side, ref, stamp, state, reason, link, key, generation, digests, parent, seen, mark);
    }

    public Entry withLink(@Nullable LinkId value) {
        return new Entry(pair, side, ref, stamp, state, reason, value, key, generation, digests, waitsFor, seen, mark);
    }

    public Entry withKey(@Nullable CreateKey value) {
        return new Entry(pair, side, ref, stamp, state, reason, link, value, generation, digests, waitsFor, seen, mark);
    }

    public Entry withGeneration(int value) {
        return new Entry(pair, side, ref, stamp, state, reason, link, key, value, digests, waitsFor, seen, mark);
    }

    public Entry withDigests(SortedMap<String, String> value) {
        return new Entry(pair, side, ref, stamp, state, reason, link, key, generation, value, waitsFor, seen, mark);
    }

    public Entry withSeen(long value) {
        return new Entry(pair, side, ref, stamp, state, reason, link, key, generation, digests, waitsFor, value, mark);
    }

    public Entry withMark(Mark value) {
        return new Entry(pair, side, ref, stamp, state, reason, link, key, generation, digests, waitsFor, seen, value);
    }
}
