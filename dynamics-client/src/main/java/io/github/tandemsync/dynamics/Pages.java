package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.Origin;
import java.util.ArrayList;
import java.util.List;

/** Reads collections out of answers. */
final class Pages {
    private static final String NEXT = "@odata.nextLink";
    private static final String DELTA = "@odata.deltaLink";

    private Pages() {}

    static RowPage rows(Answer answer, Origin origin, String entitySet) {
        Row body = answer.row();
        try {
            String next = body.text(NEXT);
            return new RowPage(values(body), next == null ? null : Continuation.of(next, origin, entitySet));
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw DynamicsException.unreadable(answer, problem(unexpected));
        }
    }

    static DeltaPage delta(Answer answer, Origin origin, String entitySet) {
        Row body = answer.row();
        try {
            String delta = body.text(DELTA);
            String link = delta == null ? body.required(NEXT) : delta;
            List<Row> changed = new ArrayList<>();
            List<String> deleted = new ArrayList<>();
            for (Row row : values(body)) {
                if (isDeleted(row)) {
                    deleted.add(deletedId(row));
                } else {
                    changed.add(row);
                }
            }
            return new DeltaPage(
                    changed, deleted, Continuation.of(link, origin, entitySet), delta != null, answer.serverTime());
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw DynamicsException.unreadable(answer, problem(unexpected));
        }
    }

    /** A missing list is not an empty one. */
    private static List<Row> values(Row body) {
        if (!body.has("value") || body.isNull("value")) {
            throw new IllegalStateException("it has no list of rows");
        }
        return body.rows("value");
    }

    private static boolean isDeleted(Row row) {
        String context = row.text("@odata.context");
        boolean byContext = context != null && context.endsWith("$deletedEntity");
        return byContext || (row.has("reason") && row.has("id"));
    }

    private static String deletedId(Row row) {
        return Names.firstGuid(row.required("id"))
                .orElseThrow(() -> new IllegalStateException("a deleted row has no id"));
    }

    private static String problem(RuntimeException unexpected) {
        String message = unexpected.getMessage();
        return message == null ? "unexpected content" : message;
    }
}
