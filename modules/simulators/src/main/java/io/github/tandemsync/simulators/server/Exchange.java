package io.github.tandemsync.simulators.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/** The requests of one connection, one after the other, until it closes. */
final class Exchange {
    private final Front front;
    private final HttpReader reader;
    private final OutputStream out;

    Exchange(Front front, Socket socket) throws IOException {
        this.front = front;
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        reader = new HttpReader(new BufferedInputStream(socket.getInputStream()), out);
    }

    void serveAll() throws IOException {
        boolean more = true;
        while (more) {
            Optional<Request> request = reader.next();
            more = request.isPresent() && answer(request.get());
        }
    }

    private boolean answer(Request request) throws IOException {
        Delivery delivery = front.exchange(request);
        boolean head = request.method().equals("HEAD");
        if (delivery instanceof Delivery.Cut cut) {
            byte[] bytes = HttpWriter.bytes(cut.reply(), front.now(), head);
            out.write(bytes, 0, Math.min(bytes.length, cut.bytes()));
            out.flush();
            return false;
        }
        if (delivery instanceof Delivery.Dripped dripped) {
            drip(HttpWriter.bytes(dripped.reply(), front.now(), head), dripped);
        } else if (delivery instanceof Delivery.Whole whole) {
            out.write(HttpWriter.bytes(whole.reply(), front.now(), head));
        }
        out.flush();
        return request.headers()
                .first("Connection")
                .filter("close"::equalsIgnoreCase)
                .isEmpty();
    }

    private void drip(byte[] bytes, Delivery.Dripped dripped) throws IOException {
        int sent = 0;
        for (int i = 0; i < dripped.pauses() && sent < bytes.length; i++) {
            int size = Math.min(dripped.chunk(), bytes.length - sent);
            out.write(bytes, sent, size);
            out.flush();
            sent += size;
            front.waitFor(dripped.pause());
        }
        out.write(bytes, sent, bytes.length - sent);
    }
}
