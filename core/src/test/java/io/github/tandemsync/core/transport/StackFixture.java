package io.github.tandemsync.core.transport;

import java.nio.charset.StandardCharsets;

/** A stack over a scripted transport and a manual clock. */
final class StackFixture {
    final ManualTime time = new ManualTime();
    final ScriptedTransport wire = new ScriptedTransport();

    HttpStack.Builder builder() {
        return HttpStack.builder(Origin.of("https://api.example.com"))
                .transport(wire)
                .clock(time)
                .waiter(time)
                .jitter(() -> 1.0)
                .serverRequestId("X-Correlation-Id");
    }

    HttpStack stack() {
        return builder().build();
    }

    static ApiRequest read() {
        return ApiRequest.get(ApiPath.of("things"));
    }

    static ApiRequest search() {
        return ApiRequest.read(Method.POST, ApiPath.of("things", "search")).body("application/json", bytes("{}"));
    }

    static ApiRequest write() {
        return ApiRequest.write(Method.POST, ApiPath.of("things")).body("application/json", bytes("{}"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
