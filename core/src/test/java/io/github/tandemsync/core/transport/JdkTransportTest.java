package io.github.tandemsync.core.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTransportTest {
    private final JdkTransport transport = JdkTransport.builder().build();

    @AfterEach
    void close() {
        transport.close();
    }

    private static RawRequest request(Method method, String uri, Duration timeout, int maxBody) {
        Headers headers = Headers.none().with("Authorization", "Bearer canary");
        return new RawRequest(method, URI.create(uri), headers, "{\"x\":1}".getBytes(UTF_8), timeout, maxBody);
    }

    private static RawRequest post(RawServer server) {
        return request(Method.POST, server.address() + "/a/b?c=d", Duration.ofSeconds(20), 1 << 20);
    }

    private static byte[] ok(byte[] body, String... headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void sendsMethodPathHeadersAndBodyAndReadsTheAnswer() throws Exception {
        try (RawServer server =
                RawServer.answering(ok("{\"ok\":true}".getBytes(UTF_8), "Date: x", "X-A: 1", "X-A: 2"))) {
            RawResponse response = transport.send(post(server));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().get("x-a")).isEqualTo("1");
            assertThat(new String(response.body(), UTF_8)).isEqualTo("{\"ok\":true}");
            assertThat(server.requests.get(0))
                    .startsWith("POST /a/b?c=d HTTP/1.1")
                    .contains("Authorization: Bearer canary", "Accept-Encoding: gzip")
                    .doesNotContainIgnoringCase("upgrade", "cookie")
                    .endsWith("{\"x\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void sendsTheOtherMethods(String method) throws Exception {
        try (RawServer server = RawServer.answering(ok(new byte[0]))) {
            transport.send(request(Method.valueOf(method), server.address() + "/", Duration.ofSeconds(20), 100));
            assertThat(server.requests.get(0)).startsWith(method + " / ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301,GET", "302,GET", "303,GET", "307,GET", "308,GET",
        "301,POST", "302,POST", "303,POST", "307,POST", "308,POST"
    })
    void neverFollowsARedirect(int status, String method) throws Exception {
        try (RawServer other = RawServer.answering(ok(new byte[0]))) {
            for (String target :
                    new String[] {other.address() + "/", "https://127.0.0.1:" + other.port() + "/", "//x", "/b"}) {
                String answer =
                        "HTTP/1.1 " + status + " Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n";
                try (RawServer server = RawServer.answering(answer)) {
                    RawRequest sent =
                            request(Method.valueOf(method), server.address() + "/a", Duration.ofSeconds(20), 100);
                    assertThat(transport.send(sent).status()).isEqualTo(status);
                    assertThat(server.connections).hasValue(1);
                }
            }
            assertThat(other.connections).hasValue(0);
        }
    }

    @Test
    void unpacksGzip() throws Exception {
        try (RawServer server = RawServer.answering(ok(gzip("hello".getBytes(UTF_8)), "Content-Encoding: GZIP"))) {
            assertThat(new String(transport.send(post(server)).body(), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void stopsAGzipBomb() throws Exception {
        byte[] bomb = gzip(new byte[64 << 20]);
        try (RawServer server = RawServer.answering(ok(bomb, "Content-Encoding: gzip"))) {
            RawRequest generous = request(Method.POST, server.address() + "/", Duration.ofSeconds(20), 1 << 30);
            assertThatThrownBy(() -> transport.send(generous))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unpacks");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
    void refusesEncodingsItDidNotAskFor(String encoding) throws Exception {
        try (RawServer server = RawServer.answering(ok(new byte[4], "Content-Encoding: " + encoding))) {
            assertThatThrownBy(() -> transport.send(post(server))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesBrokenGzip() throws Exception {
        byte[] whole = gzip("hello hello hello".getBytes(UTF_8));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        try (RawServer server = RawServer.answering(ok(half, "Content-Encoding: gzip"))) {
            assertThatThrownBy(() -> transport.send(post(server))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hangsUpOnABodyThatIsAnnouncedTooLong() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{")) {
            assertThatThrownBy(() -> transport.send(post(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void hangsUpOnAnEndlessBody() throws Exception {
        RawServer.Handler endless = socket -> {
            RawServer.readRequest(socket.getInputStream());
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(UTF_8);
            while (true) {
                socket.getOutputStream().write(chunk);
            }
        };
        try (RawServer server = RawServer.start(endless)) {
            assertThatThrownBy(() -> transport.send(post(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void endsADrippingBodyAtTheDeadline() throws Exception {
        RawServer.Handler dripping = socket -> {
            RawServer.readRequest(socket.getInputStream());
            RawServer.drip(socket.getOutputStream());
        };
        try (RawServer server = RawServer.start(dripping)) {
            RawRequest brief = request(Method.POST, server.address() + "/", Duration.ofMillis(300), 1 << 20);
            IOException fault = catchThrowableOfType(IOException.class, () -> transport.send(brief));
            assertThat(fault).hasMessageContaining("no complete answer").isNotInstanceOf(NotSentException.class);
        }
    }

    @Test
    void anUnknownHostWasNotSent() {
        RawRequest nowhere = request(Method.POST, "http://nowhere.invalid/", Duration.ofSeconds(20), 100);
        assertThatThrownBy(() -> transport.send(nowhere)).isInstanceOf(NotSentException.class);
    }

    @Test
    void closingEndsCallsInFlightAndTakesNoMore() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        RawServer.Handler silent = socket -> {
            RawServer.readRequest(socket.getInputStream());
            arrived.countDown();
            socket.getInputStream().read();
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (RawServer server = RawServer.start(silent)) {
            Future<RawResponse> call = thread.submit(() -> transport.send(post(server)));
            arrived.await();
            transport.close();
            assertThatThrownBy(call::get)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotSentException.class);
            assertThatThrownBy(() -> transport.send(post(server))).isInstanceOf(NotSentException.class);
        } finally {
            thread.shutdownNow();
        }
    }
}
