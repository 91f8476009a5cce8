package io.github.tandemsync.core.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Answers from a list, and keeps what was sent. */
final class ScriptedTransport implements RawTransport {
    interface Step {
        RawResponse answer(RawRequest request) throws IOException, InterruptedException;
    }

    final List<RawRequest> sent = new ArrayList<>();
    private final Deque<Step> steps = new ArrayDeque<>();

    ScriptedTransport then(Step step) {
        steps.add(step);
        return this;
    }

    ScriptedTransport then(int status, String... headers) {
        return then(request -> response(status, "{}", headers));
    }

    ScriptedTransport fails(IOException fault) {
        return then(request -> {
            throw fault;
        });
    }

    @Override
    public RawResponse send(RawRequest request) throws IOException, InterruptedException {
        sent.add(request);
        Step step = steps.poll();
        if (step == null) {
            throw new AssertionError("sent more often than expected: " + sent.size());
        }
        return step.answer(request);
    }

    static RawResponse response(int status, String body, String... headers) {
        Headers all = Headers.none();
        for (int i = 0; i < headers.length; i += 2) {
            all = all.overlay(Headers.of(Map.of(headers[i], headers[i + 1])));
        }
        return new RawResponse(status, all, body.getBytes(StandardCharsets.UTF_8));
    }
}
