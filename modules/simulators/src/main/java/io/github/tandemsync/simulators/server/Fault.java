package io.github.tandemsync.simulators.server;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What goes wrong with one request. The difference that matters is whether the vendor has carried the request out; each kind says
 * so.
 */
public sealed interface Fault {
    /** Never carried out; the connection closes without an answer. */
    record LoseRequest() implements Fault {}

    /**
     * Carried out; the connection closes after so many bytes of the answer (head counted).
     *
     * @param bytes 0: the client gets nothing, and cannot know that the request was carried out
     */
    record CutReply(int bytes) implements Fault {}

    /** Never carried out; this answer is given, as a gateway or a limiter does. */
    record AnswerInstead(Reply reply) implements Fault {}

    /** Carried out, but this answer is given: a gateway that lost patience. */
    record AnswerAfter(Reply reply) implements Fault {}

    /** Carried out; the true answer is changed on its way (truncated, garbled, an item dropped). */
    record Rewrite(UnaryOperator<Reply> change) implements Fault {}

    /** Carried out; the answer comes {@code chunk} bytes at a time with pauses between, at most {@code pauses} of them. */
    record Drip(int chunk, Duration pause, int pauses) implements Fault {}

    /** Carried out after {@code before}, answered after another {@code after}. */
    record Delay(Duration before, Duration after) implements Fault {}

    /** The request is lost on its way. */
    static Fault loseRequest() {
        return new LoseRequest();
    }

    /** The vendor commits, then the connection closes without an answer. */
    static Fault loseReply() {
        return new CutReply(0);
    }

    /** The vendor commits, and the body of the answer ends too early in a well-formed HTTP message. */
    static Fault truncateBody(int bytes) {
        return new Rewrite(reply -> reply.withBody(reply.body().first(bytes)));
    }

    /** Refused with this answer, nothing carried out. */
    static Fault answer(Reply reply) {
        return new AnswerInstead(reply);
    }
}
