package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.OrderBy;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of a listing: the wanted columns, then the id. */
final class Position {
    private Position() {}

    static Comparator<Row> order(Table table, List<OrderBy> items) {
        Comparator<Row> order = Comparator.comparing(Row::id);
        List<OrderBy> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        for (OrderBy item : reversed) {
            String column = RowFilter.column(table, item.property()).name();
            Comparator<Row> one = (a, b) -> Compare.order(plain(a.value(column)), plain(b.value(column)));
            order = (item.descending() ? one.reversed() : one).thenComparing(order);
        }
        return order;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Reference r ? r.id() : value;
    }
}
