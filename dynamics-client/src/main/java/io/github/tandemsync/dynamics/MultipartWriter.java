package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.Origin;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a {@code $batch} request without change sets, so that each operation has its own outcome. A body is one line of JSON
 * (a line break inside a text is escaped), so the boundary can not occur in it and need not be random.
 */
final class MultipartWriter {
    static final String CONTENT_TYPE = "multipart/mixed; boundary=\"batch_tandem\"";

    private static final String DELIMITER = "--batch_tandem";
    private static final String END_OF_LINE = "\r\n";
    private static final int LONGEST_ADDRESS = 65_536;

    private final Origin origin;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private MultipartWriter(Origin origin) {
        this.origin = origin;
    }

    static byte[] write(Origin origin, List<Operation> operations) {
        MultipartWriter writer = new MultipartWriter(origin);
        for (int i = 0; i < operations.size(); i++) {
            writer.part(i + 1, operations.get(i));
        }
        writer.line(DELIMITER + "--");
        return writer.out.toByteArray();
    }

    private void part(int contentId, Operation operation) {
        line(DELIMITER);
        line("Content-Type: application/http");
        line("Content-Transfer-Encoding: binary");
        line("Content-ID: " + contentId);
        line("");
        request(operation);
    }

    private void request(Operation operation) {
        line(operation.method() + " " + address(operation) + " HTTP/1.1");
        line("Accept: application/json");
        operation.headers().forEach((name, value) -> line(name + ": " + value));
        byte[] body = operation.body();
        if (body != null) {
            line("Content-Type: application/json");
        }
        line("");
        if (body != null) {
            out.writeBytes(body);
        }
        line("");
    }

    private String address(Operation operation) {
        URI uri = origin.resolve(operation.path());
        String address = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        if (address.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("An address in a $batch has at most " + LONGEST_ADDRESS
                    + " characters; ask for fewer rows or columns at a time");
        }
        return address;
    }

    private void line(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(END_OF_LINE.getBytes(StandardCharsets.US_ASCII));
    }
}
