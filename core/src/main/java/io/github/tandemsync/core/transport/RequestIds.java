package io.github.tandemsync.core.transport;

import java.util.function.Supplier;

/** Gives every call an id of ours, the same for all its attempts. */
record RequestIds(String header, Supplier<String> ids, Layer inner) implements Layer {
    @Override
    public ApiResponse send(Call call) {
        return inner.send(call.with(header, ids.get()));
    }
}
