package io.github.tandemsync.e2e.simulation.world;

/** What somebody may take away from a pair for a while, so that it stands still until it is given back. */
enum Trouble {
    /** A mapped field is no more in a side's schema; what it held comes back with it. */
    FIELD_GONE,
    /** A mapped field may be read only. */
    FIELD_READ_ONLY,
    /** The right to read, create, change or remove the records of a side. */
    RIGHT_MISSING,
    /** The credentials lead to a copy of a side's system: the same ids, another account. */
    OTHER_SYSTEM,
    /** Of the calls that a side's account may make until a time, only those are left that are kept for others. */
    CALLS_USED_UP,
    /** Whatever is asked of a side's connector about the types of the pair, it throws what it may not. */
    CONNECTOR_THROWS,
    /** The application's rules, match rule and router of the pair throw at every record. */
    RULES_THROW;

    /** The mark of a run that stood still for it. */
    String mark() {
        return "stood still for " + this;
    }

    /** The mark of its beginning. */
    String begun() {
        return "trouble " + this;
    }
}
