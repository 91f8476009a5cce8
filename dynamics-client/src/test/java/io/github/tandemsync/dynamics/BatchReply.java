package io.github.tandemsync.dynamics;

import java.util.List;

/** Writes {@code $batch} answers as the service does, for tests. */
public final class BatchReply {
    /** The boundary of all answers. */
    public static final String CONTENT_TYPE = "multipart/mixed; boundary=batchresponse_7f3a";

    private static final String DELIMITER = "--batchresponse_7f3a";

    private BatchReply() {}

    /** A part without a content id, and with a body if the text is not empty. */
    public static String part(int status, String json, String... headers) {
        StringBuilder text =
                new StringBuilder("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        text.append("\r\nHTTP/1.1 ").append(status).append(" Reason\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("OData-Version: 4.0\r\n");
        if (!json.isEmpty()) {
            text.append("Content-Type: application/json; odata.metadata=minimal\r\n");
        }
        return text.append("\r\n").append(json).toString();
    }

    /** The part as the answer to the n-th operation, counted from 1. */
    public static String to(int n, String part) {
        return "Content-ID: " + n + "\r\n" + part;
    }

    /** An error part. */
    public static String error(int status, String code, String message, String... headers) {
        return part(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}", headers);
    }

    /** A whole body. */
    public static String body(List<String> parts) {
        return open(parts) + DELIMITER + "--\r\n";
    }

    public static String body(String... parts) {
        return body(List.of(parts));
    }

    /** A body without its end. */
    public static String open(List<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(DELIMITER).append("\r\n").append(part).append("\r\n"));
        return text.toString();
    }
}
