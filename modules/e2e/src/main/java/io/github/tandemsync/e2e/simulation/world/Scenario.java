package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.Hardship;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a history is about. Each scenario is a space of seeds of its own. */
public enum Scenario {
    /** Anything. */
    ANY,
    /** Runners are paused past their lease, often, between the last check and the sending. */
    LATE_RUNNER,
    /** Many records, and somebody who deletes them, or empties a field of them, all at once. */
    MASS,
    /** An automation on each side that returns a field to a value of its own whenever it is changed. */
    FIGHT,
    /** References on the left are kept beside its records: setting one leaves no trace, and no feed tells. */
    QUIET_REFERENCES,
    /** A run is a plan that is approved: people go on between it and its application. */
    APPLY,
    /** The links of the first contact are a plan that is approved, before anything is written. */
    LINKS_FIRST,
    /** Somebody takes back what runs did, and settles conflicts, while people and runs go on. */
    OPERATE,
    /** Somebody erases records, which people then delete, restore, or make again. */
    PRIVACY,
    /** People note in records what decides whether they take part. */
    MEMBERS,
    /** The left's one type faces two, as products do products and bundles, by a field that no rule maps; none becomes the other. */
    BUNDLES,
    /** Somebody disables the pair for a while, or deletes what is known of it, and enables it again. */
    LIFECYCLE,
    /** The systems are at their worst: listings lie, bins forget, values are unique, batches are refused as a whole. */
    HARD,
    /** As {@link #HARD}, with the hardships that are known to break a promise still. */
    HARDER,
    /** Records have lines, a pair of their own: they move, and wait for their owners, which people close, merge and delete. */
    LINES,
    /** The store is put back, often, and somebody says so before the next run. */
    RECOVER,
    /** The right system is put back to an earlier state, and somebody accepts that, at once or later. */
    RESTORED,
    /** Administrators take away fields, rights, calls or a whole system for a while, and runs are interrupted. */
    UPKEEP,
    /** What the application around the engine does: rules of several fields, policies that fail, the remedies of its operators. */
    HOST,
    /** People delete records and make them again, at once or later. */
    MADE_AGAIN,
    /** There is a record that can never be read, or no write of which ever works. */
    POISON,
    /** A second connection lives in the same store and process, with systems of its own whose records have the same ids. */
    NEIGHBOURS,
    /** Beside the pair there is another; what administrators take away, or a connector throws, concerns the first one only. */
    SUSPENDED,
    /** Another process runs the same engine on the same systems, with a store of its own. */
    SECOND_WRITER,
    /** At most three things that people do and one crash, all else goes well: small enough to meet every one. */
    SMALL;

    /** Whether the chance strikes often, whatever is drawn. */
    boolean favours(Chance chance) {
        return (this == LATE_RUNNER && chance == Chance.SENT_AFTER_PAUSE)
                || (this == RECOVER && (chance == Chance.ROLLBACK || chance == Chance.SNAPSHOT));
    }

    /** Whether what comes of a write sent after its lease is the limit that the promises name, and no violation. */
    boolean forgivesLateWrites() {
        return this != LATE_RUNNER;
    }

    /** Hardships that the engine does not bear yet, or can not: {@code docs/simulation.md} says what comes of each. */
    private static final Set<Hardship> OPEN =
            EnumSet.of(Hardship.LONG_ABSENCE, Hardship.LATE_KEY, Hardship.LATE_CHANGE, Hardship.TRAIL_UNSIGNED);

    /** Whether the systems do more than every history meets. */
    boolean isHard() {
        return this == HARD || this == HARDER;
    }

    /** The mark of a hardship that somebody had to bear. */
    public static String mark(Hardship hardship) {
        return "hardship " + hardship;
    }

    /** The hardships of which a history of this scenario may have any. */
    public Set<Hardship> hardships() {
        EnumSet<Hardship> all = isHard() ? EnumSet.allOf(Hardship.class) : EnumSet.noneOf(Hardship.class);
        if (this == HARD) {
            all.removeAll(OPEN);
        }
        return all;
    }

    /** Which hardships there are; drawn in hard scenarios only, and in each of them alike. */
    Set<Hardship> hardships(Choices choices) {
        EnumSet<Hardship> drawn = EnumSet.noneOf(Hardship.class);
        for (Hardship hardship : isHard() ? Hardship.values() : new Hardship[0]) {
            if (choices.chance(1, 3)) {
                drawn.add(hardship);
            }
        }
        drawn.retainAll(hardships());
        return drawn;
    }

    private static final String SEPARATOR = ":";

    /** Its name in commands and files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scenario of that label. */
    public static Scenario of(String label) {
        for (Scenario scenario : values()) {
            if (scenario.label().equals(label)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("No scenario '" + label + "'");
    }

    /** A seed or tape with the scenario that it belongs to; nothing is added for {@link #ANY}. */
    public String address(String history) {
        return this == ANY ? history : label() + SEPARATOR + history;
    }

    /** The scenario of an address. */
    public static Scenario in(String address) {
        int end = address.indexOf(SEPARATOR);
        return end < 0 ? ANY : of(address.substring(0, end));
    }

    /** The seed or tape of an address. */
    public static String history(String address) {
        return address.substring(address.indexOf(SEPARATOR) + 1);
    }
}
