package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Who was erased, and by what: nobody of them may be made again by us. A store that was put back has forgotten it. */
public final class Erasures {
    private final Set<RecordRef> records = new HashSet<>();
    private final Set<String> domains = new HashSet<>();
    private final Set<CreateKey> underWay = new HashSet<>();

    /**
     * An erasure has ended well.
     *
     * @param erased the records
     * @param shown the domains that identify them, in canonical form
     * @param open the keys of creates that were under way when it began: those may still arrive
     */
    public void ended(Collection<RecordRef> erased, Collection<String> shown, Collection<CreateKey> open) {
        records.addAll(erased);
        domains.addAll(shown);
        underWay.addAll(open);
    }

    void forgotten() {
        records.clear();
        domains.clear();
    }

    /** Whether a create makes an erased one again. */
    boolean forbid(CreateKey key, RecordRef source, String domain) {
        return !underWay.contains(key) && (records.contains(source) || domains.contains(domain));
    }
}
