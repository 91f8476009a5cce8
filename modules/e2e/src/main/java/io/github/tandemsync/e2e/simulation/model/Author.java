package io.github.tandemsync.e2e.simulation.model;

/** Who did something to a record, in truth. */
public enum Author {
    /** A person, or what a system did in consequence of a person's action. */
    USER,
    /** The engine under test. */
    ENGINE
}
