package io.github.tandemsync.e2e.simulation.world;

import java.util.function.Supplier;

/** The tale of a history, one line an event; costs nothing unless somebody listens. */
public final class Story {
    private static final int ASIDE = 30;

    private final StringBuilder text;
    private final boolean told;
    private int hash = 1;
    private int depth;

    private Story(boolean told, StringBuilder text) {
        this.told = told;
        this.text = text;
    }

    public static Story silent() {
        return new Story(false, new StringBuilder());
    }

    public static Story told() {
        return new Story(true, new StringBuilder());
    }

    /** The tale of a history that goes on beside this one, told in between. */
    Story beside() {
        Story other = new Story(told, text);
        other.indent(ASIDE);
        return other;
    }

    /** Tells a line. */
    public void tell(long at, Supplier<String> line) {
        if (told) {
            text.append(at % 10_000_000_000L)
                    .append("  ".repeat(depth + 1))
                    .append(line.get())
                    .append('\n');
        }
    }

    /** Adds a number to the fingerprint by which two runs of one history are compared. */
    public void stamp(long value) {
        hash = 31 * hash + Long.hashCode(value);
    }

    public int fingerprint() {
        return hash;
    }

    void indent(int by) {
        depth += by;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
