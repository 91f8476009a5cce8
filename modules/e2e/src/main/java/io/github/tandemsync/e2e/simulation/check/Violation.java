package io.github.tandemsync.e2e.simulation.check;

/**
 * An invariant that did not hold.
 *
 * @param invariant which
 * @param detail what was seen: records, field, values
 */
public record Violation(Invariant invariant, String detail) {
    @Override
    public String toString() {
        return invariant + ": " + detail;
    }
}
