package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Schema;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A one-to-many relationship.
 *
 * @param parent table pointed at
 * @param child table with the lookup
 * @param lookup lookup
 * @param navigation navigation property of the child
 */
record Relationship(Table parent, Table child, Column lookup, String navigation) {
    /** Names known from the model of a real organisation; others are made up by rule. */
    private static final Map<String, String> KNOWN = Map.of(
            "account.account.parentaccountid", "account_parent_account",
            "account.account.masterid", "account_master_account",
            "account.contact.parentcustomerid", "contact_customer_accounts",
            "contact.account.primarycontactid", "account_primary_contact",
            "contact.contact.parentcustomerid", "contact_customer_contacts",
            "contact.contact.masterid", "contact_master_contact");

    /** The schema name, which is also the name of the collection on the parent. */
    String name() {
        String key = parent.name() + "." + child.name() + "." + lookup.name();
        String made = child.name() + "_" + lookup.name() + "_" + parent.name();
        return KNOWN.getOrDefault(key, made);
    }

    /** All relationships between the tables of a schema. */
    static List<Relationship> all(Schema schema) {
        List<Relationship> all = new ArrayList<>();
        for (Table child : schema.tables().values()) {
            for (Column lookup : child.columns().values()) {
                lookup.targets().forEach((target, navigation) -> {
                    Table parent = schema.table(target);
                    if (parent != null) {
                        all.add(new Relationship(parent, child, lookup, navigation));
                    }
                });
            }
        }
        return all;
    }

    /** The relationship behind a collection of a table. */
    static Relationship collection(Schema schema, Table parent, String name) {
        return all(schema).stream()
                .filter(r -> r.parent().name().equals(parent.name()) && r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Faults.malformed("Could not find a property named '" + name
                        + "' on type 'Microsoft.Dynamics.CRM." + parent.name() + "'."));
    }
}
