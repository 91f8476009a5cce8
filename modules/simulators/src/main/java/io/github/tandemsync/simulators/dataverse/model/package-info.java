/**
 * The schema and the rows of the simulated Dataverse organisation, as plain values. Start with {@link
 * io.github.tandemsync.simulators.dataverse.model.Row} and {@link io.github.tandemsync.simulators.dataverse.model.Schema}.
 */
@NullMarked
package io.github.tandemsync.simulators.dataverse.model;

import org.jspecify.annotations.NullMarked;
