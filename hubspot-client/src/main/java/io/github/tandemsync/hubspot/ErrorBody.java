package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tandemsync.core.transport.ServerText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's error envelope, of a whole answer or of one item; every member of it is optional (HubSpot, "Error handling"). Its words
 * are made safe to show when it is read.
 */
final class ErrorBody {
    // The id of the record that is in the way stands only in the text.
    private static final Pattern EXISTING =
            Pattern.compile("Existing ID: ?(\\d{1,20})|(\\d{1,20}) already has that value");
    // Reasons by property are a JSON list inside the text (HubSpot changelog on property validation rules, 2023).
    private static final Pattern EMBEDDED = Pattern.compile("\\[\\{.*}]", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    static final ErrorBody NONE = new ErrorBody(MissingNode.getInstance(), List.of());

    final String category;
    final String subCategory;
    final String policy;
    final List<String> codes;
    final SortedMap<String, List<String>> context;
    final String words;
    final @Nullable String existingId;
    final @Nullable String id;

    private ErrorBody(JsonNode node, Collection<String> sent) {
        String message = Json.textOr(node, "message", "");
        this.category = name(Json.textOr(node, "category", Json.textOr(node, "errorType", "")));
        this.subCategory = name(Json.textOr(node, "subCategory", ""));
        this.policy = name(Json.textOr(node, "policyName", ""));
        this.codes = codes(node);
        this.context = context(node);
        this.existingId = existing(message);
        this.id = Json.text(node, "id");
        this.words = words(message, sent);
    }

    static ErrorBody of(JsonNode node, Collection<String> sent) {
        return new ErrorBody(node, sent);
    }

    static ErrorBody of(byte[] body, Collection<String> sent) {
        JsonNode node = Json.parse(body);
        return node == null ? NONE : new ErrorBody(node, sent);
    }

    /** Category and words in one line. */
    String line() {
        return category.isEmpty() ? words : words.isEmpty() ? category : category + ", " + words;
    }

    private static String words(String message, Collection<String> sent) {
        Matcher embedded = EMBEDDED.matcher(message.length() > 100_000 ? message.substring(0, 100_000) : message);
        JsonNode reasons = embedded.find() ? Json.parse(embedded.group()) : null;
        return reasons == null ? ServerText.clean(message, sent) : reasons(reasons);
    }

    /** Names and codes only: the words in between may quote the value. */
    private static String reasons(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode reason : list) {
            texts.add(name(Json.textOr(reason, "name", "?")) + " " + name(Json.textOr(reason, "error", "not valid")));
        }
        return ServerText.clean("property values were not valid: " + String.join(", ", texts));
    }

    private static @Nullable String existing(String message) {
        Matcher matcher = EXISTING.matcher(message);
        if (!matcher.find()) {
            return null;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static List<String> codes(JsonNode node) {
        List<String> codes = new ArrayList<>();
        node.path("errors").forEach(error -> {
            String code = Json.text(error, "code");
            if (code != null) {
                codes.add(name(code));
            }
        });
        return Collections.unmodifiableList(codes);
    }

    private static SortedMap<String, List<String>> context(JsonNode node) {
        SortedMap<String, List<String>> all = new TreeMap<>();
        addContext(all, node);
        node.path("errors").forEach(error -> addContext(all, error));
        return Collections.unmodifiableSortedMap(all);
    }

    private static void addContext(SortedMap<String, List<String>> all, JsonNode node) {
        node.path("context").properties().forEach(entry -> {
            List<String> values = all.computeIfAbsent(entry.getKey(), key -> new ArrayList<>());
            entry.getValue().forEach(value -> values.add(value.asText()));
        });
    }

    private static String name(String text) {
        return NAME.matcher(text).matches() ? text : ServerText.clean(text);
    }
}
