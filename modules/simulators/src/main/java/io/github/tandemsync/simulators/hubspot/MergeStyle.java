package io.github.tandemsync.simulators.hubspot;

/** Which id the survivor of a merge has. */
public enum MergeStyle {
    /** A new record with a new id; both old ids answer with it (HubSpot changelog: updated merge functionality). */
    NEW_ID,
    /** The primary record keeps its id (a beta that HubSpot has named; unverified). */
    KEEP_PRIMARY_ID
}
