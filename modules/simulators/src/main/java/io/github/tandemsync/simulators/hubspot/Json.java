package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading requests and building answers. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The body as an object; anything else is a 400. */
    static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node != null && node.isContainerNode()) {
                return node;
            }
        } catch (JsonProcessingException malformed) {
            throw ApiError.validation("Invalid input JSON on line 1, column 1: the body is not valid JSON.");
        }
        throw ApiError.validation("Invalid input JSON on line 1, column 1: the body is not an object.");
    }

    /** Text of a scalar; empty for null and missing. */
    static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? "" : node.asText();
    }

    /** Texts of an array; a missing one is empty. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(text(node)));
        return texts;
    }

    /** The members of {@code properties}; null clears, as empty text does. */
    static Map<String, String> properties(JsonNode holder) {
        JsonNode node = holder.path("properties");
        if (!node.isObject()) {
            throw ApiError.validation("Invalid input JSON: properties is required and must be an object.");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        node.properties().forEach(entry -> properties.put(entry.getKey(), text(entry.getValue())));
        return properties;
    }

    static String instant(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
