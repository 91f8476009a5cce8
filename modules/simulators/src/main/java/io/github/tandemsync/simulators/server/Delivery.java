package io.github.tandemsync.simulators.server;

import java.time.Duration;

/** What reaches the client. */
public sealed interface Delivery {
    /** The whole answer. */
    record Whole(Reply reply) implements Delivery {}

    /**
     * The connection closes after so many bytes of the answer, its head (status line and headers) counted.
     *
     * @param bytes 0: nothing arrives at all
     */
    record Cut(Reply reply, int bytes) implements Delivery {}

    /** The whole answer, slowly: {@code chunk} bytes, a pause, and so on, at most {@code pauses} times. */
    record Dripped(Reply reply, int chunk, Duration pause, int pauses) implements Delivery {}
}
