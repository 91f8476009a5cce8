package io.github.tandemsync.core.record;

/** One of the two systems of a connection, as the pair's configuration names them. */
public enum Side {
    LEFT,
    RIGHT;

    /** The other one. */
    public Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
