/**
 * What surrounds the engine in a history: {@link io.github.tandemsync.e2e.simulation.world.World} with its users, faults, runner
 * processes and clock. Everything that happens by chance is drawn from one tape.
 */
@NullMarked
package io.github.tandemsync.e2e.simulation.world;

import org.jspecify.annotations.NullMarked;
