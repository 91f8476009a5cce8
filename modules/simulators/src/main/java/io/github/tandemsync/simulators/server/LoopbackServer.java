package io.github.tandemsync.simulators.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * A {@link Front} behind a real socket: HTTP/1.1 with keep-alive on 127.0.0.1, a free port, one daemon thread per connection (at
 * most 256; a further connection is closed at once). {@code close} ends all connections.
 */
public final class LoopbackServer implements AutoCloseable {
    private final Front front;
    private final ServerSocket socket;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LoopbackServer(Front front, ServerSocket socket, ExecutorService threads) {
        this.front = front;
        this.socket = socket;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param name of the threads, such as {@code hubspot-simulator}
     */
    public static LoopbackServer start(Front front, String name) {
        try {
            ServerSocket socket = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
            LoopbackServer server = new LoopbackServer(front, socket, SystemWiring.connections(name));
            server.threads.execute(server::accept);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The simulator could not open a port on loopback; check that the machine allows it.", failed);
        }
    }

    /** Where the server listens, such as {@code http://127.0.0.1:4030}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() {
        closeQuietly(socket);
        open.forEach(LoopbackServer::closeQuietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                serve(socket.accept());
            } catch (IOException closed) {
                closeQuietly(socket);
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try {
            threads.execute(() -> {
                try (client) {
                    new Exchange(front, client).serveAll();
                } catch (IOException gone) {
                    // The client went away, or the server closes: either way there is nobody left to tell.
                } finally {
                    open.remove(client);
                }
            });
        } catch (RejectedExecutionException full) {
            open.remove(client);
            closeQuietly(client);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception ignored) {
            // Closing is all that can be done.
        }
    }
}
