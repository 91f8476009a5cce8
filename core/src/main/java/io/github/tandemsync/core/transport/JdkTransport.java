package io.github.tandemsync.core.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * {@link RawTransport} over {@code java.net.http}: HTTP/1.1, redirects never followed, no cookies, gzip unpacked under a cap, the
 * timeout kept for the body too. Certificates and host names are checked by the JDK; there is no switch to weaken that.
 *
 * <p>Safe for use by several threads. It owns its connections and the JDK's pool of daemon threads, which ends some time after
 * {@link #close()}.
 */
public final class JdkTransport implements RawTransport {
    private final HttpClient client;
    private final Map<RawRequest, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private JdkTransport(HttpClient client) {
        this.client = client;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public RawResponse send(RawRequest request) throws IOException, InterruptedException {
        if (closed) {
            throw new NotSentException("the client is closed");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(toJdk(request), info -> CappedBody.of(info, request.maxBody()));
        inFlight.put(request, answer);
        try {
            if (closed) {
                answer.cancel(true);
            }
            return unpack(await(answer, request.timeout()), request.maxBody());
        } finally {
            inFlight.remove(request);
        }
    }

    @Override
    public void close() {
        closed = true;
        inFlight.values().forEach(answer -> answer.cancel(true));
    }

    private static HttpRequest toJdk(RawRequest request) {
        byte[] body = request.body();
        HttpRequest.Builder jdk = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method().name(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        request.headers().forEach(jdk::setHeader);
        return jdk.setHeader("Accept-Encoding", "gzip").build();
    }

    private static <T> T await(CompletableFuture<T> answer, Duration timeout) throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw asIo(e.getCause());
        } catch (CancellationException e) {
            throw new IOException("the client was closed");
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no complete answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static IOException asIo(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new NotSentException(
                    cause.getCause() instanceof UnresolvedAddressException
                            ? "the host name is unknown"
                            : cause instanceof HttpConnectTimeoutException
                                    ? "the connection could not be made in time"
                                    : "the connection was refused");
        }
        return cause instanceof IOException io ? io : new IOException("the HTTP client failed: " + cause);
    }

    private static RawResponse unpack(HttpResponse<byte[]> response, int maxBody) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, printable(values.get(0))));
        byte[] body = Encodings.unpack(response.body(), headers.get("Content-Encoding"), maxBody);
        return new RawResponse(response.statusCode(), Headers.of(headers), body);
    }

    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    /** Configures the connection. Defaults: connect within 10 seconds, the JDK's trust store and proxy settings. */
    public static final class Builder {
        private final HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10));

        private Builder() {}

        public Builder connectTimeout(Duration time) {
            client.connectTimeout(time);
            return this;
        }

        /** A trust store or client certificate of the host's own. */
        public Builder sslContext(SSLContext context) {
            client.sslContext(context);
            return this;
        }

        /** A proxy other than the JDK's settings name. */
        public Builder proxy(java.net.ProxySelector selector) {
            client.proxy(selector);
            return this;
        }

        public JdkTransport build() {
            return new JdkTransport(client.build());
        }
    }
}
