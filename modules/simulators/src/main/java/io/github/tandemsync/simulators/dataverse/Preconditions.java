package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code If-Match} and {@code If-None-Match} of one call.
 *
 * @param match value of {@code If-Match}
 * @param noneMatch value of {@code If-None-Match}
 */
record Preconditions(Optional<String> match, Optional<String> noneMatch) {
    private static final Pattern ETAG = Pattern.compile("W/\"\\d+\"");

    static Preconditions of(Call call) {
        return new Preconditions(call.condition("If-Match"), call.condition("If-None-Match"));
    }

    /** Whether the row must be there already. */
    boolean updateOnly() {
        return match.isPresent();
    }

    /** Whether the row must not be there yet. */
    boolean createOnly() {
        return noneMatch.filter("*"::equals).isPresent();
    }

    /** Whether a read may be answered by "not modified". */
    boolean unmodified(Row row) {
        return noneMatch.filter(row.etag()::equals).isPresent();
    }

    /** Refuses a stale version. */
    void check(Table table, Row row) {
        if (match.isEmpty() || match.get().equals("*")) {
            return;
        }
        if (!ETAG.matcher(match.get()).matches()) {
            throw Faults.malformed("The value of If-Match is not an etag of this service.");
        }
        if (!table.optimisticConcurrency()) {
            throw Faults.noConcurrency(table.name());
        }
        if (!match.get().equals(row.etag())) {
            throw Faults.stale();
        }
    }
}
