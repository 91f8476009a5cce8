package io.github.tandemsync.dynamics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of rows.
 *
 * @param rows in the server's order
 * @param next where it goes on; null on the last page
 */
public record RowPage(List<Row> rows, @Nullable Continuation next) {
    public RowPage {
        rows = List.copyOf(rows);
    }
}
