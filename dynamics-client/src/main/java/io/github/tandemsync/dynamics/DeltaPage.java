package io.github.tandemsync.dynamics;

import java.util.List;

/**
 * One page of a table's changes.
 *
 * @param changed new and updated rows
 * @param deleted ids of rows that are gone, in lower case; rows never seen may be among them
 * @param next where it goes on
 * @param last whether {@code next} is the delta link: nothing more has changed up to now
 */
public record DeltaPage(List<Row> changed, List<String> deleted, Continuation next, boolean last) {
    public DeltaPage {
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
    }
}
