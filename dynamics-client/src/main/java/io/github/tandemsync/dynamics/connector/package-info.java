/**
 * Dataverse as the sync engine sees it. The door is {@link io.github.tandemsync.dynamics.connector.DynamicsConnector}; it is
 * built on {@link io.github.tandemsync.dynamics.DynamicsClient} and uses nothing that an application could not use.
 */
@NullMarked
package io.github.tandemsync.dynamics.connector;

import org.jspecify.annotations.NullMarked;
