/**
 * A typed client for the Dataverse Web API (Dynamics 365). The door is
 * {@link io.github.tandemsync.dynamics.DynamicsClient#builder()}; next read {@link io.github.tandemsync.dynamics.Operation} and
 * {@link io.github.tandemsync.dynamics.Row}. For the sync engine, see {@code io.github.tandemsync.dynamics.connector}.
 */
@NullMarked
package io.github.tandemsync.dynamics;

import org.jspecify.annotations.NullMarked;
