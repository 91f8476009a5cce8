package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.ObjectType;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a pair stands.
 *
 * @param enabled whether it may run; pairs start disabled
 * @param phase whether records may be created yet
 * @param generation of the current or last listing; listings count from 1
 * @param listing types whose listing of this generation is not complete
 * @param sweeping types listed completely, whose unseen entries are not all looked at
 * @param mappingHash of the rules that the bases belong to; empty before the first run
 * @param notes progress within a phase and other small facts, by name
 */
public record PairState(
        boolean enabled,
        Phase phase,
        long generation,
        Set<ObjectType> listing,
        Set<ObjectType> sweeping,
        String mappingHash,
        SortedMap<String, String> notes) {

    /** The phases of a pair's life. */
    public enum Phase {
        /** Both sides are being listed; nothing is created. */
        LISTING,
        /** Existing records are being joined; nothing is created. */
        MATCHING,
        /** Records may be created. */
        LIVE
    }

    /** A pair that has never run. */
    public static final PairState NEW =
            new PairState(false, Phase.LISTING, 0, Set.of(), Set.of(), "", Collections.emptySortedMap());

    public PairState {
        listing = Collections.unmodifiableSortedSet(new TreeSet<>(listing));
        sweeping = Collections.unmodifiableSortedSet(new TreeSet<>(sweeping));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    public PairState enabled(boolean value) {
        return new PairState(value, phase, generation, listing, sweeping, mappingHash, notes);
    }

    public PairState in(Phase value) {
        return new PairState(enabled, value, generation, listing, sweeping, mappingHash, notes);
    }

    /** With a new listing of the given types begun. */
    public PairState relisting(Set<ObjectType> types) {
        return new PairState(enabled, phase, generation + 1, types, Set.of(), mappingHash, notes);
    }

    public PairState withListing(Set<ObjectType> stillListing, Set<ObjectType> stillSweeping) {
        return new PairState(enabled, phase, generation, stillListing, stillSweeping, mappingHash, notes);
    }

    public PairState withMappingHash(String value) {
        return new PairState(enabled, phase, generation, listing, sweeping, value, notes);
    }

    public PairState withNote(String name, String value) {
        SortedMap<String, String> all = new TreeMap<>(notes);
        all.put(name, value);
        return new PairState(enabled, phase, generation, listing, sweeping, mappingHash, all);
    }

    public PairState withoutNote(String name) {
        SortedMap<String, String> all = new TreeMap<>(notes);
        all.remove(name);
        return new PairState(enabled, phase, generation, listing, sweeping, mappingHash, all);
    }
}
