/**
 * The two vendors as tiny in-memory truths: {@link io.github.tandemsync.e2e.simulation.model.HubSpotModel} and
 * {@link io.github.tandemsync.e2e.simulation.model.DataverseModel}. They know nothing of the engine; they remember who wrote what,
 * and that log is what the checker judges by. A behaviour that the vendors' pages leave open is a {@code Quirks} switch.
 */
@NullMarked
package io.github.tandemsync.e2e.simulation.model;

import org.jspecify.annotations.NullMarked;
