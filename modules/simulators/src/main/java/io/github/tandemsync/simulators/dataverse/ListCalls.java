package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Filter;
import io.github.tandemsync.simulators.dataverse.internal.odata.OrderBy;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.server.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists of rows, counts, and change tracking. */
final class ListCalls {
    private static final int LARGEST_PAGE = 5000;
    private static final List<String> NOT_IN_DELTA = List.of("$filter", "$orderby", "$expand", "$top", "$apply");

    private final World world;
    private final Addresses addresses;
    private final Expansion expansion;

    ListCalls(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
        this.expansion = new Expansion(world);
    }

    Reply list(Call call, Table table) {
        Query query = call.query();
        if (query.has("$apply")) {
            throw Faults.notModelled("$apply");
        }
        Cookie cookie = query.has("$skiptoken") ? Cookie.parse(query) : null;
        boolean delta = query.has("$deltatoken")
                || (call.prefer().trackChanges() && cookie == null)
                || (cookie != null && cookie.until() > 0);
        return delta ? delta(call, table, cookie) : plain(call, table, cookie);
    }

    /** {@code accounts/$count}, of all rows or of the changes after a token. */
    Reply count(Call call, Table table) {
        world.access().require(Verb.READ, table);
        int count = call.query().has("$deltatoken")
                ? new Deltas(world, table, LARGEST_PAGE).count(token(call))
                : matching(table, call.query()).size();
        return Replies.text(String.valueOf(Math.min(count, LARGEST_PAGE)), table.entitySet() + ".count");
    }

    private Reply plain(Call call, Table table, @Nullable Cookie cookie) {
        world.access().require(Verb.READ, table);
        int size = pageSize(call);
        boolean top = call.query().has("$top") && call.prefer().maxPageSize().isEmpty();
        int limit = top ? Math.min(top(call), size) : size;
        List<Row> rows = page(table, call.query(), cookie, limit + 1);
        boolean more = rows.size() > limit && !top;
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        int number = cookie == null ? 1 : cookie.page();
        Cookie next = more ? new Cookie(number + 1, page.get(limit - 1).id(), "rows", 0, 0) : null;
        ObjectNode body = envelope(call, table, "");
        counts(call, table, body);
        body.set("value", rows(call, table, page));
        link(call, table, body, next);
        return Replies.json(200, body, table.entitySet() + ".list");
    }

    private Reply delta(Call call, Table table, @Nullable Cookie cookie) {
        NOT_IN_DELTA.stream().filter(call.query()::has).findFirst().ifPresent(option -> {
            throw Faults.malformed("The query option " + option + " is not supported with change tracking.");
        });
        if (!table.changeTracking()) {
            throw Faults.trackingOff(table.name());
        }
        world.access().requireGlobalRead(table);
        Deltas deltas = new Deltas(world, table, pageSize(call));
        Listing page = cookie != null
                ? deltas.page(cookie)
                : call.query().has("$deltatoken") ? deltas.since(token(call)) : deltas.initial();
        ObjectNode body = envelope(call, table, "/$delta");
        if (page.next() == null) {
            body.put("@odata.deltaLink", deltaLink(call, table, page.tokenVersion()));
        }
        ArrayNode value = rows(call, table, page.rows());
        page.deletes()
                .forEach(t -> value.add(Json.object()
                        .put("@odata.context", addresses.root() + "$metadata#" + table.entitySet() + "/$deletedEntity")
                        .put("id", t.id().toString())
                        .put("reason", "deleted")));
        body.set("value", value);
        link(call, table, body, page.next());
        return Replies.json(200, body, table.entitySet() + ".delta")
                .withHeader("Preference-Applied", "odata.track-changes");
    }

    private List<Row> page(Table table, Query query, @Nullable Cookie cookie, int most) {
        Predicate<Row> wanted = wanted(table, query);
        NavigableMap<UUID, Row> all = world.organisation().state().table(table.name()).rows;
        if (!query.has("$orderby")) {
            NavigableMap<UUID, Row> rest = cookie == null ? all : all.tailMap(cookie.last(), false);
            return rest.values().stream().filter(wanted).limit(most).toList();
        }
        Comparator<Row> order =
                Position.order(table, OrderBy.parse(query.get("$orderby").orElse("")));
        Row last = cookie == null ? null : lastSeen(table, cookie.last());
        return all.values().stream()
                .filter(wanted)
                .filter(row -> last == null || order.compare(row, last) > 0)
                .sorted(order)
                .limit(most)
                .toList();
    }

