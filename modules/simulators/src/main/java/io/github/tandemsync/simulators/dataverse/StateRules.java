package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Option;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** State and status: each status belongs to one state, and both change together. */
final class StateRules {
    private StateRules() {}

    /** On create the state is always the first one: a {@code statecode} that was sent is silently ignored. */
    static void onCreate(Table table, Map<String, @Nullable Object> target) {
        if (table.column("statecode") != null) {
            target.put("statecode", 0);
            target.putIfAbsent("statuscode", defaultStatus(table, 0));
            check(table, 0, target.get("statuscode"));
        }
    }

    /** On update a new state brings its default status, a lone status must fit the state. */
    static void onUpdate(Table table, Map<String, Object> before, Map<String, @Nullable Object> target) {
        boolean state = target.containsKey("statecode");
        boolean status = target.containsKey("statuscode");
        if (table.column("statecode") == null || (!state && !status)) {
            return;
        }
        Object wanted = state ? target.get("statecode") : before.get("statecode");
        if (!(wanted instanceof Integer code)) {
            throw Faults.badStatus(table.name());
        }
        if (!status) {
            target.put("statuscode", defaultStatus(table, code));
        }
        check(table, code, target.get("statuscode"));
    }

    /** The first status of a state. */
    static Integer defaultStatus(Table table, int state) {
        Column status = table.require("statuscode");
        return status.options().stream()
                .filter(o -> Objects.equals(o.state(), state))
                .map(Option::value)
                .findFirst()
                .orElseThrow(() -> Faults.badStatus(table.name()));
    }

    private static void check(Table table, int state, @Nullable Object status) {
        boolean fits = status instanceof Integer value
                && table.require("statuscode")
                        .option(value)
                        .filter(o -> Objects.equals(o.state(), state))
                        .isPresent();
        if (!fits) {
            throw Faults.badStatus(table.name());
        }
    }
}
