package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A refusal, with the fields of HubSpot's error envelope (HubSpot's OpenAPI: Error, StandardError). */
final class ApiError extends RuntimeException {
    private static final String VALIDATION = "VALIDATION_ERROR";

    private final int status;
    private final String category;
    private final String subCategory;
    private final Map<String, List<String>> context;
    private final List<ObjectNode> details;

    private ApiError(
            int status,
            String category,
            String message,
            String subCategory,
            Map<String, List<String>> context,
            List<ObjectNode> details) {
        super(message, null, false, false);
        this.status = status;
        this.category = category;
        this.subCategory = subCategory;
        this.context = context;
        this.details = details;
    }

    static ApiError of(int status, String category, String message) {
        return new ApiError(status, category, message, "", Map.of(), List.of());
    }

    static ApiError validation(String message) {
        return of(400, VALIDATION, message);
    }

    /** The reasons are a JSON array inside the message text. */
    static ApiError properties(List<PropertyError> errors) {
        ArrayNode array = Json.array();
        errors.forEach(error -> array.add(error.json()));
        return validation("Property values were not valid: " + array);
    }

    /** 404 comes without a category. */
    static ApiError notFound() {
        return of(404, "", "resource not found");
    }

    static ApiError noSuchPath() {
        return of(404, "", "Unable to find any handler for this path.");
    }

    static ApiError missingScope(String scope) {
        ObjectNode detail = Json.object();
        detail.put("message", "One or more of the following scopes are required.");
        detail.putObject("context").putArray("requiredGranularScopes").add(scope);
        return new ApiError(
                403,
                "MISSING_SCOPES",
                "This app hasn't been granted all required scopes to make this call. Read more about required scopes"
                        + " here: https://developers.hubspot.com/scopes.",
                "",
                Map.of(),
                List.of(detail));
    }

    ApiError withContext(String key, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(context);
        more.put(key, values);
        return new ApiError(status, category, message(), subCategory, more, details);
    }

    ApiError withSubCategory(String other) {
        return new ApiError(status, category, message(), other, context, details);
    }

    int status() {
        return status;
    }

    /** The text of {@code message}. */
    String message() {
        return String.valueOf(getMessage());
    }

    /** The body of an error answer. */
    ObjectNode body(String correlationId) {
        ObjectNode body = row();
        body.put("correlationId", correlationId);
        return body;
    }

    /** An entry of {@code errors} in a multi-status answer: the same without a correlation id. */
    ObjectNode row() {
        ObjectNode row = Json.object();
        row.put("status", "error");
        row.put("message", message());
        if (!category.isEmpty()) {
            row.put("category", category);
        }
        if (!subCategory.isEmpty()) {
            row.put("subCategory", subCategory);
        }
        if (!details.isEmpty()) {
            details.forEach(row.putArray("errors")::add);
        }
        if (!context.isEmpty()) {
            ObjectNode node = row.putObject("context");
            context.forEach((key, values) -> values.forEach(node.withArrayProperty(key)::add));
        }
        return row;
    }
}
