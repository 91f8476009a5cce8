package io.github.tandemsync.hubspot.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tandemsync.core.transport.Headers;
import io.github.tandemsync.core.transport.RawRequest;
import io.github.tandemsync.core.transport.RawResponse;
import io.github.tandemsync.core.transport.RawTransport;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.hubspot.FastTime;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.PortalBudget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HubSpot's company search over an index that lags, in memory: filters by last-modified and id, sorted by id, 200 a page. */
final class FakeSearch implements RawTransport {
    private static final ObjectMapper JSON = new ObjectMapper();

    Instant now = Instant.parse("2026-11-24T10:00:00Z");
    int calls;
    boolean withTotal = true;
    boolean withDate = true;
    private final TreeMap<Long, Instant> index = new TreeMap<>();
    private final Map<Long, Instant> lagging = new HashMap<>();

    void changed(long id) {
        index.put(id, now);
    }

    /** Visible to the search only after {@link #catchUp}. */
    void changedUnseen(long id) {
        index.remove(id);
        lagging.put(id, now);
    }

    void catchUp() {
        index.putAll(lagging);
        lagging.clear();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    HubSpotClient client() {
        FastTime time = new FastTime();
        return HubSpotClient.builder()
                .token(Secret.of("t"))
                .budget(PortalBudget.builder(100).clock(time).waiter(time).build())
                .http(http -> http.transport(this).clock(time).waiter(time))
                .build();
    }

    @Override
    public RawResponse send(RawRequest request) throws IOException {
        if (!request.uri().getPath().equals("/crm/objects/2026-09/companies/search")) {
            throw new IOException("not a search of companies");
        }
        calls++;
        JsonNode body = JSON.readTree(request.body());
        long from = 0;
        long above = 0;
        for (JsonNode filter : body.at("/filterGroups/0/filters")) {
            String name = filter.get("propertyName").asText() + " "
                    + filter.get("operator").asText();
            switch (name) {
                case "hs_lastmodifieddate GTE" -> from = filter.get("value").asLong();
                case "hs_object_id GT" -> above = filter.get("value").asLong();
                default -> throw new IOException("unexpected filter " + name);
            }
        }
        if (body.get("sorts").size() != 1 || body.get("limit").asInt() > 200 || body.has("after")) {
            throw new IOException("beyond what the search allows");
        }
        return answer(from, above, body.get("limit").asInt());
    }

    private RawResponse answer(long from, long above, int limit) {
        List<String> rows = new ArrayList<>();
        int total = 0;
        for (Map.Entry<Long, Instant> entry : index.tailMap(above, false).entrySet()) {
            if (entry.getValue().toEpochMilli() >= from && ++total <= limit) {
                rows.add("{\"id\":\"" + entry.getKey() + "\",\"properties\":{},\"updatedAt\":\"" + entry.getValue()
                        + "\"}");
            }
        }
        String body =
                "{" + (withTotal ? "\"total\":" + total + "," : "") + "\"results\":[" + String.join(",", rows) + "]}";
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).format(now.atOffset(ZoneOffset.UTC));
        Headers headers = withDate ? Headers.none().with("Date", date) : Headers.none();
        return new RawResponse(200, headers, body.getBytes(UTF_8));
    }
}
