package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Schema;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What the application user may do and see. Guarded by the organisation's lock. */
final class Access {
    private final UUID user;
    private final UUID businessUnit;
    private final Map<String, Depth> depths = new HashMap<>();
    private final Set<UUID> hidden = new HashSet<>();
    private final Map<String, SecuredReading> secured = new HashMap<>();
    private boolean roles = true;

    Access(UUID user, UUID businessUnit) {
        this.user = user;
        this.businessUnit = businessUnit;
    }

    void grant(String privilege, Depth depth) {
        depths.put(privilege, depth);
    }

    void roles(boolean any) {
        roles = any;
    }

    void hide(UUID row, boolean on) {
        if (on) {
            hidden.add(row);
        } else {
            hidden.remove(row);
        }
    }

    void secure(String table, String column, SecuredReading reading) {
        secured.put(table + "." + column, reading);
    }

    SecuredReading reading(Table table, Column column) {
        SecuredReading denied = secured.getOrDefault(table.name() + "." + column.name(), SecuredReading.NULL);
        return column.secured() ? denied : SecuredReading.ALLOWED;
    }

    Depth depth(String privilege) {
        return roles ? depths.getOrDefault(privilege, Depth.GLOBAL) : Depth.NONE;
    }

    /** Refuses a user without any role, whatever the request. */
    void requireRole() {
        if (!roles) {
            throw new DataverseFault(
                    403, "0x80042f09", "The user with id " + user + " has not been assigned any roles.");
        }
    }

    void require(Verb verb, Table table) {
        requireRole();
        String privilege = verb.privilege(table);
        if (depth(privilege) == Depth.NONE) {
            throw Faults.missingPrivilege(
                    user, privilege, " on OTC=" + table.objectTypeCode() + " for entity '" + table.name() + "'.");
        }
    }

    /** Refuses what does not reach the whole organisation. */
    void requireGlobalRead(Table table) {
        require(Verb.READ, table);
        String privilege = Verb.READ.privilege(table);
        if (depth(privilege) != Depth.GLOBAL) {
            throw Faults.missingPrivilege(user, privilege, ". Required Depth: Global");
        }
    }

    boolean sees(Table table, Row row) {
        return !hidden.contains(row.id()) && reaches(depth(Verb.READ.privilege(table)), table, row);
    }

    void require(Verb verb, Table table, Row row) {
        require(verb, table);
        if (hidden.contains(row.id()) || !reaches(depth(verb.privilege(table)), table, row)) {
            throw Faults.noAccess(table.name());
        }
    }

    private boolean reaches(Depth depth, Table table, Row row) {
        if (!table.userOwned()) {
            return depth != Depth.NONE;
        }
        return switch (depth) {
            case NONE -> false;
            case BASIC -> Objects.equals(row.value("ownerid"), new Reference("systemuser", user));
            case LOCAL, DEEP ->
                Objects.equals(row.value("owningbusinessunit"), new Reference("businessunit", businessUnit));
            case GLOBAL -> true;
        };
    }

    /** Checks the privileges that writing these columns needs beyond Write or Create. */
    void requireForColumns(Schema schema, Table table, Map<String, ?> values) {
        values.forEach((name, value) -> {
            Column column = table.column(name);
            if (column == null) {
                return;
            }
            if (reading(table, column) != SecuredReading.ALLOWED) {
                throw Faults.securedColumn(name);
            }
            if (name.equals("ownerid")) {
                require(Verb.ASSIGN, table);
            } else if (value instanceof Reference target) {
                require(Verb.APPEND, table);
                Table other = schema.table(target.table());
                if (other != null) {
                    require(Verb.APPEND_TO, other);
                }
            }
        });
    }
}
