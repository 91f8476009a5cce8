package io.github.tandemsync.simulators.hubspot;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is associated with whom, both directions kept. Guarded by the portal's lock. */
final class Associations {
    /** One end: type name and record id. */
    record End(String type, long id) implements Comparable<End> {
        static End of(StoredRecord record) {
            return new End(record.type().name(), record.id());
        }

        @Override
        public int compareTo(End other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : Long.compare(id, other.id);
        }
    }

    private final Map<End, TreeMap<End, TreeSet<Integer>>> edges = new TreeMap<>();

    /** Adds the type, the unlabelled type below it, and both reverses. */
    void add(End from, End to, AssociationType type) {
        one(from, to, type.id());
        one(to, from, type.reverse());
        one(from, to, type.underlying());
        one(to, from, AssociationType.byId(type.underlying()).reverse());
    }

    /** Removes everything between the two. */
    void removeAll(End from, End to) {
        drop(from, to);
        drop(to, from);
    }

    /** Removes one type; the unlabelled one takes all labelled ones with it. */
    void remove(End from, End to, AssociationType type) {
        if (type.id() == type.underlying()) {
            removeAll(from, to);
            return;
        }
        types(from, to).remove(type.id());
        types(to, from).remove(type.reverse());
    }

    /** The records of a type that this one is associated with, and by which types. */
    Map<End, Set<Integer>> of(End from, String toType) {
        Map<End, Set<Integer>> found = new TreeMap<>();
        edges.getOrDefault(from, new TreeMap<>()).forEach((to, types) -> {
            if (to.type().equals(toType) && !types.isEmpty()) {
                found.put(to, types);
            }
        });
        return found;
    }

    /** The other end of the first association of this type. */
    Optional<End> first(End from, int typeId) {
        return edges.getOrDefault(from, new TreeMap<>()).entrySet().stream()
                .filter(edge -> edge.getValue().contains(typeId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    long count(End from, int typeId) {
        return edges.getOrDefault(from, new TreeMap<>()).values().stream()
                .filter(types -> types.contains(typeId))
                .count();
    }

    /** Moves all associations of one record to another, as a merge does. */
    void move(End from, End to) {
        TreeMap<End, TreeSet<Integer>> moved = edges.getOrDefault(from, new TreeMap<>());
        for (End other : Set.copyOf(moved.keySet())) {
            Set<Integer> types = Set.copyOf(types(from, other));
            removeAll(from, other);
            if (!other.equals(to)) {
                types.forEach(id -> add(to, other, AssociationType.byId(id)));
            }
        }
    }

    private void one(End from, End to, int typeId) {
        edges.computeIfAbsent(from, any -> new TreeMap<>())
                .computeIfAbsent(to, any -> new TreeSet<>())
                .add(typeId);
    }

    private void drop(End from, End to) {
        Optional.ofNullable(edges.get(from)).ifPresent(ends -> ends.remove(to));
    }

    private Set<Integer> types(End from, End to) {
        return edges.getOrDefault(from, new TreeMap<>()).getOrDefault(to, new TreeSet<>());
    }
}
