package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.hubspot.Gateway.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Associations between records of two types. Safe for use by several threads. Shapes: HubSpot's OpenAPI files of 2026-09, CRM
 * associations; type ids: HubSpot's "Associate records" guide.
 */
public final class Associations {
    /** Most records of one batch read. */
    public static final int MAX_READ = 1000;

    /** Seen from the child company. */
    public static final int CHILD_TO_PARENT_COMPANY = 14;

    /** Seen from the parent company. */
    public static final int PARENT_TO_CHILD_COMPANY = 13;

    private final Gateway gateway;
    private final ApiPath batch;

    Associations(Gateway gateway, String from, String to) {
        this.gateway = gateway;
        this.batch = ApiPath.of("crm", "associations", HubSpotClient.API_VERSION, from, to, "batch");
    }

    /**
     * What up to {@value #MAX_READ} records are associated with, all pages.
     *
     * @return by record id; a record without associations has an empty list, one about which HubSpot did not answer is missing
     */
    public SortedMap<String, List<Associated>> read(List<String> fromIds) {
        SortedMap<String, List<Associated>> found = new TreeMap<>();
        SortedMap<String, String> open = new TreeMap<>();
        fromIds.forEach(id -> open.put(Ids.checked(id), ""));
        while (!open.isEmpty()) {
            ObjectNode answer = gateway.results(Sent.read(batch.segment("read"), readBody(open)));
            AssociationPage page = AssociationPage.of(answer, open.keySet());
            page.found().forEach((id, more) -> found.merge(id, more, Associations::joined));
            SortedMap<String, String> next = page.next();
            if (next.equals(open)) {
                throw new TransportException(
                        Category.UNAVAILABLE, "HubSpot's pages of associations do not go on; try again later");
            }
            open.clear();
            open.putAll(next);
        }
        return found;
    }

    /** Adds associations, each of one of HubSpot's own types; answers the records from which they were added. */
    public List<String> create(List<Association> associations) {
        ObjectNode body = Json.object();
        body.set("inputs", Objects.inputs(associations, Association::input));
        ObjectNode answer = gateway.results(Sent.write(Method.POST, batch.segment("create"), body, List.of()));
        List<String> done = new ArrayList<>();
        answer.path("results").forEach(result -> {
            String from = fromId(result);
            if (from != null) {
                done.add(from);
            }
        });
        return done;
    }

    /** Takes one type of association away from pairs of records, and leaves their other types. */
    public void archiveLabels(List<Association> associations) {
        ObjectNode body = Json.object();
        body.set("inputs", Objects.inputs(associations, Association::input));
        gateway.send(Sent.write(Method.POST, batch.segment("labels").segment("archive"), body, List.of()));
    }

    /**
     * One record that another is associated with.
     *
     * @param id the other record
     * @param typeIds HubSpot's type ids, seen from the record asked for
     */
    public record Associated(String id, List<Integer> typeIds) {
        public Associated {
            typeIds = List.copyOf(typeIds);
        }
    }

    /** An association of two records by one of HubSpot's own types. */
    public record Association(String fromId, String toId, int typeId) {
        ObjectNode input() {
            ObjectNode node = Json.object();
            node.putObject("from").put("id", Ids.checked(fromId));
            node.putObject("to").put("id", Ids.checked(toId));
            node.putArray("types").add(type(typeId));
            return node;
        }
    }

    static ObjectNode type(int typeId) {
        return Json.object().put("associationCategory", "HUBSPOT_DEFINED").put("associationTypeId", typeId);
    }

    /** Ids come as {@code from.id} or {@code fromObjectId}, as text or number. */
    static @Nullable String fromId(JsonNode result) {
        String nested = Json.text(result.path("from"), "id");
        return nested == null ? Json.text(result, "fromObjectId") : nested;
    }

    private static ObjectNode readBody(SortedMap<String, String> open) {
        ObjectNode body = Json.object();
        body.set(
                "inputs",
                Objects.inputs(
                        open.entrySet(),
                        entry -> entry.getValue().isEmpty()
                                ? Json.object().put("id", entry.getKey())
                                : Json.object().put("id", entry.getKey()).put("after", entry.getValue())));
        return body;
    }

    private static List<Associated> joined(List<Associated> one, List<Associated> more) {
        List<Associated> all = new ArrayList<>(one);
        all.addAll(more);
        return all;
    }
}
