/**
 * A typed client for HubSpot's CRM API, version 2026-09. {@link io.github.tandemsync.hubspot.HubSpotClient} is the door; read
 * {@link io.github.tandemsync.hubspot.Objects} next.
 */
@NullMarked
package io.github.tandemsync.hubspot;

import org.jspecify.annotations.NullMarked;
