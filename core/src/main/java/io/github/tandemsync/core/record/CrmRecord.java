package io.github.tandemsync.core.record;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One record as a system showed it at one moment. Immutable; {@code toString} shows no content.
 *
 * @param ref its address; where the system answered with another id than asked, the id it answered with
 * @param fields the fields asked for that the system answered; one that is missing is unknown, not empty
 * @param stamp the version these values belong to
 * @param key the create key the record carries, where its type has a property for it
 * @param lineage which records it took over, and which took it over
 * @param modified when it was last changed, by its system's clock; null if the system does not say. Only measured with, never decided by
 * @param created when it was made, by its system's clock; null if the system does not say
 * @param modifiedBy who or what last changed it, as its system names it: an id, such as {@code systemuser:<guid>}, never a name; null if
 *     the system does not say. Shown to people, never decided by: an author says nothing about which fields were changed, and our own
 *     credentials may serve others
 */
public record CrmRecord(
        RecordRef ref,
        Values fields,
        Stamp stamp,
        @Nullable CreateKey key,
        Lineage lineage,
        @Nullable Instant modified,
        @Nullable Instant created,
        @Nullable String modifiedBy) {

    /** A record of which it is not known who changed it last. */
    public CrmRecord(
            RecordRef ref,
            Values fields,
            Stamp stamp,
            @Nullable CreateKey key,
            Lineage lineage,
            @Nullable Instant modified,
            @Nullable Instant created) {
        this(ref, fields, stamp, key, lineage, modified, created, null);
    }

    /** A record of which it is not known when it was made. */
    public CrmRecord(
            RecordRef ref,
            Values fields,
            Stamp stamp,
            @Nullable CreateKey key,
            Lineage lineage,
            @Nullable Instant modified) {
        this(ref, fields, stamp, key, lineage, modified, null);
    }

    /** A record of which it is not known when it was made or changed. */
    public CrmRecord(RecordRef ref, Values fields, Stamp stamp, @Nullable CreateKey key, Lineage lineage) {
        this(ref, fields, stamp, key, lineage, null, null);
    }

    /** A record without create key or lineage. */
    public static CrmRecord of(RecordRef ref, Values fields, Stamp stamp) {
        return new CrmRecord(ref, fields, stamp, null, Lineage.NONE);
    }

    /**
     * The record's place in merges and qualifications.
     *
     * @param predecessors records that this one took over: {@code hs_merged_object_ids}, {@code originatingleadid}
     * @param successor the record that took this one over ({@code masterid}), if any
     */
    public record Lineage(
            Set<RecordRef> predecessors, @Nullable RecordRef successor) {
        public static final Lineage NONE = new Lineage(Set.of(), null);

        public Lineage {
            predecessors = Collections.unmodifiableSortedSet(new TreeSet<>(predecessors));
        }
    }

    @Override
    public String toString() {
        return ref + "@" + stamp + fields;
    }
}
