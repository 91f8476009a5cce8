package io.github.tandemsync.dynamics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a table's changes.
 *
 * @param changed new and updated rows
 * @param deleted ids of rows that are gone, in lower case; rows never seen may be among them
 * @param next where it goes on
 * @param last whether {@code next} is the delta link: nothing more has changed up to now
 * @param serverTime Dataverse's clock when it answered, to the second; null where not told
 */
public record DeltaPage(
        List<Row> changed,
        List<String> deleted,
        Continuation next,
        boolean last,
        @Nullable Instant serverTime) {
    public DeltaPage {
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
    }
}
