package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.TransportException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads records and lists of records straight from the bytes, without a tree in between. */
final class ObjectReader {
    private ObjectReader() {}

    /** A record, or a fault that says that the answer is none. */
    static HubSpotObject object(ApiRequest request, ApiResponse response) {
        try (JsonParser in = Json.mapper().createParser(response.body())) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            HubSpotObject object = record(in);
            require(in.nextToken() == null);
            return object;
        } catch (IOException | DateTimeException e) {
            throw TransportException.unreadable(request, response, "it is not a record");
        }
    }

    /** A list of records with what stands beside it; a body without a list of results is a fault, never an empty list. */
    static ResultList list(ApiRequest request, ApiResponse response, Collection<String> sent) {
        try (JsonParser in = Json.mapper().createParser(response.body())) {
            require(in.nextToken() == JsonToken.START_OBJECT);
            ResultList list = members(in, sent);
            require(in.nextToken() == null);
            return list;
        } catch (IOException | DateTimeException e) {
            throw TransportException.unreadable(request, response, "it has no readable list of results");
        }
    }

    /** What a list answer holds. */
    record ResultList(
            List<HubSpotObject> results,
            List<BatchError> errors,
            @Nullable String after,
            long total) {}

    private static ResultList members(JsonParser in, Collection<String> sent) throws IOException {
        List<HubSpotObject> results = null;
        List<BatchError> errors = new ArrayList<>();
        String after = null;
        long total = -1;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "results" -> results = records(in);
                case "errors" -> tree(in).forEach(error -> errors.add(BatchError.of(0, ErrorBody.of(error, sent))));
                case "paging" -> after = Json.text(tree(in).path("next"), "after");
                case "total" -> total = in.getValueAsLong(-1);
                default -> in.skipChildren();
            }
        }
        require(results != null);
        return new ResultList(results == null ? List.of() : results, errors, after, total);
    }

    private static List<HubSpotObject> records(JsonParser in) throws IOException {
        require(in.currentToken() == JsonToken.START_ARRAY);
        List<HubSpotObject> records = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(in.currentToken() == JsonToken.START_OBJECT);
            records.add(record(in));
        }
        return records;
    }

    private static HubSpotObject record(JsonParser in) throws IOException {
        Draft draft = new Draft();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            draft.take(name, in);
        }
        require(in.currentToken() == JsonToken.END_OBJECT);
        return draft.finish();
    }

    private static JsonNode tree(JsonParser in) throws IOException {
        JsonNode node = in.readValueAsTree();
        require(node != null);
        return node;
    }

    private static void require(boolean shape) throws IOException {
        if (!shape) {
            throw new IOException("unexpected shape");
        }
    }

    /** A record while it is read. */
    private static final class Draft {
        private final SortedMap<String, String> properties = new TreeMap<>();
        private final SortedMap<String, List<PropertyVersion>> history = new TreeMap<>();
        private final SortedMap<String, String> other = new TreeMap<>();
        private @Nullable String id;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private boolean archived;
        private @Nullable String traceId;

        void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "id" -> id = in.getValueAsString();
                case "properties" -> readProperties(in);
                case "propertiesWithHistory" -> readHistory(in);
                case "createdAt" -> createdAt = instant(in);
                case "updatedAt" -> updatedAt = instant(in);
                case "archived" -> archived = in.getValueAsBoolean(false);
                case "objectWriteTraceId" -> traceId = in.getValueAsString();
                default -> other.put(name, tree(in).toString());
            }
        }

        HubSpotObject finish() throws IOException {
            String hasId = id;
            Instant hasTime = updatedAt;
            if (hasId == null || hasTime == null) {
                throw new IOException("a record without id or time");
            }
            return new HubSpotObject(hasId, properties, history, createdAt, hasTime, archived, traceId, other);
        }

        private void readProperties(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            require(in.currentToken() == JsonToken.START_OBJECT);
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                require(token.isScalarValue());
                properties.put(name, token == JsonToken.VALUE_NULL ? "" : in.getText());
            }
        }

        private void readHistory(JsonParser in) throws IOException {
            for (var property : tree(in).properties()) {
                List<PropertyVersion> versions = new ArrayList<>();
                property.getValue().forEach(version -> versions.add(version(version)));
                history.put(property.getKey(), List.copyOf(versions));
            }
        }

        private static PropertyVersion version(JsonNode node) {
            return new PropertyVersion(
                    Json.textOr(node, "value", ""),
                    Instant.parse(Json.textOr(node, "timestamp", "")),
                    Json.textOr(node, "sourceType", ""),
                    Json.textOr(node, "sourceId", ""),
                    Json.textOr(node, "sourceLabel", ""));
        }

        private static @Nullable Instant instant(JsonParser in) throws IOException {
            return in.currentToken() == JsonToken.VALUE_NULL ? null : Instant.parse(in.getText());
        }
    }
}
