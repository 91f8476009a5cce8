package io.github.tandemsync.simulators.server;

import java.time.Instant;

/**
 * One request in the log.
 *
 * @param sequence order of arrival, from 1
 * @param time of arrival, by the simulator's clock
 * @param method upper case
 * @param target raw path and query
 * @param headers as sent; the values of credentials are replaced by {@code ***}
 * @param body as sent; empty for form posts and token questions, which carry secrets, and when the log does not keep bodies
 * @param status of the answer given; 0 while there is none, and when the connection was cut before it
 * @param handled whether the vendor carried the request out
 * @param label operation, such as {@code companies.batch.update}
 * @param answer body of the answer given, if the log keeps answers; else empty
 * @param fault kind of the injected fault, such as {@code CutReply}; empty without one
 */
public record LogEntry(
        long sequence,
        Instant time,
        String method,
        String target,
        Headers headers,
        Body body,
        int status,
        boolean handled,
        String label,
        Body answer,
        String fault) {

    /** The raw path, without the query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    LogEntry answered(int answerStatus, boolean wasHandled, String answerLabel, Body given, String faultKind) {
        return new LogEntry(
                sequence, time, method, target, headers, body, answerStatus, wasHandled, answerLabel, given, faultKind);
    }
}
