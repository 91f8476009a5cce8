/**
 * The judge: {@link io.github.tandemsync.e2e.simulation.check.Ledger} collects what the engine made durable and watches every write
 * as it arrives; {@link io.github.tandemsync.e2e.simulation.check.Checker} judges a history by the servers' own logs.
 */
@NullMarked
package io.github.tandemsync.e2e.simulation.check;

import org.jspecify.annotations.NullMarked;
