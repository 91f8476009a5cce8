package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.OrderBy;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of a listing: the wanted columns, then the id. */
final class Position {
    private Position() {}

    static Comparator<Row> order(Table table, List<OrderBy> items) {
        Comparator<Row> order = (a, b) -> 0;
        for (OrderBy item : items) {
            String column = RowFilter.column(table, item.property()).name();
            Comparator<Row> one = (a, b) -> Compare.order(plain(a.value(column)), plain(b.value(column)));
            order = order.thenComparing(item.descending() ? one.reversed() : one);
        }
        return order.thenComparing(Row::id);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Reference r ? r.id() : value;
    }
}
