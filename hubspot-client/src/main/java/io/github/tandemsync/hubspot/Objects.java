package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.hubspot.Gateway.Sent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type. Safe for use by several threads. Paths and shapes: HubSpot's OpenAPI files of 2026-09, CRM objects.
 */
public final class Objects {
    /** Most inputs of one batch. */
    public static final int MAX_BATCH = 100;

    private static final int NOT_FOUND = 404;

    private final Gateway gateway;
    private final ApiPath root;

    Objects(Gateway gateway, String type) {
        this.gateway = gateway;
        this.root = ApiPath.of("crm", "objects", HubSpotClient.API_VERSION, type);
    }

    /**
     * One live record; empty where HubSpot knows none. The id of a merged record answers with the record that it was merged into,
     * which has another id.
     */
    public Optional<HubSpotObject> get(String id, Collection<String> properties) {
        ApiPath path = root.segment(Ids.checked(id));
        Sent sent = Sent.get(properties.isEmpty() ? path : path.query("properties", String.join(",", properties)));
        ApiResponse response = gateway.raw(sent.request());
        if (response.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (!response.isSuccess()) {
            throw HubSpotException.of(sent, response);
        }
        return Optional.of(ObjectReader.object(sent.request(), response));
    }

    /** Creates one record. */
    public HubSpotObject create(ObjectCreate create) {
        return one(
                Sent.write(Method.POST, root, input(create), create.properties().values()));
    }

    /** Changes one record. */
    public HubSpotObject update(ObjectUpdate update) {
        ObjectNode body = Json.object().set("properties", Json.strings(update.properties()));
        ApiPath path = root.segment(Ids.checked(update.id()));
        return one(Sent.write(Method.PATCH, path, body, update.properties().values()));
    }

    /** Moves one record to the bin. */
    public void archive(String id) {
        gateway.send(Sent.write(Method.DELETE, root.segment(Ids.checked(id))));
    }

    /** One page of all records. */
    public ObjectPage list(ObjectList list) {
        ApiPath path = root.query("limit", Integer.toString(list.limit()));
        String after = list.after();
        path = after == null ? path : path.query("after", after);
        path = list.properties().isEmpty() ? path : path.query("properties", String.join(",", list.properties()));
        return page(Sent.get(path.query("archived", Boolean.toString(list.archived()))));
    }

    /** One page of a search; counts on the portal's limit of searches. */
    public ObjectPage search(ObjectSearch search) {
        List<String> values =
                search.filters().stream().map(ObjectSearch.Filter::value).toList();
        Sent sent = Sent.read(root.segment("search"), body(search)).hiding(values);
        return page(sent.lane(PortalBudget.SEARCH));
    }

    /** Reads up to {@value #MAX_BATCH} records; those that are not there are missing from the results. */
    public BatchResult batchRead(BatchRead read) {
        ObjectNode body = Json.object();
        body.set("properties", Json.strings(read.properties()));
        body.set("propertiesWithHistory", Json.strings(read.withHistory()));
        String idProperty = read.idProperty();
        if (idProperty != null) {
            body.put("idProperty", idProperty);
        }
        body.set("inputs", inputs(read.ids(), id -> Json.object().put("id", id)));
        ApiPath path = root.segment("batch").segment("read");
        return batch(Sent.read(path.query("archived", Boolean.toString(read.archived())), body));
    }

    /** Creates up to {@value #MAX_BATCH} records; each has its own outcome if each has a trace id. */
    public BatchResult batchCreate(List<ObjectCreate> creates) {
        ArrayNode inputs = inputs(creates, Objects::input);
        return batch("create", inputs, values(creates, ObjectCreate::properties));
    }

    /** Changes up to {@value #MAX_BATCH} records. */
    public BatchResult batchUpdate(List<ObjectUpdate> updates) {
        ArrayNode inputs = inputs(updates, Objects::input);
        return batch("update", inputs, values(updates, ObjectUpdate::properties));
    }

    /** Moves up to {@value #MAX_BATCH} records to the bin; those that are not there are left out silently. */
    public void batchArchive(List<String> ids) {
        ObjectNode body = Json.object();
        body.set("inputs", inputs(ids, id -> Json.object().put("id", Ids.checked(id))));
        gateway.send(Sent.write(Method.POST, root.segment("batch").segment("archive"), body, List.of()));
    }

    private BatchResult batch(String what, ArrayNode inputs, Collection<String> values) {
        ObjectNode body = Json.object().set("inputs", inputs);
        return batch(Sent.write(Method.POST, root.segment("batch").segment(what), body, values));
    }

    private BatchResult batch(Sent sent) {
        ApiResponse response = gateway.send(sent);
        ObjectReader.ResultList list = ObjectReader.list(sent.request(), response, sent.values());
        return new BatchResult(list.results(), list.errors());
    }

    private ObjectPage page(Sent sent) {
        ApiResponse response = gateway.send(sent);
        ObjectReader.ResultList list = ObjectReader.list(sent.request(), response, sent.values());
        return new ObjectPage(list.results(), list.after(), list.total(), response.serverTime());
    }

    private HubSpotObject one(Sent sent) {
        return ObjectReader.object(sent.request(), gateway.send(sent));
    }

    private static ObjectNode body(ObjectSearch search) {
        ObjectNode body = Json.object();
        ArrayNode filters = inputs(
                search.filters(),
                filter -> Json.object()
                        .put("propertyName", filter.property())
                        .put("operator", filter.operator())
                        .put("value", filter.value()));
        body.putArray("filterGroups").addObject().set("filters", filters);
        String sortBy = search.sortBy();
        ArrayNode sorts = body.putArray("sorts");
        if (sortBy != null) {
            sorts.addObject().put("propertyName", sortBy).put("direction", "ASCENDING");
        }
        body.set("properties", Json.strings(search.properties()));
        body.put("limit", search.limit());
        String after = search.after();
        return after == null ? body : body.put("after", after);
    }

    private static ObjectNode input(ObjectCreate create) {
        ObjectNode input = Json.object();
        input.set("properties", Json.strings(create.properties()));
        input.set("associations", inputs(create.associations(), Objects::association));
        return traced(input, create.traceId());
    }

    private static ObjectNode association(ObjectCreate.AssociationTo association) {
        ObjectNode node = Json.object();
        node.putObject("to").put("id", Ids.checked(association.toId()));
        node.putArray("types").add(Associations.type(association.typeId()));
        return node;
    }

    private static ObjectNode input(ObjectUpdate update) {
        ObjectNode input = Json.object().put("id", Ids.checked(update.id()));
        input.set("properties", Json.strings(update.properties()));
        return traced(input, update.traceId());
    }

    private static ObjectNode traced(ObjectNode input, @Nullable String traceId) {
        return traceId == null ? input : input.put("objectWriteTraceId", traceId);
    }

    static <T> ArrayNode inputs(Collection<T> items, Function<T, ObjectNode> form) {
        ArrayNode inputs = Json.mapper().createArrayNode();
        items.forEach(item -> inputs.add(form.apply(item)));
        return inputs;
    }

    private static <T> List<String> values(List<T> items, Function<T, Map<String, String>> properties) {
        List<String> values = new ArrayList<>();
        items.forEach(item -> values.addAll(properties.apply(item).values()));
        return values;
    }
}
