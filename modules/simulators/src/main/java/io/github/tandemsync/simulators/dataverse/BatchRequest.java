package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Multipart;
import io.github.tandemsync.simulators.dataverse.internal.odata.SyntaxFault;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch, parsed and checked before anything of it runs.
 *
 * @param items in order
 */
record BatchRequest(List<Item> items) {
    private static final int MOST = 1000;
    private static final Pattern REQUEST_LINE = Pattern.compile("(GET|POST|PATCH|PUT|DELETE) (\\S+) HTTP/1\\.1");

    /** A single operation, or a change set. */
    sealed interface Item {}

    /** One operation; {@code contentId} is empty without one. */
    record Single(Request request, String contentId) implements Item {}

    /** Operations that happen together or not at all. */
    record ChangeSet(List<Single> operations) implements Item {}

    static BatchRequest parse(Request request) {
        String boundary =
                Multipart.boundary(request.headers().first("Content-Type").orElse(""));
        List<Item> items = new ArrayList<>();
        for (Multipart.Part part : Multipart.parts(Multipart.text(request.body()), boundary)) {
            items.add(item(part));
        }
        BatchRequest batch = new BatchRequest(items);
        if (batch.operations() > MOST) {
            throw new DataverseFault(
                    400, Faults.MALFORMED, "The batch has more than the 1000 operations that are allowed.");
        }
        return batch;
    }

    int operations() {
        return items.stream()
                .mapToInt(i -> i instanceof ChangeSet set ? set.operations().size() : 1)
                .sum();
    }

    private static Item item(Multipart.Part part) {
        String type = part.headers().first("Content-Type").orElse("");
        if (!type.startsWith("multipart/mixed")) {
            return single(part);
        }
        List<Single> operations = new ArrayList<>();
        for (Multipart.Part inner : Multipart.parts(part.content(), Multipart.boundary(type))) {
            Single operation = single(inner);
            if (operation.request().method().equals("GET")) {
                throw new SyntaxFault("A change set must not contain GET.");
            }
            if (operation.contentId().isEmpty()) {
                throw new SyntaxFault("Each operation of a change set needs a Content-ID.");
            }
            operations.add(operation);
        }
        return new ChangeSet(operations);
    }

    private static Single single(Multipart.Part part) {
        requireHeader(part.headers(), "Content-Type", "application/http");
        requireHeader(part.headers(), "Content-Transfer-Encoding", "binary");
        int end = part.content().indexOf("\r\n");
        Matcher line =
                REQUEST_LINE.matcher(end < 0 ? part.content() : part.content().substring(0, end));
        if (end < 0 || !line.matches()) {
            throw new SyntaxFault("An operation of the batch has no valid request line.");
        }
        if (line.group(2).contains("$batch")) {
            throw new SyntaxFault("A batch must not contain a batch.");
        }
        Multipart.Part inner = Multipart.part(part.content().substring(end + 2));
        return new Single(
                new Request(line.group(1), line.group(2), inner.headers(), Multipart.bytes(inner.content())),
                part.headers().first("Content-ID").orElse(""));
    }

    private static void requireHeader(Headers headers, String name, String value) {
        if (headers.first(name)
                .filter(v -> v.equalsIgnoreCase(value) || v.startsWith(value + ";"))
                .isEmpty()) {
            throw new SyntaxFault("A part of the batch needs " + name + ": " + value + ".");
        }
    }
}
