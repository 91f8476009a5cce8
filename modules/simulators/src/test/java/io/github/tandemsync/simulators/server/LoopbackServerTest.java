package io.github.tandemsync.simulators.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
    private final List<String> carriedOut = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Front front = new Front(this::handle, () -> Instant.parse("2026-11-05T10:00:00Z"), pauses::add);
    private final LoopbackServer server = LoopbackServer.start(front, "test");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithTheDateOfItsOwnClock() throws Exception {
        assertThat(get("/a").headers().firstValue("Date")).contains("Thu, 05 Nov 2026 10:00:00 GMT");
    }

    @Test
    void carriesBytesBothWaysUnchanged() throws Exception {
        HttpRequest request = to("/echo")
                .POST(HttpRequest.BodyPublishers.ofString("ä€\u0000𝄞"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("ä€\u0000𝄞");
    }

    @Test
    void readsABodyInChunks() throws Exception {
        HttpRequest request = to("/echo")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(
                        List.of("one ".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8))))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("one two");
    }

    @Test
    void keepsTheConnectionOpen() throws Exception {
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            byte[] request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(request);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(both.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void aLostRequestIsNotCarriedOutAndGetsNoAnswer() {
        front.faults().when(any -> true).times(1).then(Fault.loseRequest());
        assertThatThrownBy(() -> post("/a")).isInstanceOf(IOException.class);
        assertThat(carriedOut).isEmpty();
        assertThat(front.log().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.handled()).isFalse();
            assertThat(entry.status()).isZero();
            assertThat(entry.fault()).isEqualTo("LoseRequest");
        });
    }

    @Test
    void aLostReplyIsCarriedOutAndGetsNoAnswer() {
        front.faults().when(any -> true).times(1).then(Fault.loseReply());
        assertThatThrownBy(() -> post("/a")).isInstanceOf(IOException.class);
        assertThat(carriedOut).containsExactly("/a");
        assertThat(front.log().entries().get(0).handled()).isTrue();
    }

    @Test
    void anAnswerCanBeCutAtEveryByte() throws Exception {
        int whole =
                HttpWriter.bytes(handle(new Request("GET", "/a", Headers.NONE, Body.EMPTY)), front.now(), false).length;
        List<Integer> readable = new ArrayList<>();
        for (int bytes = 0; bytes <= whole; bytes++) {
            front.faults().clear();
            front.faults().when(any -> true).then(new Fault.CutReply(bytes));
            try {
                get("/a");
                readable.add(bytes);
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
        }
        assertThat(readable).containsExactly(whole);
    }

    @Test
    void faultsGiveOtherAnswersBeforeAndAfterTheCommit() throws Exception {
        front.faults().when(any -> true).times(1).then(Fault.answer(Reply.redirect(307, "http://elsewhere.test/")));
        front.faults().when(any -> true).times(1).then(new Fault.AnswerAfter(Reply.html(502, "<html>")));
        front.faults().when(any -> true).times(1).then(Fault.truncateBody(3));
        assertThat(get("/a").statusCode()).isEqualTo(307);
        assertThat(carriedOut).isEmpty();
        assertThat(get("/b").statusCode()).isEqualTo(502);
        assertThat(carriedOut).containsExactly("/b");
        assertThat(get("/c").body()).isEqualTo("GET");
        assertThat(get("/d").body()).isEqualTo("GET /d");
    }

    @Test
    void rulesCanLetRequestsPassFirst() throws Exception {
        front.faults()
                .when(request -> request.path().equals("/a"))
                .skip(1)
                .times(1)
                .then(Fault.answer(Reply.empty(503)));
        assertThat(List.of(
                        get("/a").statusCode(),
                        get("/b").statusCode(),
                        get("/a").statusCode(),
                        get("/a").statusCode()))
                .containsExactly(200, 200, 503, 200);
    }

    @Test
    void delaysAndDripsWaitThroughThePause() throws Exception {
        front.faults().when(any -> true).times(1).then(new Fault.Delay(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        front.faults().when(any -> true).times(1).then(new Fault.Drip(1, Duration.ofSeconds(3), 4));
        assertThat(get("/a").body()).isEqualTo("GET /a");
        assertThat(get("/b").body()).isEqualTo("GET /b");
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 3L, 3L, 3L, 3L);
    }

    @Test
    void hooksRunBeforeTheAnswerIsSent() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        front.hooks().onArrival(request -> seen.add("arrived with " + carriedOut.size() + " done"));
        front.hooks()
                .afterCommit((request, reply) -> seen.add(reply.status() + " with " + carriedOut.size() + " done"));
        get("/a");
        assertThat(seen).containsExactly("arrived with 0 done", "200 with 1 done");
    }

    @Test
    void theLogKeepsOrderAndBodiesButNoCredentials() throws Exception {
        HttpRequest request = to("/a?b=c")
                .header("Authorization", "Bearer secret")
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
        get("/d");
        assertThat(front.log().entries()).extracting(LogEntry::target).containsExactly("/a?b=c", "/d");
        LogEntry first = front.log().entries().get(0);
        assertThat(first.headers().first("authorization")).contains("***");
        assertThat(first.body().text()).isEqualTo("hello");
        assertThat(front.log().countByLabel()).containsEntry("echo", 2);
        front.log().clear();
        assertThat(front.log().count(entry -> true)).isZero();
    }

    @Test
    void formPostsAreNotKept() throws Exception {
        HttpRequest request = to("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("client_secret=s"))
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(front.log().entries().get(0).body()).isEqualTo(Body.EMPTY);
    }

    private Reply handle(Request request) {
        carriedOut.add(request.path());
        String text =
                request.path().equals("/echo") ? request.body().text() : request.method() + " " + request.target();
        return new Reply(200, Headers.NONE, Body.utf8(text), "echo");
    }

    private HttpResponse<String> get(String target) throws Exception {
        return client.send(to(target).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String target) throws Exception {
        return client.send(
                to(target).POST(HttpRequest.BodyPublishers.ofString("x")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create(server.uri() + target));
    }
}
