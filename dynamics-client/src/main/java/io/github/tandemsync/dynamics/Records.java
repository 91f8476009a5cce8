package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Rows of tables. Safe for use by several threads. Every method throws {@link DynamicsException} for an answer that is not
 * named here, and {@link io.github.tandemsync.core.transport.TransportException} where there is no answer.
 */
public final class Records {
    private final Gateway gateway;

    Records(Gateway gateway) {
        this.gateway = gateway;
    }

    /** The row, or nothing if the server says that it does not exist. */
    public Optional<Row> retrieve(String entitySet, String id, Collection<String> select) {
        Operation operation = Operation.retrieve(entitySet, id, select);
        Answer answer = gateway.send(operation);
        if (answer.status() == 404 && answer.error().code().equals(ApiError.NOT_FOUND)) {
            return Optional.empty();
        }
        return Optional.of(Gateway.expect(operation, answer).row());
    }

    /** Creates a row and answers it as stored. */
    public Row create(String entitySet, RowBody body, Collection<String> select) {
        return gateway.expect(Operation.create(entitySet, body, select)).row();
    }

    /** Creates all rows or none, and answers their ids; see {@link Operation#createMultiple}. */
    public List<String> createMultiple(String table, String entitySet, List<RowBody> rows) {
        return gateway.expect(Operation.createMultiple(table, entitySet, rows))
                .row()
                .texts("Ids");
    }

    /** Updates a row of that version and answers it as stored; a stale version throws with status 412. */
    public Row update(String entitySet, String id, String ifMatch, RowBody body, Collection<String> select) {
        return gateway.expect(Operation.update(entitySet, id, ifMatch, body, select))
                .row();
    }

    /** Deletes a row of that version; a stale version throws with status 412, a missing row with 404. */
    public void delete(String entitySet, String id, String ifMatch) {
        gateway.expect(Operation.delete(entitySet, id, ifMatch));
    }

    /** The first page. */
    public RowPage page(Query query) {
        ApiPath path = Names.select(ApiPath.of(Names.name(query.entitySet())), query.select());
        String filter = query.filter();
        return page(query, filter == null ? path : path.query("$filter", filter));
    }

    /** The page after that one. */
    public RowPage page(Query query, Continuation after) {
        return page(query, after.path(gateway.origin(), query.entitySet()));
    }

    /** The rows with the given ids that the caller may see, in one page; at most 500 fit into an address. */
    public List<Row> byId(Query query, String primaryId, Collection<String> ids) {
        List<String> quoted =
                ids.stream().map(id -> "\"" + Names.guid(id) + "\"").toList();
        Query some = query.filter("Microsoft.Dynamics.CRM.In(PropertyName='" + Names.name(primaryId)
                + "',PropertyValues=[" + String.join(",", quoted) + "])");
        RowPage page = page(some);
        List<Row> rows = new ArrayList<>(page.rows());
        while (page.next() != null) {
            page = page(some, page.next());
            rows.addAll(page.rows());
        }
        return rows;
    }

    private RowPage page(Query query, ApiPath path) {
        Operation operation = Operation.get(path).preferring("odata.maxpagesize=" + query.pageSize());
        Answer answer = gateway.expect(query.lookupTypes() ? operation.withLookupTypes() : operation);
        return Pages.rows(answer, gateway.origin(), query.entitySet());
    }
}
