package io.github.tandemsync.core.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers with exactly the bytes it is told to, one connection at a time. */
final class RawServer implements AutoCloseable {
    interface Handler {
        void handle(Socket socket) throws IOException, InterruptedException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final Handler handler;

    private RawServer(Handler handler) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.handler = handler;
    }

    static RawServer start(Handler handler) throws IOException {
        RawServer started = new RawServer(handler);
        Thread thread = new Thread(started::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /** Reads a request whole, then writes the bytes and hangs up. */
    static RawServer answering(byte[] answer) throws IOException {
        RawServer[] self = new RawServer[1];
        self[0] = new RawServer(socket -> {
            self[0].requests.add(readRequest(socket.getInputStream()));
            socket.getOutputStream().write(answer);
            socket.getOutputStream().flush();
        });
        Thread thread = new Thread(self[0]::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
        return self[0];
    }

    static RawServer answering(String answer) throws IOException {
        return answering(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                handler.handle(socket);
            } catch (IOException | InterruptedException e) {
                // The client hung up, or the test is over.
            }
        }
    }

    static String readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return head.toString();
            }
            head.append((char) b);
        }
        byte[] body = in.readNBytes(length(head.toString().toLowerCase(Locale.ROOT)));
        return head + new String(body, StandardCharsets.UTF_8);
    }

    private static int length(String head) {
        int at = head.indexOf("content-length:");
        return at < 0
                ? 0
                : Integer.parseInt(
                        head.substring(at + 15, head.indexOf('\r', at)).strip());
    }

    /** One byte at a time, for ever. */
    static void drip(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 100_000; i++) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
