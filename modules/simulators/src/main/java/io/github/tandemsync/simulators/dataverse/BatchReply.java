package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Multipart;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Reply;
import java.util.UUID;

/** Writes the multipart answer of a batch. */
final class BatchReply {
    private final String boundary;
    private final StringBuilder text = new StringBuilder();

    BatchReply(UUID id) {
        boundary = "batchresponse_" + id;
    }

    void single(Reply reply, String contentId) {
        open(text, boundary);
        operation(text, reply, contentId);
    }

    /** Starts the answer of a change set. */
    ChangeSet changeSet(UUID id) {
        return new ChangeSet("changesetresponse_" + id);
    }

    Reply reply(int status) {
        String body = text + "--" + boundary + "--\r\n";
        Headers headers = Headers.of("Content-Type", "multipart/mixed; boundary=" + boundary, "OData-Version", "4.0");
        return new Reply(status, headers, Multipart.bytes(body), "batch");
    }

    private static void open(StringBuilder out, String boundary) {
        out.append("--").append(boundary).append("\r\n");
    }

    private static void operation(StringBuilder out, Reply reply, String contentId) {
        out.append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (!contentId.isEmpty()) {
            out.append("Content-ID: ").append(contentId).append("\r\n");
        }
        out.append("\r\nHTTP/1.1 ")
                .append(reply.status())
                .append(' ')
                .append(reason(reply.status()))
                .append("\r\n");
        reply.headers()
                .forEach((name, value) ->
                        out.append(name).append(": ").append(value).append("\r\n"));
        out.append("\r\n").append(Multipart.text(reply.body())).append("\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 412 -> "Precondition Failed";
            default -> "Error";
        };
    }

    /** The answer of a change set under construction. */
    final class ChangeSet {
        private final String inner;
        private final StringBuilder parts = new StringBuilder();

        private ChangeSet(String inner) {
            this.inner = inner;
        }

        void operation(Reply reply, String contentId) {
            open(parts, inner);
            BatchReply.operation(parts, reply, contentId);
        }

        void close() {
            open(text, boundary);
            text.append("Content-Type: multipart/mixed; boundary=")
                    .append(inner)
                    .append("\r\n\r\n");
            text.append(parts).append("--").append(inner).append("--\r\n\r\n");
        }
    }
}
