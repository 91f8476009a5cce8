package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * What a plan in the making remembers of the writes that it has handed over: their fingerprints, and which records they are about
 * or depend on, both without content. The writes of one piece of work are numbered one after the other, and taken back together.
 */
final class PlannedWrites {
    private static final int CHUNK = 1 << 13;

    /** What a write has to do with a record, in the last two bits of an index's number. */
    private enum Tie {
        /** The record is one of the work's. */
        OWN,
        /** The write names it. */
        NAMED,
        /** The write holds a reference to it, or lacks one. */
        DEPENDS
    }

    private final RefIndex index = new RefIndex();
    private final List<long[]> fingerprints = new ArrayList<>();
    private final Map<PairId, Integer> starts = new LinkedHashMap<>();
    private final BitSet first = new BitSet();
    private final BitSet withdrawn = new BitSet();
    private final Map<PlanItem.Action, BitSet> actions = new TreeMap<>();
    private final BitSet taking = new BitSet();
    private final BitSet lasting = new BitSet();
    private int start;
    private int next;

    /** From here on, writes are of the pair. */
    void begin(PairId pair) {
        starts.put(pair, next);
        start = next;
    }

    /** The writes of one piece of work. */
    void add(Work work, List<PlanItem> writes) {
        first.set(next);
        for (Entry entry : work.entries().values()) {
            tie(entry.ref(), Tie.OWN);
        }
        for (PlanItem item : writes) {
            RecordRef ref = item.ref();
            RecordRef other = item.other();
            if (ref != null) {
                tie(ref, Tie.NAMED);
                work.waits().forEach(parent -> tie(parent, Tie.DEPENDS));
            }
            if (other != null) {
                tie(other, Tie.NAMED);
            }
            for (PlanItem.FieldChange field : item.fields()) {
                if (field.after() instanceof FieldValue.Reference reference) {
                    tie(reference.target(), Tie.DEPENDS);
                }
            }
            keep(item);
        }
    }

    private void keep(PlanItem item) {
        if (next % (CHUNK / 2) == 0) {
            fingerprints.add(new long[CHUNK]);
        }
        long[] chunk = fingerprints.get(fingerprints.size() - 1);
        int at = next % (CHUNK / 2) * 2;
        chunk[at] = FingerprintSet.high(item.fingerprint());
        chunk[at + 1] = FingerprintSet.low(item.fingerprint());
        actions.computeIfAbsent(item.action(), action -> new BitSet()).set(next);
        taking.set(next, item.takesAway());
        lasting.set(next, !item.undoable());
        next++;
    }

    private void tie(RecordRef ref, Tie tie) {
        int number = next << 2 | tie.ordinal();
        if (!index.any(ref, known -> known == number)) {
            index.put(ref, number);
        }
    }

    /** Whether a write of the present pair was planned by work with the record. */
    boolean isPlanned(RecordRef ref) {
        return index.any(ref, number -> is(number, Tie.OWN) && number >> 2 >= start && !isWithdrawn(number));
    }

    /** Whether the record, or its counterpart, is removed. */
    boolean isLeaving(RecordRef ref) {
        BitSet removals = actions.getOrDefault(PlanItem.Action.REMOVE, new BitSet());
        return index.any(ref, number -> is(number, Tie.NAMED) && removals.get(number >> 2) && !isWithdrawn(number));
    }

    /** How many writes of the present pair remove something or empty a field. */
    long taking() {
        BitSet left = taking.get(start, Math.max(start, next));
        left.andNot(withdrawn.get(start, Math.max(start, next)));
        return left.cardinality();
    }

    /** Takes back what was planned about the records, or with a reference to one. */
    List<String> withdraw(Collection<RecordRef> moved) {
        TreeSet<Integer> stale = new TreeSet<>();
        for (RecordRef ref : moved) {
            index.any(ref, number -> {
                boolean live = !isWithdrawn(number);
                if (live) {
                    stale.add(first.previousSetBit(number >> 2));
                }
                return false;
            });
        }
        List<String> told = new ArrayList<>();
        for (int from : stale) {
            int end = first.nextSetBit(from + 1);
            for (int write = from; write < (end < 0 ? next : end); write++) {
                withdrawn.set(write);
                told.add(fingerprint(write));
            }
        }
        return told;
    }

    private static boolean is(int number, Tie tie) {
        return (number & 3) == tie.ordinal();
    }

    private boolean isWithdrawn(int number) {
        return withdrawn.get(number >> 2);
    }

    private String fingerprint(int write) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(part(write, 0)) + hex.toHexDigits(part(write, 1));
    }

    private long part(int write, int which) {
        return fingerprints.get(write / (CHUNK / 2))[write % (CHUNK / 2) * 2 + which];
    }

    /** How many writes there are of each action. */
    SortedMap<PlanItem.Action, Long> counts() {
        SortedMap<PlanItem.Action, Long> counts = new TreeMap<>();
        actions.forEach((action, all) -> {
            BitSet left = (BitSet) all.clone();
            left.andNot(withdrawn);
            if (!left.isEmpty()) {
                counts.put(action, (long) left.cardinality());
            }
        });
        return counts;
    }

    /** The fingerprints that count, by pair. */
    SortedMap<PairId, FingerprintSet> kept() {
        return kept(write -> true);
    }

    /** Those of them that can not be undone. */
    SortedMap<PairId, FingerprintSet> keptForGood() {
        return kept(lasting::get);
    }

    private SortedMap<PairId, FingerprintSet> kept(IntPredicate wanted) {
        SortedMap<PairId, FingerprintSet> kept = new TreeMap<>();
        List<PairId> pairs = List.copyOf(starts.keySet());
        for (int i = 0; i < pairs.size(); i++) {
            int end = i + 1 < pairs.size() ? Contract.known(starts.get(pairs.get(i + 1))) : next;
            FingerprintSet set = new FingerprintSet();
            for (int write = Contract.known(starts.get(pairs.get(i))); write < end; write++) {
                if (!withdrawn.get(write) && wanted.test(write)) {
                    set.add(part(write, 0), part(write, 1));
                }
            }
            if (set.size() > 0) {
                kept.put(pairs.get(i), set);
            }
        }
        return kept;
    }
}
