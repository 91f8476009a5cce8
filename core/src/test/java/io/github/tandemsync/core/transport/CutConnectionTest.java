package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets, cut at different moments: a write arrives at most once, and is never taken for "did not run". */
class CutConnectionTest {
    private static final ManualTime TIME = new ManualTime();

    private static HttpStack stack(String address) {
        return HttpStack.builder(Origin.of(address)).waiter(TIME).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "H",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\":1",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n{\"a\"",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
                "\u0000\u0001\u0002garbage\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
            })
    void aWriteArrivesOnceAndMayHaveRun(String answer) throws IOException {
        try (RawServer server = RawServer.answering(answer);
                HttpStack stack = stack(server.address())) {
            TransportException fault =
                    catchThrowableOfType(TransportException.class, () -> stack.send(StackFixture.write()));
            assertThat(fault.mayHaveRun()).isTrue();
            assertThat(fault.category()).isEqualTo(Category.UNAVAILABLE);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aConnectionResetWhileTheRequestIsReadMayHaveRun() throws IOException {
        try (RawServer server = RawServer.start(CutConnectionTest::readOneByteAndReset);
                HttpStack stack = stack(server.address())) {
            TransportException fault =
                    catchThrowableOfType(TransportException.class, () -> stack.send(StackFixture.write()));
            assertThat(fault.mayHaveRun()).isTrue();
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void aRefusedConnectionDidNotRun() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (HttpStack stack = stack("http://127.0.0.1:" + port)) {
            TransportException fault =
                    catchThrowableOfType(TransportException.class, () -> stack.send(StackFixture.write()));
            assertThat(fault.mayHaveRun()).isFalse();
            assertThat(fault).hasMessageContaining("refused").hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void aReadIsSentAgainAfterACut() throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
                HttpStack stack = stack(server.address())) {
            TransportException fault =
                    catchThrowableOfType(TransportException.class, () -> stack.send(StackFixture.search()));
            assertThat(fault.category()).isEqualTo(Category.UNAVAILABLE);
            assertThat(server.requests).hasSize(1 + HttpStack.Builder.DEFAULT_RETRIES);
        }
    }

    private static void readOneByteAndReset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        assertThat(socket.getInputStream().read()).isEqualTo('P');
    }
}
