package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which live rows point at which row. */
final class Backlinks {
    private final Map<Reference, Set<Reference>> pointers = new HashMap<>();

    /** Takes a change of one row in. */
    void moved(@Nullable Row before, @Nullable Row after) {
        if (before != null) {
            Reference self = new Reference(before.table(), before.id());
            before.values().values().forEach(v -> remove(v, self));
        }
        if (after != null) {
            Reference self = new Reference(after.table(), after.id());
            after.values().values().forEach(v -> add(v, self));
        }
    }

    /** The rows that point at one, by table and id. */
    List<Reference> to(Reference target) {
        return pointers.getOrDefault(target, Set.of()).stream()
                .sorted(Comparator.comparing(Reference::table).thenComparing(Reference::id))
                .toList();
    }

    private void add(Object value, Reference self) {
        if (value instanceof Reference target) {
            pointers.computeIfAbsent(target, t -> new HashSet<>()).add(self);
        }
    }

    private void remove(Object value, Reference self) {
        if (value instanceof Reference target) {
            Set<Reference> from = pointers.get(target);
            if (from != null && from.remove(self) && from.isEmpty()) {
                pointers.remove(target);
            }
        }
    }
}
