package io.github.tandemsync.core.transport;

/** One decorator of the stack, or the wire at its end. */
@FunctionalInterface
interface Layer {
    ApiResponse send(Call call);

    /** Wraps the layer that is next nearer to the wire. */
    @FunctionalInterface
    interface Decorator {
        Layer around(Layer inner);
    }
}
