package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.hubspot.Associations.Associated;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One answer to a batch read of associations.
 *
 * @param found what it tells, by record asked for
 * @param next where it goes on, by record that has more
 */
record AssociationPage(SortedMap<String, List<Associated>> found, SortedMap<String, String> next) {

    static AssociationPage of(JsonNode answer, Set<String> asked) {
        SortedMap<String, List<Associated>> found = new TreeMap<>();
        SortedMap<String, String> next = new TreeMap<>();
        answer.path("results").forEach(result -> {
            String from = Associations.fromId(result);
            if (from != null && asked.contains(from)) {
                found.put(from, associated(result));
                String after = Json.text(result.path("paging").path("next"), "after");
                if (after != null) {
                    next.put(from, after);
                }
            }
        });
        unmentioned(answer, asked).forEach(id -> found.putIfAbsent(id, List.of()));
        return new AssociationPage(found, next);
    }

    /**
     * Records without associations are left out of the results, or named by errors that say so. Where an error says anything else,
     * or does not say about whom, what is left out is unknown.
     */
    private static Set<String> unmentioned(JsonNode answer, Set<String> asked) {
        Set<String> without = new TreeSet<>(asked);
        for (JsonNode node : answer.path("errors")) {
            ErrorBody error = ErrorBody.of(node, List.of());
            if (!error.subCategory.contains("NO_ASSOCIATIONS_FOUND")) {
                List<String> about = about(error);
                if (about.isEmpty()) {
                    return new TreeSet<>();
                }
                about.forEach(without::remove);
            }
        }
        return without;
    }

    private static List<String> about(ErrorBody error) {
        List<String> about = new ArrayList<>();
        for (String key : List.of("fromObjectId", "ids", "id")) {
            about.addAll(error.context.getOrDefault(key, List.of()));
        }
        return about;
    }

    private static List<Associated> associated(JsonNode result) {
        List<Associated> all = new ArrayList<>();
        result.path("to").forEach(to -> {
            String id = Json.text(to, "toObjectId");
            if (id != null) {
                List<Integer> types = new ArrayList<>();
                to.path("associationTypes")
                        .forEach(type -> types.add(type.path("typeId").asInt()));
                all.add(new Associated(id, types));
            }
        });
        return all;
    }
}
