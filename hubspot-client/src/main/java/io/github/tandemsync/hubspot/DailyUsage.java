package io.github.tandemsync.hubspot;

import java.time.Instant;

/**
 * What HubSpot said of the account's calls a day, which all its private apps share (HubSpot, "API usage guidelines"). Renewed at
 * midnight in the account's time zone.
 *
 * @param limit calls allowed a day
 * @param remaining calls left of them
 * @param told when HubSpot said so, by its own clock, to the second
 */
public record DailyUsage(long limit, long remaining, Instant told) {}
