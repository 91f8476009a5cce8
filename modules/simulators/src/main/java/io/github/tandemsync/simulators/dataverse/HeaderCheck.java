package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Request;

/** The headers that every request carries (Dataverse, "Compose HTTP requests and handle errors"). */
final class HeaderCheck {
    private static final int LONGEST_ADDRESS = 32_768;

    private HeaderCheck() {}

    static void check(Request request, boolean strict) {
        Headers headers = request.headers();
        if (request.target().length() > LONGEST_ADDRESS) {
            throw new DataverseFault(414, Faults.MALFORMED, "The request address is longer than 32768 characters.");
        }
        version(headers, "OData-Version", strict);
        version(headers, "OData-MaxVersion", strict);
        if (headers.all("Authorization").size() > 1) {
            throw Faults.malformed("A header is sent twice.");
        }
        boolean batch = request.path().endsWith("/$batch");
        String accept = headers.first("Accept").orElse(strict ? "" : "*/*");
        if (!batch && !accept.contains("application/json") && !accept.contains("*/*")) {
            throw new DataverseFault(
                    415, Faults.MALFORMED, "A supported MIME type could not be found that matches the accept header.");
        }
        String type = headers.first("Content-Type").orElse("");
        if (!batch && request.body().size() > 0 && !type.startsWith("application/json")) {
            throw new DataverseFault(415, Faults.MALFORMED, "The content type of the body is not application/json.");
        }
    }

    private static void version(Headers headers, String name, boolean strict) {
        String value = headers.first(name).orElse(strict ? "" : "4.0");
        if (value.isEmpty()) {
            throw Faults.malformed(
                    "The header " + name + ": 4.0 is missing. (The simulator insists on documented headers.)");
        }
        if (!value.equals("4.0") && !value.equals("4.01")) {
            throw Faults.malformed("The value '4.0' is expected for the header " + name + ".");
        }
    }
}
