package io.github.tandemsync.simulators.hubspot;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** The owners of the portal by id. Guarded by the portal's lock. */
final class Owners {
    private final TreeMap<Long, Owner> owners = new TreeMap<>();

    Owners() {
        put(new Owner(41629779, 9586504, "mara.lindt@example.com", "Mara", "Lindt", false));
        put(new Owner(41629780, 9586511, "joao.pires@example.com", "João", "Pires", false));
    }

    void put(Owner owner) {
        owners.put(owner.id(), owner);
    }

    Collection<Owner> all() {
        return owners.values();
    }

    Optional<Owner> find(String id) {
        return owners.values().stream()
                .filter(owner -> Long.toString(owner.id()).equals(id))
                .findFirst();
    }

    Optional<Owner> findByUser(String userId) {
        return owners.values().stream()
                .filter(owner -> Long.toString(owner.userId()).equals(userId))
                .findFirst();
    }
}
