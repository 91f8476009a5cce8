/**
 * The test of the test: bugs planted into the engine's source, compiled in memory and hunted by the simulation. A
 * {@link io.github.tandemsync.e2e.simulation.planted.PlantedBug} that is not found within its budget means that the checker, the
 * faults or the users are too weak.
 */
@NullMarked
package io.github.tandemsync.e2e.simulation.planted;

import org.jspecify.annotations.NullMarked;
