package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessReport.Finding;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.Privilege;
import io.github.tandemsync.dynamics.Users.Depth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the user's privileges with those that the tables name: two calls, and one for each table. */
final class Access {
    private final DynamicsClient client;
    private final Tables tables;

    Access(DynamicsClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    AccessReport report(Set<AccessRequest> wanted) {
        if (wanted.isEmpty()) {
            return new AccessReport(List.of());
        }
        Map<String, Depth> held =
                client.users().privileges(client.users().whoAmI().userId());
        SortedMap<ObjectType, Set<Right>> byType = new TreeMap<>();
        wanted.forEach(request -> byType.computeIfAbsent(request.type(), type -> EnumSet.noneOf(Right.class))
                .add(request.right()));
        List<Finding> findings = new ArrayList<>();
        byType.forEach((type, rights) -> {
            new OfTable(type, client.metadata().privileges(type.name()), held, findings).check(rights);
            tracking(type, rights, findings);
        });
        return new AccessReport(findings);
    }

    private void tracking(ObjectType type, Set<Right> rights, List<Finding> findings) {
        if (rights.contains(Right.READ) && !tables.of(type).table().changeTracking()) {
            findings.add(new Finding(
                    new AccessRequest(type, Right.READ),
                    true,
                    "turn change tracking on in the properties of table " + type.name()
                            + "; it can not be turned off again"));
        }
    }

    private record OfTable(
            ObjectType type, List<Privilege> privileges, Map<String, Depth> held, List<Finding> findings) {

        void check(Set<Right> rights) {
            if (rights.contains(Right.READ)) {
                need(Right.READ, "Read");
            }
            if (rights.contains(Right.CREATE)) {
                need(Right.CREATE, "Create");
                lookups(Right.CREATE);
            }
            if (rights.contains(Right.UPDATE)) {
                need(Right.UPDATE, "Write");
                lookups(Right.UPDATE);
            }
            if (rights.contains(Right.REMOVE)) {
                need(Right.REMOVE, "Delete");
            } else if (depth("Delete") != null) {
                add(Right.REMOVE, false, "nothing is to be deleted, so take " + name("Delete") + " out of the role");
            }
        }

        /** Everything is synced, so everything must be in reach; change tracking itself asks for Read at that depth. */
        private void need(Right right, String verb) {
            Depth depth = depth(verb);
            if (depth == null) {
                add(right, true, "add " + name(verb) + " at organisation depth to a role of the application user");
            } else if (depth != Depth.GLOBAL) {
                boolean blocking = right == Right.READ;
                add(
                        right,
                        blocking,
                        "raise " + name(verb) + " from " + depth + " to organisation depth (Global)"
                                + (blocking
                                        ? "; change tracking needs it"
                                        : "; rows of other owners are refused until then"));
            }
        }

        private void lookups(Right right) {
            for (String verb : List.of("Append", "AppendTo")) {
                if (depth(verb) == null) {
                    add(right, false, "add " + name(verb) + " if a lookup of or to " + type.name() + " is mapped");
                }
            }
        }

        /** The widest depth held of any privilege with the verb; null for none. */
        private @Nullable Depth depth(String verb) {
            return privileges.stream()
                    .filter(privilege -> privilege.verb().equals(verb))
                    .map(privilege -> held.get(privilege.id()))
                    .filter(depth -> depth != null)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }

        private String name(String verb) {
            return privileges.stream()
                    .filter(privilege -> privilege.verb().equals(verb))
                    .map(Privilege::name)
                    .findFirst()
                    .orElse("the " + verb + " privilege of " + type.name());
        }

        private void add(Right right, boolean missing, String remedy) {
            findings.add(new Finding(new AccessRequest(type, right), missing, remedy));
        }
    }
}
