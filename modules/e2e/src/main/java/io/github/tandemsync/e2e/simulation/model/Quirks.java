package io.github.tandemsync.e2e.simulation.model;

import java.time.Duration;
import java.util.Set;

/**
 * What the vendors' pages leave open, or what differs among installations: drawn anew for each history.
 *
 * @param skew by how much the server's clock is ahead of ours
 * @param rewrites the match field is stored in another form than sent
 * @param showsStored write answers hold the values as stored
 * @param showsStamp write answers hold the new version
 * @param namesHolder an "already exists" names the record that has the key
 * @param binHoldsKeys a removed record's key stays taken; otherwise it can be used again
 * @param clearsReferences removing a record empties the references to it
 * @param namesSuccessor a merged or qualified record names its successor
 * @param ignoring some phone numbers are accepted and not stored
 * @param saysIgnored an ignored value is named in the answer
 * @param refusing some names are refused
 * @param page most rows of a page
 * @param hardships what else it does to those who talk to it
 */
public record Quirks(
        Duration skew,
        boolean rewrites,
        boolean showsStored,
        boolean showsStamp,
        boolean namesHolder,
        boolean binHoldsKeys,
        boolean clearsReferences,
        boolean namesSuccessor,
        boolean ignoring,
        boolean saysIgnored,
        boolean refusing,
        int page,
        Set<Hardship> hardships) {

    public Quirks {
        hardships = Set.copyOf(hardships);
    }

    /** Without hardships. */
    public Quirks(
            Duration skew,
            boolean rewrites,
            boolean showsStored,
            boolean showsStamp,
            boolean namesHolder,
            boolean binHoldsKeys,
            boolean clearsReferences,
            boolean namesSuccessor,
            boolean ignoring,
            boolean saysIgnored,
            boolean refusing,
            int page) {
        this(
                skew,
                rewrites,
                showsStored,
                showsStamp,
                namesHolder,
                binHoldsKeys,
                clearsReferences,
                namesSuccessor,
                ignoring,
                saysIgnored,
                refusing,
                page,
                Set.of());
    }

    /** A well-behaved server. */
    public static final Quirks NONE =
            new Quirks(Duration.ZERO, false, true, true, true, true, false, true, false, true, false, 100);

    public Quirks withRewrites(boolean value) {
        return with(value, ignoring, hardships);
    }

    public Quirks withHardships(Set<Hardship> value) {
        return with(rewrites, ignoring, value);
    }

    /** The same with every value stored that is accepted. */
    public Quirks taking() {
        return with(rewrites, false, hardships);
    }

    public boolean has(Hardship hardship) {
        return hardships.contains(hardship);
    }

    private Quirks with(boolean rewriting, boolean dropping, Set<Hardship> hard) {
        return new Quirks(
                skew,
                rewriting,
                showsStored,
                showsStamp,
                namesHolder,
                binHoldsKeys,
                clearsReferences,
                namesSuccessor,
                dropping,
                saysIgnored,
                refusing,
                page,
                hard);
    }
}
