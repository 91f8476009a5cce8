package io.github.tandemsync.core.state;

/** Who holds a lease: one runner in one process. For messages; the epoch is what counts. */
public record HolderId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
