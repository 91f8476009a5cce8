/**
 * The engine under load: many records, a small heap. The door is {@link io.github.tandemsync.benchmarks.load.Load}, which
 * {@code modules/benchmarks/run} starts; read next {@code Phases} (what is measured) and {@code GeneratedSystem} (the two sides).
 */
@NullMarked
package io.github.tandemsync.benchmarks.load;

import org.jspecify.annotations.NullMarked;
