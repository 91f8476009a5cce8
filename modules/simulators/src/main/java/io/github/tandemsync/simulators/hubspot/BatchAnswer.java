package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** The envelope of a batch. Results come in any order, errors without a position. */
final class BatchAnswer {
    private final Portal portal;
    private final List<ObjectNode> results = new ArrayList<>();
    private final List<ObjectNode> errors = new ArrayList<>();
    private int numErrors;

    BatchAnswer(Portal portal) {
        this.portal = portal;
    }

    void result(ObjectNode node) {
        results.add(node);
    }

    void error(ApiError error, int count) {
        errors.add(error.row());
        numErrors += count;
    }

    /** 207 as soon as there is an error. */
    Answer answer(int success) {
        ObjectNode body = Json.object();
        body.put("status", "COMPLETE");
        ArrayNode array = body.putArray("results");
        shuffled().forEach(array::add);
        if (!errors.isEmpty()) {
            body.put("numErrors", numErrors);
            errors.forEach(body.putArray("errors")::add);
        }
        String now = Json.instant(portal.now());
        body.put("requestedAt", now);
        body.put("startedAt", now);
        body.put("completedAt", now);
        return new Answer(errors.isEmpty() ? success : 207, body);
    }

    private List<ObjectNode> shuffled() {
        List<ObjectNode> order = new ArrayList<>(results);
        RandomGenerator random = portal.settings().random();
        for (int i = order.size() - 1; portal.settings().shuffledResults() && i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
