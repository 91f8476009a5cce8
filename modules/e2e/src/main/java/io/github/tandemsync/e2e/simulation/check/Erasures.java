package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who was erased, and by what: nobody of them may be made again by us until they are readmitted. A store that was put back has
 * forgotten it.
 */
public final class Erasures {
    private final SortedSet<RecordRef> records = new TreeSet<>();
    private final Set<String> domains = new HashSet<>();
    private final Set<CreateKey> underWay = new HashSet<>();
    private final List<Erasure> begun = new ArrayList<>();
    private final SortedMap<RecordRef, Long> readmitted = new TreeMap<>();

    /**
     * Somebody began to erase a record; that may have been durable, whether it ended well or not.
     *
     * @param records the record, and those that were erased with it as far as that is known
     */
    record Erasure(RecordRef ref, long event, Set<RecordRef> records) {}

    /** Somebody begins to erase the record. */
    public void begins(RecordRef ref, long event) {
        begun.add(new Erasure(ref, event, new HashSet<>(Set.of(ref))));
    }

    /**
     * The erasure that began last has ended well.
     *
     * @param erased the records
     * @param shown the domains that identify them, in canonical form
     * @param open the keys of creates that were under way when it began: those may still arrive
     */
    public void ended(Collection<RecordRef> erased, Collection<String> shown, Collection<CreateKey> open) {
        records.addAll(erased);
        begun.get(begun.size() - 1).records().addAll(erased);
        domains.addAll(shown);
        underWay.addAll(open);
    }

    /** These may be made again, and so may whoever shows one of the domains and was not erased otherwise. */
    void lift(Collection<RecordRef> refs, Collection<String> shown) {
        refs.forEach(records::remove);
        domains.removeAll(shown);
    }

    /** It is durable that the record takes part again. */
    void readmitted(RecordRef ref, long event) {
        readmitted.put(ref, event);
    }

    /** Who may not be made again. */
    public SortedSet<RecordRef> records() {
        return Collections.unmodifiableSortedSet(records);
    }

    /** Who was readmitted, with the event by which that was durable, the last one of each. */
    SortedMap<RecordRef, Long> readmitted() {
        return Collections.unmodifiableSortedMap(readmitted);
    }

    List<Erasure> begun() {
        return Collections.unmodifiableList(begun);
    }

    /** Whether one of those that were erased by it was readmitted since. */
    boolean isLifted(Erasure erasure) {
        return erasure.records().stream().anyMatch(ref -> readmitted.getOrDefault(ref, 0L) > erasure.event());
    }

    void forgotten() {
        records.clear();
        domains.clear();
        readmitted.clear();
    }

    /** Whether a create makes an erased one again. */
    boolean forbid(CreateKey key, RecordRef source, String domain) {
        return !underWay.contains(key) && (records.contains(source) || domains.contains(domain));
    }
}
