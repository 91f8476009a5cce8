/**
 * The deterministic simulation: the real engine against model servers behind the connector SPI, with seeded faults and a checker
 * that judges by the servers' own logs. The door is {@link io.github.tandemsync.e2e.simulation.Simulation}; read next
 * {@code world.History} (the phases of a history) and {@code check.Checker} (what must hold).
 */
@NullMarked
package io.github.tandemsync.e2e.simulation;

import org.jspecify.annotations.NullMarked;
