package io.github.tandemsync.core.engine;

/** What a slice may ask whoever runs it. Safe for several threads. */
public interface SliceContext {
    /** Whether the slice is to end after the step that it is in. */
    boolean draining();
}
