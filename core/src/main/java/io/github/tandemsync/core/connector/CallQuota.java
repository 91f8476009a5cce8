package io.github.tandemsync.core.connector;

import java.time.Instant;

/**
 * What a system allows its account over a long time, such as HubSpot's calls a day, which all apps of a portal share.
 *
 * @param limit calls allowed from one renewal to the next
 * @param left calls that are left until then, as the system last told
 * @param renewal when the quota is whole again
 */
public record CallQuota(long limit, long left, Instant renewal) {}
