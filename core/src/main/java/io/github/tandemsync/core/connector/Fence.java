package io.github.tandemsync.core.connector;

/** Asked by a connector immediately before it sends a write. */
@FunctionalInterface
public interface Fence {
    /**
     * Returns if the write may be sent.
     *
     * @throws FencedException if the lease is no longer held
     */
    void check();
}
