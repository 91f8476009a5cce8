package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns that the server computes from others. */
final class Derived {
    private final Organisation organisation;
    private final Money money;

    Derived(Organisation organisation) {
        this.organisation = organisation;
        this.money = new Money(organisation);
    }

    void settle(Table table, Map<String, Object> values) {
        money.settle(table, values);
        address(table, values, "address1_");
        address(table, values, "address2_");
        fullName(table, values);
        owner(table, values);
        customer(table, values);
    }

    private static void address(Table table, Map<String, Object> values, String prefix) {
        if (table.column(prefix + "composite") == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (String part : List.of("line1", "line2", "line3")) {
            add(lines, join(" ", values.get(prefix + part)));
        }
        String region = join(" ", values.get(prefix + "stateorprovince"), values.get(prefix + "postalcode"));
        add(lines, join(", ", values.get(prefix + "city"), region.isEmpty() ? null : region));
        add(lines, join(" ", values.get(prefix + "country")));
        set(values, prefix + "composite", String.join("\r\n", lines));
    }

    private static void fullName(Table table, Map<String, Object> values) {
        if (table.column("fullname") != null) {
            set(values, "fullname", join(" ", values.get("firstname"), values.get("lastname")));
        }
    }

    private void owner(Table table, Map<String, Object> values) {
        if (!table.userOwned() || !(values.get("ownerid") instanceof Reference owner)) {
            return;
        }
        boolean user = owner.table().equals("systemuser");
        values.remove(user ? "owningteam" : "owninguser");
        values.put(user ? "owninguser" : "owningteam", owner);
        Row row = organisation.require(owner.table(), owner.id());
        put(values, "owningbusinessunit", row.value("businessunitid"));
    }

    private static void customer(Table table, Map<String, Object> values) {
        if (!table.name().equals("contact")) {
            return;
        }
        Reference parent = values.get("parentcustomerid") instanceof Reference r ? r : null;
        boolean account = parent != null && parent.table().equals("account");
        put(values, "accountid", account ? parent : null);
        put(values, "parentcontactid", account ? null : parent);
    }

    private static String join(String between, @Nullable Object... parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            add(texts, part == null ? "" : part.toString());
        }
        return String.join(between, texts);
    }

    private static void add(List<String> texts, String text) {
        if (!text.isEmpty()) {
            texts.add(text);
        }
    }

    private static void set(Map<String, Object> values, String column, String text) {
        put(values, column, text.isEmpty() ? null : text);
    }

    private static void put(Map<String, Object> values, String column, @Nullable Object value) {
        if (value == null) {
            values.remove(column);
        } else {
            values.put(column, value);
        }
    }
}
