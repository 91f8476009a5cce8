package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The last layer: asks the request's guard, sends once, and turns faults into {@link TransportException}. */
record Wire(
        RawTransport transport,
        Origin origin,
        Headers always,
        Limits limits,
        @Nullable String requestIdHeader,
        InstantSource clock)
        implements Layer {

    /** Bounds of one attempt. */
    record Limits(Duration attempt, int maxBody, Duration maxRetryAfter) {}

    @Override
    public ApiResponse send(Call call) {
        Duration left = call.left(clock.instant());
        if (left.isNegative() || left.isZero()) {
            throw TransportException.notSent(
                    Category.UNAVAILABLE, call.request() + " ran out of time before it was sent", null);
        }
        call.request().guard().run();
        return answer(exchange(call, left.compareTo(limits.attempt()) < 0 ? left : limits.attempt()));
    }

    private RawResponse exchange(Call call, Duration timeout) {
        try {
            return transport.send(raw(call, timeout));
        } catch (NotSentException e) {
            throw fault(call, "could not be sent", e, false);
        } catch (IOException e) {
            throw fault(call, "got no complete answer", e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault(call, "was interrupted", new IOException("interrupted"), true);
        }
    }

    private RawRequest raw(Call call, Duration timeout) {
        ApiRequest request = call.request();
        Headers headers = always.overlay(request.headers()).overlay(call.headers());
        return new RawRequest(
                request.method(), origin.resolve(request.path()), headers, request.body(), timeout, limits.maxBody());
    }

    private ApiResponse answer(RawResponse raw) {
        Instant now = clock.instant();
        String id = requestIdHeader == null ? null : raw.headers().get(requestIdHeader);
        return new ApiResponse(origin.host(), raw, id, RetryAfter.parse(raw.headers(), now, limits.maxRetryAfter()));
    }

    private TransportException fault(Call call, String problem, IOException cause, boolean mayHaveRun) {
        IOException clean = cleaned(cause);
        String message = call.request() + " to " + origin.host() + " " + problem + ": " + clean.getMessage()
                + ". Check network and address; it may pass by itself";
        return new TransportException(Category.UNAVAILABLE, message, null, clean, 0, null, mayHaveRun);
    }

    /** The client's own messages may quote what the server sent. */
    private static IOException cleaned(IOException cause) {
        IOException clean = new IOException(said(cause));
        clean.setStackTrace(cause.getStackTrace());
        return clean;
    }

    /** Of our own exception the message says all. */
    private static String said(IOException cause) {
        String text = cause.getMessage() == null ? "" : ServerText.clean(cause.getMessage());
        if (cause instanceof NotSentException) {
            return text;
        }
        String name = cause.getClass().getSimpleName();
        return text.isEmpty() ? name : name + ", " + text;
    }
}
