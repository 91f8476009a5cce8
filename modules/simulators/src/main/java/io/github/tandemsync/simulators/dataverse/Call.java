package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.dataverse.internal.odata.Segment;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Request;
import java.util.List;
import java.util.Optional;

/**
 * One operation: a request of its own or a part of a batch.
 *
 * @param request as it came
 * @param path segments after the service root
 * @param query query options
 * @param prefer preferences
 */
record Call(Request request, List<Segment> path, Query query, Prefer prefer) {

    /** Parses a request whose target lies below the service root. */
    static Call of(Request request, String pathOfRoot) {
        String rest = request.path()
                .substring(Math.min(pathOfRoot.length(), request.path().length()));
        return new Call(
                request,
                Segment.parse(rest),
                Query.parse(request.query()),
                Prefer.parse(String.join(",", request.headers().all("Prefer"))));
    }

    String method() {
        return request.method();
    }

    Segment segment(int index) {
        return path.get(index);
    }

    int depth() {
        return path.size();
    }

    Headers headers() {
        return request.headers();
    }

    /** A header's value; the word {@code null}, which guards against caches, counts as absent. */
    Optional<String> condition(String name) {
        return headers().first(name).filter(v -> !v.equals("null"));
    }

    ObjectNode body() {
        return Json.parse(request.body().text());
    }
}
