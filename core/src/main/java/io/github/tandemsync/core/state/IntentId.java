package io.github.tandemsync.core.state;

/** Identifies an intent within its connection. */
public record IntentId(String value) implements Comparable<IntentId> {
    @Override
    public int compareTo(IntentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
