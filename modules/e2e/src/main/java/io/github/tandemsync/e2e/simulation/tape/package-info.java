/**
 * Where every random decision of a history comes from: {@link io.github.tandemsync.e2e.simulation.tape.Choices}, which can be
 * recorded as a {@link io.github.tandemsync.e2e.simulation.tape.Tape}, replayed and shrunk.
 */
@NullMarked
package io.github.tandemsync.e2e.simulation.tape;

import org.jspecify.annotations.NullMarked;
