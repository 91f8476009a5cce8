package io.github.tandemsync.core.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body and hangs up as soon as it is longer than allowed. */
final class CappedBody implements BodySubscriber<byte[]> {
    private static final int FIRST_BUFFER = 64 << 10;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final Buffer buffer;
    private final long announced;
    private final int cap;
    private @Nullable Subscription subscription;

    private CappedBody(long announced, int cap) {
        this.announced = announced;
        this.cap = cap;
        this.buffer = new Buffer((int) Math.max(32, Math.min(FIRST_BUFFER, Math.min(announced, cap))));
    }

    static CappedBody of(ResponseInfo info, int cap) {
        return new CappedBody(info.headers().firstValueAsLong("Content-Length").orElse(FIRST_BUFFER), cap);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (announced > cap) {
            refuse(given);
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
        for (ByteBuffer chunk : chunks) {
            if (whole.isDone()) {
                return;
            }
            if ((long) buffer.size() + chunk.remaining() > cap) {
                refuse(subscription);
                return;
            }
            buffer.take(chunk);
        }
    }

    @Override
    public void onError(Throwable fault) {
        whole.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
        whole.complete(buffer.toByteArray());
    }

    private void refuse(@Nullable Subscription open) {
        whole.completeExceptionally(new IOException("the answer is longer than " + cap + " bytes"));
        if (open != null) {
            open.cancel();
        }
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Buffer(int size) {
            super(size);
        }

        void take(ByteBuffer chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            writeBytes(bytes);
        }
    }
}