    /** The last row of the page before as it is now: rows that move between pages are skipped or come twice. */
    private @Nullable Row lastSeen(Table table, UUID id) {
        TableState state = world.organisation().state().table(table.name());
        return state.rows.containsKey(id) ? state.rows.get(id) : state.bin.get(id);
    }

    private List<Row> matching(Table table, Query query) {
        return world.organisation().state().table(table.name()).rows.values().stream()
                .filter(wanted(table, query))
                .toList();
    }

    private Predicate<Row> wanted(Table table, Query query) {
        Predicate<Row> visible = row -> world.access().sees(table, row);
        return query.get("$filter")
                .map(text -> visible.and(
                        new RowFilter(world.organisation(), table).compile(Filter.parse(aliases(text, query)))))
                .orElse(visible);
    }

    private static String aliases(String filter, Query query) {
        String resolved = filter;
        for (Map.Entry<String, String> option : query.options().entrySet()) {
            if (option.getKey().startsWith("@")) {
                resolved = resolved.replace(option.getKey(), option.getValue());
            }
        }
        return resolved;
    }

    private ArrayNode rows(Call call, Table table, List<Row> rows) {
        RowJson writer = new RowJson(world, table, call.query().select(), call.prefer());
        ArrayNode value = Json.array();
        for (Row row : rows) {
            ObjectNode json = writer.write(row, null);
            expansion.expand(json, table, row, call);
            value.add(json);
        }
        return value;
    }

    private ObjectNode envelope(Call call, Table table, String suffix) {
        List<String> names = new ArrayList<>(call.query().select());
        String select = names.isEmpty() ? "" : "(" + String.join(",", names) + ")";
        ObjectNode body = Json.object();
        body.put("@odata.context", addresses.root() + "$metadata#" + table.entitySet() + select + suffix);
        if (call.prefer().wants("Microsoft.Dynamics.CRM.globalmetadataversion")) {
            body.put(
                    "@Microsoft.Dynamics.CRM.globalmetadataversion",
                    String.valueOf(world.organisation().schemaVersion()));
        }
        return body;
    }

    private void counts(Call call, Table table, ObjectNode body) {
        boolean asked = call.query().get("$count").filter("true"::equals).isPresent();
        int total = asked ? matching(table, call.query()).size() : 0;
        if (asked) {
            body.put("@odata.count", Math.min(total, LARGEST_PAGE));
        }
        if (call.prefer().wants("Microsoft.Dynamics.CRM.totalrecordcount")) {
            body.put("@Microsoft.Dynamics.CRM.totalrecordcount", asked ? Math.min(total, LARGEST_PAGE) : -1);
            body.put("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", total > LARGEST_PAGE);
        }
    }

    private void link(Call call, Table table, ObjectNode body, @Nullable Cookie next) {
        if (next != null) {
            String rest = call.query().rawWithout("$skiptoken");
            String query = rest + (rest.isEmpty() ? "" : "&") + "$skiptoken=" + next.raw(rest);
            body.put("@odata.nextLink", addresses.root() + table.entitySet() + "?" + query);
        }
    }

    private String deltaLink(Call call, Table table, long version) {
        String rest = Query.parse(call.query().rawWithout("$skiptoken")).rawWithout("$deltatoken");
        String query = rest + (rest.isEmpty() ? "" : "&") + "$deltatoken="
                + world.tracking().raw(version);
        return addresses.root() + table.entitySet() + "?" + query;
    }

    private Tracking.Token token(Call call) {
        return world.tracking().parse(call.query().get("$deltatoken").orElse(""));
    }

    private static int pageSize(Call call) {
        int wanted = call.prefer().maxPageSize().orElse(LARGEST_PAGE);
        return Math.max(1, Math.min(wanted, LARGEST_PAGE));
    }

    private static int top(Call call) {
        try {
            return Integer.parseInt(call.query().get("$top").orElse(""));
        } catch (NumberFormatException e) {
            throw Faults.malformed("Invalid value for $top query option.");
        }
    }
}
