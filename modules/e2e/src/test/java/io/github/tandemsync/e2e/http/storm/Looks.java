package io.github.tandemsync.e2e.http.storm;

import java.time.Instant;

/**
 * When the sync looked at companies. HubSpot keeps no history of parents: one that a person sets between a look of the sync and its
 * write of the same company's parent is overwritten, and nobody can tell. That limit is named in the README, and judged here.
 */
interface Looks {
    /** Whether a look at the company began in between. */
    boolean at(String company, Instant from, Instant to);
}
