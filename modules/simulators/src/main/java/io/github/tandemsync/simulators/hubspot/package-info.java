/**
 * HubSpot's CRM API on loopback, hard rather than friendly, for offline runs and tests.
 *
 * <p>The door is {@link io.github.tandemsync.simulators.hubspot.HubSpotSimulator}. What a person does in the CRM goes through
 * {@link io.github.tandemsync.simulators.hubspot.HubSpotUsers}, what an administrator does through {@link
 * io.github.tandemsync.simulators.hubspot.HubSpotAdmin}; {@link io.github.tandemsync.simulators.hubspot.HubSpotTruth} shows
 * what is really stored, and who wrote it. Every behaviour has a row in {@code docs/simulator-ledger.md} with its source and
 * grade: what is graded unverified has never been checked against a real portal.
 */
@NullMarked
package io.github.tandemsync.simulators.hubspot;

import org.jspecify.annotations.NullMarked;
