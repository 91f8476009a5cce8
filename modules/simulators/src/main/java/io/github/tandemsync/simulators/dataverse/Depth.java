package io.github.tandemsync.simulators.dataverse;

/** How far a privilege reaches (Dataverse, "Security concepts"). */
public enum Depth {
    /** Not held. */
    NONE("None"),
    /** Own rows. */
    BASIC("Basic"),
    /** Rows of the user's business unit. */
    LOCAL("Local"),
    /** Rows of the business unit and those below it. */
    DEEP("Deep"),
    /** All rows. */
    GLOBAL("Global");

    private final String wire;

    Depth(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
