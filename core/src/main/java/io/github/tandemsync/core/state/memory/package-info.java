/**
 * A state store in memory, {@link io.github.tandemsync.core.state.memory.InMemoryStateStore}: for tests, demonstrations and
 * simulations. It forgets everything with its process.
 */
@NullMarked
package io.github.tandemsync.core.state.memory;

import org.jspecify.annotations.NullMarked;
