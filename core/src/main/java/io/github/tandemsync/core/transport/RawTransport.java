package io.github.tandemsync.core.transport;

import java.io.IOException;

/**
 * Sends one request, once, and reads the whole answer. An implementation MUST NOT follow redirects, MUST NOT send a request that is
 * not a read more than once, MUST end by the request's timeout, body included, and MUST end with an {@link IOException} when the
 * body is longer than allowed or cut short. Safe for use by several threads.
 */
public interface RawTransport extends AutoCloseable {
    /**
     * Sends and waits.
     *
     * @throws NotSentException if nothing of the request can have reached the server
     * @throws IOException for every other fault: the request may have run
     */
    RawResponse send(RawRequest request) throws IOException, InterruptedException;

    /** Ends calls in flight with an {@link IOException}. */
    @Override
    default void close() {}
}
