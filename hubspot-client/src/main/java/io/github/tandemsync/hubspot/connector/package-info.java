/**
 * HubSpot behind core's connector SPI. {@link io.github.tandemsync.hubspot.connector.HubSpotConnector} is the door.
 */
@NullMarked
package io.github.tandemsync.hubspot.connector;

import org.jspecify.annotations.NullMarked;
