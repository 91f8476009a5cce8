package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import java.util.List;

/**
 * What changed in a table. The table must have change tracking turned on, and the user the Read privilege at organisation
 * depth. A token lives as long as the organisation says (7 days by default); an older one throws {@link DynamicsException} with
 * {@link ApiError#EXPIRED_TOKEN}, and so does one from before a change of the table's definition. Safe for use by several
 * threads. Source: "Use change tracking to synchronize data with external systems".
 */
public final class Changes {
    private final Gateway gateway;

    Changes(Gateway gateway) {
        this.gateway = gateway;
    }

    /** The first page of all rows; the last page has the delta link. */
    public DeltaPage start(String entitySet, List<String> select, int pageSize) {
        ApiPath path = Names.select(ApiPath.of(Names.name(entitySet)), select);
        return page(entitySet, Operation.get(path).preferring("odata.track-changes"), pageSize);
    }

    /** What came after. */
    public DeltaPage after(String entitySet, Continuation place, int pageSize) {
        return page(entitySet, Operation.get(place.path(gateway.origin(), entitySet)), pageSize);
    }

    private DeltaPage page(String entitySet, Operation operation, int pageSize) {
        int size = Math.max(1, Math.min(pageSize, Query.LARGEST_PAGE));
        Answer answer = gateway.expect(operation.preferring("odata.maxpagesize=" + size));
        return Pages.delta(answer, gateway.origin(), entitySet);
    }
}
